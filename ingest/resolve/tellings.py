"""What one document tells of an entity that says who or what it is: the features that identity is resolved by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

Said = Mapping[str, list[list[str]]]
"""By feature, what is told: rows of text, their parts in the order that `SHAPES` names."""

SHAPES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "organization": {
        "name": ("name",), "class": ("class",), "unit": ("unit",), "place": ("place",), "code": ("code",),
        "head": ("person's name", "role"), "got": ("award", "grantor", "event", "date"),
    },
    "person": {
        "name": ("name",), "seat": ("role", "post @", "organization @", "former", "date"), "did": ("event @", "role"),
        "got": ("award @", "grantor @", "event @", "date"), "gave": ("award @", "principal @", "event @", "date"),
    },
    "event": {
        "name": ("name",), "class": ("class",), "date": ("date",), "organizer": ("organizer @",), "unit": ("unit",),
        "with": ("person's name",),
    },
    "post": {"role": ("role",), "in": ("organization @",)},
    "membership": {"is": ("person @", "post @", "former")},
    "participation": {"is": ("agent @", "event @", "role")},
    "decision": {"is": ("number", "issuer @")},
    "conferral": {
        "award": ("award @",), "grantor": ("grantor @",), "recipient": ("recipient @",), "date": ("date",),
        "group": ("group", "family", "count", "minimum", "maximum"), "period": ("period",),
        "decision": ("decision @",), "event": ("event @",), "force": ("in force",),
    },
    "presentation": {"is": ("conferral @", "presenter @"), "principal": ("principal @",)},
    "certification": {"is": ("product @", "owner @", "scheme", "stars")},
    "award": {},
    "product": {},
}  # fmt: skip
"""What is told of each kind, and which parts are IRIs of other entities (`@`). All kinds have `on` and `about`, too:
the document's day and the province that it is about."""


_JSON = json.JSONEncoder(ensure_ascii=False).encode
_REFERRING = {
    kind: {
        feature: [place for place, part in enumerate(parts) if part.endswith("@")]
        for feature, parts in shape.items()
        if any(part.endswith("@") for part in parts)
    }
    for kind, shape in SHAPES.items()
}


class Telling(NamedTuple):
    """What a document tells of an entity, as it is kept: IRI, kind, what is said as JSON, and by whom it is known."""

    iri: str
    kind: str
    said: str
    refers: tuple[str, ...]

    @classmethod
    def of(cls, iri: str, kind: str, said: Said) -> Telling:
        """Return what is said of an entity of a kind in that form."""
        return cls(iri, kind, _JSON(said), tuple(sorted(set(refers(kind, said)))))


def refers(kind: str, said: Said) -> Iterator[str]:
    """Yield the IRIs of other entities by which one of a kind is known."""
    for feature, places in _REFERRING[kind].items():
        for row in said.get(feature, ()):
            yield from (row[place] for place in places if row[place])
