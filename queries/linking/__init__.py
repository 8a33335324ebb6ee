"""Which entity is meant by a name with properties: candidates with a score and the reasons for it."""
