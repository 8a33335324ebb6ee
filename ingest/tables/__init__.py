"""Tables of named columns → documents with claims, as a mapping in TOML tells."""
