"""The read side without HTTP: named queries, entities, relations, network."""
