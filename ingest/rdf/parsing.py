"""RDF files → what they say of each thing, in the file's order; anonymous things get numbers."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from ingest.errors import SourceError
from ontology.terms import SCHEMA

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
}
MOST = 2_000_000
"""Quads of one file."""
_INSECURE = "http://schema.org/"
_SCHEMA_CONTEXT = re.compile(r"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.jsonld?)?\Z")


class Said(NamedTuple):
    """A value: an IRI, the number of an anonymous thing (`_:1`), or (`literal`) a text with its language."""

    text: str
    literal: bool
    language: str | None = None


Things = dict[str, list[tuple[str, Said]]]
"""By the thing that is spoken of: properties and values."""


def things(data: bytes, suffix: str, name: str) -> Things:
    """Return what a file says, whichever graphs it has. SourceError, with the place, for what is not of its format."""
    try:
        found = parse(_local(data, name) if suffix == ".jsonld" else data, format=FORMATS[suffix])
        numbers: dict[str, str] = {}
        said: Things = {}
        for count, quad in enumerate(found, 1):
            if count > MOST:
                raise SourceError(name, "", f"more than {MOST:,} quads; give them in several files")
            subject = _node(quad.subject, numbers)
            about = quad.object
            value = (
                Said(about.value, True, about.language)
                if isinstance(about, Literal)
                else Said(_node(about, numbers), False)
            )
            pair = (_secure(quad.predicate.value), value)
            known = said.setdefault(subject, [])
            if pair not in known:
                known.append(pair)
    except SyntaxError as error:
        place = f"line {error.lineno}" if error.lineno else ""
        raise SourceError(name, place, f"no {suffix} that can be read: {error.msg}") from None
    except ValueError as error:
        raise SourceError(name, "", f"no {suffix} that can be read: {error}") from None
    return said


def _node(node: object, numbers: dict[str, str]) -> str:
    if isinstance(node, NamedNode):
        return _secure(node.value)
    if isinstance(node, BlankNode):
        return numbers.setdefault(node.value, f"_:{len(numbers) + 1}")
    raise ValueError("quads about quads are not read")


def _secure(iri: str) -> str:
    return SCHEMA.NAMESPACE + iri.removeprefix(_INSECURE) if iri.startswith(_INSECURE) else iri


def _local(data: bytes, name: str) -> bytes:
    """Put schema.org's own vocabulary in the place of its context: nothing is fetched to read a file."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(name, "", f"no JSON: {error}") from None
    return json.dumps(_replaced(content)).encode()


def _replaced(content: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    if isinstance(content, list):
        return [_replaced(one) for one in content]
    if not isinstance(content, dict):
        return content
    told = {key: _replaced(value) for key, value in content.items()}
    if "@context" in told:
        context = content["@context"]
        parts = context if isinstance(context, list) else [context]
        told["@context"] = [
            {"@vocab": SCHEMA.NAMESPACE} if isinstance(one, str) and _SCHEMA_CONTEXT.match(one) else one
            for one in parts
        ]
    return told
