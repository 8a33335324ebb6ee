"""Evidence for anyone's SELECT: every row has passages, or names the rule that inferred it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_store.errors import QueryCrashed, QuerySyntax, QueryTimeout, QueryTooBig
from graph_store.index_entities import CLAIMS
from graph_store.workers import Answer, Cancellation
from ontology import iris
from ontology.iris import OWN_GRAPHS
from queries import catalog, syntax, witnesses
from queries.catalog import literal
from queries.entities import Graph, Passage, Row, simple
from queries.errors import BadParameter, BadQuery, QueryTooComplex
from queries.witnesses import Witness

MOST_ROWS = 500
"""Rows that evidence is looked up for."""
MOST_PASSAGES = 5
"""Passages of one row."""
_CLAIMS = CLAIMS | {"observation", "unrealized-award", "organization-fact"}
_OWN_TEXT = "the query's own text"

Terms = Mapping[str, Mapping[str, str]]
"""A row as SPARQL's JSON has it: terms by variable."""


class EvidenceTimeout(QueryTimeout):
    """The rows were found, and not the evidence of all of them before the deadline."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage with what it says: the IRI of a claim, or of an entity that it names."""

    about: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a row is there: passages, the best first, and the rule that inferred it, where one did."""

    passages: tuple[Cited, ...]
    rule: str | None


@dataclass(frozen=True, slots=True)
class Proven:
    """An answer in JSON and, for each of its rows in their order, a proof."""

    answer: Answer
    proofs: tuple[Proof, ...]

    @property
    def rows(self) -> list[Row]:
        """The rows as plain values."""
        return simple(self.answer.body)


def select(
    graph: Graph,
    text: str,
    *,
    deadline: float | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    generation: int | None = None,
    cancellation: Cancellation | None = None,
) -> Proven:
    """Return the answer to anyone's SELECT with a proof of every row, all within the deadline.

    Raises what `Graph.ask` raises, BadParameter for another kind of query, and QueryTooBig for too many rows.
    """
    refuse_long(text)
    allowed = graph.deadline if deadline is None else deadline
    until = time.monotonic() + allowed
    dataset: dict[str, Any] = {"default_graphs": default_graphs, "named_graphs": named_graphs}
    answer = graph.ask(text, deadline=allowed, generation=generation, cancellation=cancellation, **dataset)
    if answer.kind != "select":
        raise BadParameter("evidence is of rows: it is given with SELECT")
    content = json.loads(answer.body)
    bindings: list[Terms] = content["results"]["bindings"]
    if len(bindings) > MOST_ROWS:
        raise QueryTooBig(f"{len(bindings):,} rows; evidence is given for {MOST_ROWS} at most: add a LIMIT")
    prover = _Prover(
        graph, answer.generation, until, witnesses.of(text), dataset, frozenset(content["head"]["vars"]), cancellation
    )
    return Proven(answer, tuple(prover.proof(terms) for terms in bindings))


def refuse_long(text: str) -> None:
    """Raise QueryTooComplex for a text so long that looking for its evidence would take others' time."""
    if len(text) > syntax.LONG:
        raise QueryTooComplex(f"the query has {len(text):,} characters; evidence is given of {syntax.LONG:,} at most")


class _Prover:
    """Finds the proofs of one query's rows; what it has read of one row it knows for the others."""

    def __init__(
        self,
        graph: Graph,
        generation: int,
        until: float,
        witness: Witness,
        dataset: Mapping[str, Any],
        shown: frozenset[str],
        cancellation: Cancellation | None,
    ) -> None:
        self._shown, self._cancellation = shown, cancellation
        self._graph, self._generation, self._until = graph, generation, until
        self._witness, self._dataset = witness, dataset
        self._known: dict[str, tuple[Passage, ...]] = {}
        self._where: dict[str, tuple[str, ...]] = {}

    def proof(self, terms: Terms) -> Proof:
        """Return why a row is there."""
        own = list(self._ours(terms.values()))
        found = self._cited(one for one in own if self._claim(one))
        if not found:
            solutions = self._solutions(terms)
            claims = dict.fromkeys(
                iri for solution in solutions for iri in self._ours(solution.values()) if self._claim(iri)
            )
            others = (iri for solution in solutions for iri in self._ours(solution.values()) if not self._claim(iri))
            found = self._cited(claims) or self._cited(own) or self._cited(dict.fromkeys(others))
        rules = list(self._witness.rules)
        if not found and not rules:
            rules = [self._stated(own) or _OWN_TEXT]
        return Proof(tuple(found), "; ".join(rules) or None)

    def _ours(self, terms: Iterable[Mapping[str, str]]) -> Iterator[str]:
        """Yield the IRIs of a row, each once."""
        yield from dict.fromkeys(term["value"] for term in terms if term["type"] == "uri")

    def _claim(self, iri: str) -> bool:
        try:
            return iris.kind(iri, self._graph.base) in _CLAIMS
        except ValueError:
            return False

    def _cited(self, listed: Iterable[str]) -> list[Cited]:
        found: list[Cited] = []
        for iri in listed:
            found += [Cited(iri, passage) for passage in self._passages(iri)]
            if len(found) >= MOST_PASSAGES:
                break
        return found[:MOST_PASSAGES]

    def _passages(self, iri: str) -> tuple[Passage, ...]:
        if iri not in self._known:
            self._left()
            self._known[iri] = tuple(self._graph.evidence(iri, self._generation)[:MOST_PASSAGES])
        return self._known[iri]

    def _solutions(self, terms: Terms) -> list[Terms]:
        """Return the solutions that a row stands for: those that agree with it, where it is bound and where it is not."""
        if self._witness.text is None:
            return []
        keys = self._witness.keys
        bound = {name: _ntriples(term) for name, term in terms.items() if name in keys and _writable(term)}
        try:
            answer = self._graph.ask(
                self._witness.text,
                bindings=bound,
                deadline=self._left(),
                generation=self._generation,
                **self._dataset,
            )
        except (QuerySyntax, BadQuery, QueryCrashed):
            return []  # a variable that the row has and its solutions do not show
        telling = {name for name in self._shown & keys if name in bound or name not in terms}
        solutions: list[Terms] = json.loads(answer.body)["results"]["bindings"]
        return [one for one in solutions if all(one.get(name) == terms.get(name) for name in telling)]

    def _stated(self, own: Iterable[str]) -> str | None:
        """Return which graph of our own making says what a row speaks of, where one does."""
        own_graphs = {iris.own_graph(name, self._graph.base): name for name in OWN_GRAPHS}
        for iri in own:
            if iri not in self._where:
                self._left()
                query = catalog.find("graphs-about")
                rows = self._graph.rows(query, {"thing": iri}, generation=self._generation)
                self._where[iri] = tuple(str(row["graph"]) for row in rows)
            for graph in self._where[iri]:
                if graph in own_graphs:
                    return f"stated in {graph}, not by a document"
        return None

    def _left(self) -> float:
        """Return the seconds left; EvidenceTimeout when there are none, QueryCancelled when nobody waits."""
        if self._cancellation is not None:
            self._cancellation.check()
        left = self._until - time.monotonic()
        if left <= 0:
            raise EvidenceTimeout("the rows were found, their evidence not in time: ask for fewer rows")
        return left


def _writable(term: Mapping[str, str]) -> bool:
    return term["type"] in ("uri", "literal", "typed-literal")


def _ntriples(term: Mapping[str, str]) -> str:
    if term["type"] == "uri":
        return f"<{term['value']}>"
    text = literal(term["value"])
    if "xml:lang" in term:
        return f"{text}@{term['xml:lang']}"
    return f"{text}^^<{term['datatype']}>" if "datatype" in term else text
