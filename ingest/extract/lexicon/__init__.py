"""Word lists as TOML."""
