"""Claims with resolved mentions → the quads of one document's named graph."""
