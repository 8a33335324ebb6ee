"""What stops an input, told where it can be mended."""

from __future__ import annotations


class IngestError(Exception):
    """Something of the write side that the user must know: it names the source, the place in it and the reason."""

    def __init__(self, source: str, where: str, what: str) -> None:
        """Keep the three parts apart, so that they can be listed."""
        super().__init__(f"{source}: {where}: {what}" if where else f"{source}: {what}")
        self.source = source
        self.where = where
        self.what = what


class SourceError(IngestError):
    """An input that cannot be read: nothing of it is loaded."""
