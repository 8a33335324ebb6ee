"""RDF in our ontology, W3C ORG or schema.org terms → documents with claims, as any other source."""
