"""Claims and seats that are one because all their parts are: posts, memberships, participations, decisions and more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.resolve import names
from ingest.resolve.clusters import Canon, Edge, by_token, chained, first_day, values
from ingest.resolve.tellings import SHAPES, Said


@dataclass(frozen=True, slots=True)
class Whole:
    """What something is, part by part; nothing when a part is open. `principals` only count where both are told."""

    iri: str
    first: str
    tokens: frozenset[str]
    principals: frozenset[str]


class Wholes:
    """The rule for whatever is what its parts are."""

    def __init__(self, kind: str) -> None:
        """Resolve this kind."""
        self._kind = kind

    def node(self, iri: str, told: Sequence[tuple[int, Said]], canon: Canon) -> Whole:
        """Return what all documents tell of it."""
        tokens = frozenset(one for _, said in told for one in self._tokens(said, canon))
        principals = frozenset(canon(one) for one in values(told, "principal"))
        return Whole(iri, first_day(told), tokens, principals)

    def keys(self, node: Whole) -> Iterable[str]:
        """Only what is equal is compared."""
        return node.tokens

    def joined(self, one: Whole, other: Whole) -> Whole:
        """Return what is known of both."""
        return replace(one, tokens=one.tokens | other.tokens, principals=one.principals | other.principals)

    def fits(self, one: Whole, other: Whole, edge: Edge) -> bool:
        """Whoever hands over for two principals does so twice."""
        return not (one.principals and other.principals and not one.principals & other.principals)

    def phases(self) -> Sequence[Callable[[Sequence[Whole]], Iterator[Edge]]]:
        """There is one way."""
        return (self._equal,)

    def parts(self, node: Whole) -> Iterable[tuple[str, str]]:
        """A presentation has its delegation."""
        return (("delegation", f"{node.iri}#delegation"),) if self._kind == "presentation" else ()

    def _equal(self, nodes: Sequence[Whole]) -> Iterator[Edge]:
        yield from chained(by_token(nodes, lambda node: node.tokens), 1.0, "all parts are the same")

    def _tokens(self, said: Said, canon: Canon) -> Iterator[str]:
        if self._kind == "post":
            for (body,) in said.get("in", ()):
                yield from (_token("post", names.role_key(role), canon(body)) for (role,) in said.get("role", ()))
            return
        shape = SHAPES[self._kind]["is"]
        for row in said.get("is", ()):
            # Without a part's IRI it is open what it is: it stays in its document. No issuer is an open one, too.
            if all(value for value, part in zip(row, shape, strict=True) if part.endswith("@")):
                parts = (canon(value) if part.endswith("@") else value for value, part in zip(row, shape, strict=True))
                yield _token(self._kind, *(_plain(self._kind, part) for part in parts))


def _plain(kind: str, part: str) -> str:
    return names.decision_key(part) if kind == "decision" and "://" not in part else part


def _token(*parts: str) -> str:
    return json.dumps(parts, ensure_ascii=False)
