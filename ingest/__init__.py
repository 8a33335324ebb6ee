"""The write side: documents to claims to quads."""
