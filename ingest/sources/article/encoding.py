"""Bytes of an article → text, saying which encoding was assumed."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import SourceError


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read by; `assumed` when the bytes themselves did not say so."""

    text: str
    encoding: str
    assumed: bool


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of an article's bytes; SourceError names the file when they are no text."""
    try:
        return Decoded(data.decode("utf-8-sig"), "utf-8", assumed=False)
    except UnicodeDecodeError as wrong:
        raise SourceError(name, f"byte {wrong.start}", "not UTF-8 text") from wrong
