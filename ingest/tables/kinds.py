"""What a mapping may say: types of columns, and the parts of each kind of claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TYPES = (
    "text", "person", "organization", "recipient", "party", "product", "place", "post", "award", "date", "period",
    "integer", "number", "code", "decision",
)  # fmt: skip
"""How a cell is read; `recipient` is a person or an organization, `party` an organization or a post in one."""


@dataclass(frozen=True, slots=True)
class Role:
    """One part of a kind of claim: which types of columns give it, and whether the claim needs it."""

    types: tuple[str, ...]
    required: bool = False
    several: bool = False


_NAMED = ("person", "organization", "recipient")
_PLACE = Role(("place", "text"), several=True)

KINDS: Mapping[str, Mapping[str, Role]] = {
    "membership": {
        "person": Role(("person",), required=True),
        "post": Role(("post",), required=True),
        "organization": Role(("organization",)),
        "on": Role(("date",)),
        "start": Role(("date",)),
        "end": Role(("date",)),
    },
    "conferral": {
        "award": Role(("award",), required=True),
        "recipient": Role(_NAMED, required=True),
        "grantor": Role(("party", "organization")),
        "date": Role(("date",)),
        "period": Role(("period", "date")),
        "decision": Role(("decision",)),
        "issued": Role(("date",)),
        "issuer": Role(("party", "organization")),
        "reason": Role(("text",)),
        "status": Role(()),
    },
    "certification": {
        "product": Role(("product",), required=True),
        "scheme": Role(("text",), required=True),
        "owner": Role(("organization", "person", "recipient")),
        "stars": Role(("integer",)),
        "until": Role(("date",)),
    },
    "organization": {
        "organization": Role(("organization",), required=True),
        "code": Role(("code",)),
        "founded": Role(("date",)),
        "place": _PLACE,
        "part_of": Role(("organization",)),
    },
    "observation": {
        "measure": Role(("text",), required=True),
        "value": Role(("number", "integer"), required=True),
        "unit": Role(("text",), required=True),
        "place": _PLACE,
        "period": Role(("period", "date")),
    },
}
"""The parts of each kind of claim. A part may also be a value that the mapping states for all rows."""
