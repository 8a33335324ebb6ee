"""Reading claims out of text."""
