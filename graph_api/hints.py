"""Notes beside an answer: which terms of a query do not exist."""

from __future__ import annotations

import json
from collections.abc import Sequence

from graph_store.workers import Answer, Format

_COMMENTED = (Format.TURTLE, Format.N_TRIPLES)
_MARKED_UP = (Format.XML, Format.RDF_XML)


def warning(notes: Sequence[str]) -> str:
    """Return notes as a Warning header says them (RFC 7234, 5.5; 299: miscellaneous, and lasting)."""
    return ", ".join(f'299 htxgraph "{_plain(note)}"' for note in notes)


def empty(answer: Answer, kind: Format) -> bool:
    """Tell whether nothing was found: no row, no triple, or no."""
    body = answer.body
    match kind:
        case Format.JSON:
            return b'"bindings":[]' in body or b'"boolean":false' in body
        case Format.XML:
            return b"<result>" not in body and b"<boolean>true" not in body
        case Format.RDF_XML:
            return b"<rdf:Description" not in body
        case _:
            return not body


def noted(body: bytes, kind: Format, notes: Sequence[str]) -> bytes:
    """Return a body with notes where its format has room for them; CSV, TSV and JSON-LD have none."""
    if kind is Format.JSON and body.endswith(b"}"):
        return body[:-1] + b',"hints":' + json.dumps(list(notes), ensure_ascii=False).encode() + b"}"
    if kind in _COMMENTED:
        return "".join(f"# {note}\n" for note in notes).encode() + body
    if kind in _MARKED_UP:
        return body + "".join(f"<!-- {note.replace('--', '- -')} -->" for note in notes).encode()
    return body


def _plain(note: str) -> str:
    """Return a note as a header's quoted string takes it."""
    return note.encode("ascii", "replace").decode().replace("\\", " ").replace('"', "'")
