"""How IRIs are minted. The recipes are pinned by tests with literal results: to change one is a migration.

An entity or claim is `{base}id/{kind}/{slug}-{hash}`: the slug is for people, the hash tells entities apart.
The vocabulary (awards, kinds, posts, measures, dated administrative units) has fixed IRIs under `VOCABULARY`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from json.encoder import encode_basestring

from ontology.spelling import slug

DEFAULT_BASE = "https://w3id.org/htxgraph/"
VOCABULARY = "https://w3id.org/htxgraph/vocab/"
HASH_LENGTH = 12

_KIND = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_KEY = re.compile(r"[a-z][a-z0-9-]*/[a-z0-9-]+\Z")
_VOCABULARY_KEY = re.compile(r"vocab/[a-z][a-z0-9-]*(?:/[A-Za-z0-9_.-]+)+\Z")
_PART = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")


def mint(kind: str, *parts: str | int | None, label: str = "", base: str = DEFAULT_BASE) -> str:
    """Return the IRI of the `kind` of thing that `parts` identify.

    Two lists of parts give two IRIs, `None` and `""`, `1` and `"1"` included; only the Unicode form (NFC) is made one.
    `label` gives the readable slug and must follow from the parts, or one thing would get two IRIs.
    """
    if not _KIND.match(kind) or kind == "vocab":
        raise ValueError(f"a kind is a lower-case word such as 'person' or 'award-decision': {kind!r}")
    canonical = f"[{','.join([encode_basestring(kind), *map(_written, parts)])}]"
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]
    readable = slug(label)
    return f"{base}id/{kind}/{readable}-{digest}" if readable else f"{base}id/{kind}/{digest}"


def _written(part: str | int | None) -> str:
    """Return a part as JSON has it, a text in NFC."""
    if isinstance(part, str):
        return encode_basestring(unicodedata.normalize("NFC", part))
    return "null" if part is None else json.dumps(part) if isinstance(part, bool) else str(int(part))


def key(iri: str, base: str = DEFAULT_BASE) -> str:
    """Return the short key of an entity's or vocabulary term's IRI (`person/an-…`, `vocab/award/…`).

    Raises ValueError for an IRI that is neither.
    """
    for start, prefix, form in ((f"{base}id/", "", _KEY), (VOCABULARY, "vocab/", _VOCABULARY_KEY)):
        if iri.startswith(start):
            found = prefix + iri.removeprefix(start)
            if form.match(found):
                return found
    raise ValueError(f"not the IRI of an entity under {base} nor of a vocabulary term: {iri!r}")


def iri(key: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI a short key stands for; ValueError when it is no key."""
    if _VOCABULARY_KEY.match(key):
        return VOCABULARY + key.removeprefix("vocab/")
    if key.startswith("vocab/") or not _KEY.match(key):
        raise ValueError(f"a key looks like 'person/an-0123456789ab': {key!r}")
    return f"{base}id/{key}"


def kind(iri: str, base: str = DEFAULT_BASE) -> str:
    """Return the kind an entity was minted as (`person`); for a vocabulary term `vocab`."""
    return key(iri, base).partition("/")[0]


def part(iri: str, name: str) -> str:
    """Return the IRI of a thing that has no life of its own, such as a document's `extraction`: `{iri}#{name}`."""
    if "#" in iri or not _PART.match(name):
        raise ValueError(f"cannot name part {name!r} of {iri!r}")
    return f"{iri}#{name}"


def graph(document: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of the named graph that holds what one document says."""
    found = key(document, base)
    if not found.startswith("document/"):
        raise ValueError(f"only documents have graphs: {document!r}")
    return f"{base}graph/{found.removeprefix('document/')}"


def own_graph(name: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a graph of our own making: `identity`, `shortcuts`, `vocabulary`; `default` is for others' writes."""
    if name not in (*OWN_GRAPHS, WRITTEN):
        raise ValueError(f"our own graphs are {', '.join(OWN_GRAPHS)}: {name!r}")
    return f"{base}graph/{name}"


OWN_GRAPHS = ("identity", "shortcuts", "vocabulary")
WRITTEN = "default"
"""Names the graph that keeps what is written to the default graph, where that is merged from all graphs."""


def term(scheme: str, name: str) -> str:
    """Return the IRI of a vocabulary term: `term("award", "bang_khen_tinh")`."""
    return f"{VOCABULARY}{scheme}/{name}"


def unit(catalogue: str, level: str, code: str) -> str:
    """Return the IRI of an administrative unit in one catalogue: `unit("2025-07-01", "province", "24")`.

    Codes are reused, so no unit has an IRI without its catalogue.
    """
    return f"{VOCABULARY}unit/{catalogue}/{level}/{code}"
