"""How fast who is who is resolved."""


def measure(scale: str, seed: int) -> dict[str, float]:
    """Return nothing yet."""
    return {}
