"""News articles as text and HTML."""
