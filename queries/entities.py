"""What the service, the command line and the pages all ask: search, cards, relations, conferrals, evidence."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from graph_store import triples
from graph_store.errors import PoolBusy, QuerySyntax
from graph_store.generations import Data, Generation
from graph_store.rows import (
    ConferralFilter,
    ConferralRow,
    Direction,
    Edge,
    EntityRow,
    Facet,
    Hit,
    Named,
    Order,
    Page,
    RelationFilter,
    RelationKind,
    RelationRow,
)
from graph_store.workers import Answer, Cancellation, Format, Pool
from ontology import iris, units
from ontology.terms import PREFIXES
from queries import catalog, exchange, paging, substitution, syntax
from queries.catalog import NamedQuery
from queries.errors import BadParameter, MergedEntity, QueryError, UnknownEntity
from queries.mistakes import unreadable

_SHORT = 4096
_MOST_LOOKED_AT = 8
"""Long queries that are read, or wait to be read, at a time."""
MOST_ROWS = 500
"""Rows of one page."""
SOME_PASSAGES = 12
"""How many passages the named query `some-passages` gives at most."""
_NEAREST = 5
_NEXT_TO_NOTHING = 1000
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\x00-\x20]*>")

_EXCHANGED = {Format.GRAPHML: exchange.graphml, Format.GEXF: exchange.gexf}

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that says so: the document, its own words there, and by which rule the claim was read."""

    document: str
    title: str | None
    source: str | None
    published: str | None
    quote: str
    before: str | None
    after: str | None
    start: int | None
    end: int | None
    rule: str | None
    confidence: float | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who held a post: the days on which that is attested, and the stated span, if any."""

    person: Named
    claim: str
    days: tuple[str, ...]
    start: str | None
    end: str | None
    former: bool
    evidence: int

    @property
    def first(self) -> str | None:
        """The first day of which something is known."""
        return min((day for day in (*self.days, self.start) if day is not None), default=None)

    @property
    def last(self) -> str | None:
        """The last day of which something is known."""
        return max((day for day in (*self.days, self.end) if day is not None), default=None)

    def covers(self, on: str) -> bool:
        """Tell whether the post is attested on a day, between two attestations, or within a stated span."""
        if any(on.startswith(day) or day.startswith(on) for day in self.days):
            return True
        first, last = self.first, self.last
        return first is not None and last is not None and first < on < last

    def ended_before(self, on: str) -> bool:
        """Tell whether it is stated that the post was left before a day."""
        return self.end is not None and self.end < on[: len(self.end)]

    def away(self, on: str) -> tuple[int, str]:
        """Return how many years a day is away from what is known; for ordering."""
        years = [abs(int(day[:4]) - int(on[:4])) for day in (self.first, self.last) if day is not None]
        return min(years, default=9999), self.claim


@dataclass(frozen=True, slots=True)
class Holders:
    """Who held a post on a day: `yes`, `no` or `not known`, with the nearest other attestations."""

    answer: str
    on: str
    holders: tuple[Holder, ...]
    nearest: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A query that has passed: prefixes it uses and does not declare, whether it calls other endpoints or is relative."""

    prefixes: Mapping[str, str]
    calls: bool
    relative: bool


class Graph:
    """One data folder to ask, by way of killable readers and the side index. Thread-safe."""

    def __init__(
        self,
        data: Data,
        pool: Pool,
        *,
        base: str = iris.DEFAULT_BASE,
        deadline: float = 30.0,
        max_bytes: int = 256 << 20,
        services: tuple[str, ...] = (),
        outside: Pool | None = None,
    ) -> None:
        """Ask `data`; queries run in `pool`, end within `deadline` seconds and give at most `max_bytes`.

        Queries that call endpoints under the prefixes of `services` run in `outside`, whose readers have a network.
        """
        self.services, self.outside = services if outside is not None else (), outside
        self.data, self.pool, self.base = data, pool, base
        self.deadline, self.max_bytes = deadline, max_bytes
        self._looker = ThreadPoolExecutor(1, "guard")
        self._looking = 0
        self._declaration = f"BASE <{base}> "  # on the first line, so that places in the others stay

    def generation(self, number: int | None = None) -> Generation:
        """Return the generation in force or one of a number; StoreMissing when there is none."""
        return self.data.in_force() if number is None else self.data.generation(number)

    def at(self, number: int | None, cursor: str | None) -> Generation:
        """Return the generation in which a list goes on after a cursor (see `paging.at`)."""
        return paging.at(self.data, number, cursor)

    def iri(self, key: str) -> str:
        """Return the IRI of an entity given by key or IRI; BadParameter when it is neither."""
        if "://" in key:
            return key
        try:
            return iris.iri(key, self.base)
        except ValueError as error:
            raise BadParameter(units.undated_code(key) or str(error)) from None

    # --- entities

    def search(
        self,
        text: str,
        *,
        kinds: Iterable[str] = (),
        province: str | None = None,
        now: bool = False,
        limit: int = 20,
        generation: int | None = None,
    ) -> list[Hit]:
        """Return entities by name, best first."""
        with self.generation(generation).index() as index:
            return index.search(text, kinds=kinds, province=province, now=now, limit=_limit(limit))

    def entity(self, key: str, generation: int | None = None) -> EntityRow:
        """Return an entity's card; UnknownEntity when nothing has that IRI, MergedEntity when another stands for it."""
        iri = self.iri(key)
        with self.generation(generation).index() as index:
            survivor = index.survivor(iri)
            if survivor is not None and survivor != iri:
                raise MergedEntity(iri, survivor)
            found = index.entity(iri)
        if found is None:
            raise UnknownEntity(f"nothing in this generation has the IRI {iri}")
        return found

    def holders(self, key: str, on: str, generation: int | None = None) -> Holders:
        """Return who held a post on a day: attested that day or stated for a span around it; else not known.

        *No* is only answered where a statement covers the day: a person's stated end before it, nobody else's claim.
        """
        iri = self.entity(key, generation).iri
        choice = RelationFilter(kinds=(RelationKind.HOLDS,), direction=Direction.IN)
        told: list[RelationRow] = []
        cursor = None
        with self.generation(generation).index() as index:
            while True:
                page = index.relations(iri, choice, order=Order.OLDEST, cursor=cursor, limit=MOST_ROWS)
                told.extend(page.rows)
                cursor = page.cursor
                if cursor is None:
                    break
        spans = self.tenures(iri, told, generation)
        holding = tuple(one for one in spans if not one.former and one.covers(on))
        others = tuple(sorted((one for one in spans if one not in holding), key=lambda one: one.away(on)))
        answer = "yes" if holding else "no" if any(one.ended_before(on) for one in spans) else "not known"
        return Holders(answer, on, holding, others[:_NEAREST])

    def tenures(self, of: str, told: Iterable[RelationRow], generation: int | None = None) -> list[Holder]:
        """Return, for each relation of one person, post or organization (an IRI), all days on which it is attested.

        With the span where one is stated. All are asked for at once.
        """
        rows = list(told)
        days: defaultdict[str, set[str]] = defaultdict(set)
        spans: dict[tuple[str, str], str] = {}
        for one in self.rows(catalog.find("attestations"), {"of": of}, generation=generation) if rows else ():
            if one["day"] is not None:
                days[one["membership"]].add(str(one["day"]))
            for end in ("start", "end"):
                if one[end] is not None:
                    spans.setdefault((one["membership"], end), str(one[end]))
        return [
            Holder(
                row.subject,
                row.claim,
                tuple(sorted(days[row.claim])),
                spans.get((row.claim, "start")),
                spans.get((row.claim, "end")),
                row.former,
                row.evidence,
            )
            for row in rows
        ]

    def relations(
        self,
        key: str,
        choice: RelationFilter,
        *,
        order: Order = Order.NEWEST,
        cursor: str | None = None,
        limit: int = 50,
        generation: int | None = None,
    ) -> Page[RelationRow]:
        """Return a page of an entity's relations; UnknownEntity when there is no such entity."""
        found = self.at(generation, cursor)
        iri, limit = self.entity(key, found.number).iri, _limit(limit)
        with found.index() as index:
            return paging.page(
                lambda after: index.relations(iri, choice, order=order, cursor=after, limit=limit), found.number, cursor
            )

    def facets(self, key: str, choice: RelationFilter, generation: int | None = None) -> dict[str, tuple[Facet, ...]]:
        """Return exact counts of an entity's relations by facet."""
        with self.generation(generation).index() as index:
            return index.facets(self.iri(key), choice)

    def timeline(
        self,
        key: str,
        *,
        since: str | None = None,
        until: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
        generation: int | None = None,
    ) -> Page[RelationRow]:
        """Return a page of an entity's dated relations, oldest first."""
        found = self.at(generation, cursor)
        iri, limit = self.entity(key, found.number).iri, _limit(limit)
        with found.index() as index:
            return paging.page(
                lambda after: index.timeline(iri, since=since, until=until, cursor=after, limit=limit),
                found.number,
                cursor,
            )

    # --- conferrals

    def conferrals(
        self,
        choice: ConferralFilter,
        *,
        order: Order = Order.NEWEST,
        cursor: str | None = None,
        limit: int = 50,
        generation: int | None = None,
    ) -> Page[ConferralRow]:
        """Return a page of conferrals with their parties."""
        found, limit = self.at(generation, cursor), _limit(limit)
        with found.index() as index:
            return paging.page(
                lambda after: index.conferrals(choice, order=order, cursor=after, limit=limit), found.number, cursor
            )

    def conferral_facets(self, choice: ConferralFilter, generation: int | None = None) -> dict[str, tuple[Facet, ...]]:
        """Return exact counts of conferrals by facet."""
        with self.generation(generation).index() as index:
            return index.conferral_facets(choice)

    def awarding(
        self,
        choice: ConferralFilter,
        *,
        by: str = "grantor",
        group: str | None = None,
        limit: int = 100,
        start: int = 0,
        generation: int | None = None,
    ) -> list[Edge]:
        """Return who awarded whom, most conferrals first; the first `start` are left out."""
        found = self.generation(generation)
        try:
            return list(_edges(found, found.manifest_path.stat().st_mtime_ns, choice, by, group, _limit(limit), start))
        except ValueError as error:
            raise BadParameter(str(error)) from None

    # --- evidence

    def evidence(self, claim: str, generation: int | None = None) -> list[Passage]:
        """Return the passages that say a claim (or name an entity), in the order of documents and places."""
        few = self.some_evidence(claim, generation)
        if len(few) < SOME_PASSAGES:  # these are all of them, found without reading what all passages have
            return few
        rows = self.rows(catalog.find("evidence"), {"claim": self.iri(claim)}, generation=generation)
        return [_passage(row) for row in rows]

    def some_evidence(self, claim: str, generation: int | None = None) -> list[Passage]:
        """Return up to a dozen passages, in the order of documents and places; quick where there are very many."""
        rows = self.rows(catalog.find("some-passages"), {"claim": self.iri(claim)}, generation=generation)
        return [_passage(row) for row in rows]

    # --- named queries and texts

    def rows(self, query: NamedQuery, given: Mapping[str, str], *, generation: int | None = None) -> list[Row]:
        """Return the rows of a named query as plain values, one value a variable.

        Of one that compares, those that are new, lost or changed since the generation `since` (else the one before).
        """
        if query.compares:
            return self._changed(query, given, self.generation(generation).number)
        answer = self.named(query, given, generation=generation)
        return simple(answer.body)

    def _changed(self, query: NamedQuery, given: Mapping[str, str], generation: int) -> list[Row]:
        """Return how rows differ from those of an earlier generation, each with its `change`; lost ones as they were."""
        catalog.bind(query, given, self.base)
        others = {name: value for name, value in given.items() if name != "since"}
        earlier = [number for number in self.data.numbers() if number < generation]
        since = int(given["since"]) if given.get("since") else max(earlier, default=0)

        def rows(number: int) -> dict[tuple[object, ...], Row]:
            found = simple(self.named(query, others, generation=number).body)
            return {tuple(row[name] for name in query.compares): row for row in found}

        now, before = rows(generation), rows(since) if since else {}
        changed = [
            ("new" if key not in before else "changed", row) for key, row in now.items() if row != before.get(key)
        ]
        changed += [("lost", row) for key, row in before.items() if key not in now]
        return [{**row, "change": change, "since": since} for change, row in changed]

    def named(
        self,
        query: NamedQuery,
        given: Mapping[str, str],
        *,
        formats: tuple[Format, Format] = (Format.JSON, Format.TURTLE),
        generation: int | None = None,
    ) -> Answer:
        """Return the answer to a named query with its parameters bound; BadParameter when one cannot be."""
        text, bound = self._bound(query.text, catalog.bind(query, given, self.base))
        answer = self.pool.query(
            text,
            bindings=bound,
            prefixes=PREFIXES,
            formats=_engine(formats),
            generation=generation,
            deadline=self.deadline,
            max_bytes=self.max_bytes,
        )
        return _exchanged(answer, formats)

    def with_evidence(self, query: NamedQuery, rows: list[Row], generation: int | None = None) -> list[Row]:
        """Return rows each with its `evidence`: passages of its claims, or the rule that inferred it."""
        known: dict[str, list[Passage]] = {}
        out: list[Row] = []
        for row in rows:
            passages: list[Passage] = []
            for variable in query.claims:
                claim = row.get(variable)
                if isinstance(claim, str):
                    if claim not in known:
                        known[claim] = self.evidence(claim, generation)
                    passages.extend(known[claim])
            inferred = None if passages else query.rule or "the query's own text"
            out.append({**row, "evidence": passages, "inferred_by": inferred})
        return out

    def ask(
        self,
        text: str,
        *,
        formats: tuple[Format, Format] = (Format.JSON, Format.TURTLE),
        deadline: float | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        generation: int | None = None,
        cancellation: Cancellation | None = None,
        bindings: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer to anyone's SPARQL query, once it has passed the guard; a QueryError says why not.

        `bindings` gives variables that it projects their terms, as N-Triples writes these.
        """
        options = self._options(text, formats, deadline, default_graphs, named_graphs, generation)
        if bindings:
            options["text"], options["bindings"] = self._bound(options["text"], bindings)
        try:
            answer = self._pool(text).query(cancellation=cancellation, **options)
        except QuerySyntax as error:
            raise self._refused(text, error) from None
        return _exchanged(answer, formats)

    async def answer(
        self,
        text: str,
        *,
        formats: tuple[Format, Format] = (Format.JSON, Format.TURTLE),
        deadline: float | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        generation: int | None = None,
        cancellation: Cancellation | None = None,
    ) -> Answer:
        """Do as `ask`, for a coroutine on the pool's loop."""
        await self._look(self._guarded, text)
        options = self._options(text, formats, deadline, default_graphs, named_graphs, generation)
        try:
            answer = await self._pool(text).answer(cancellation=cancellation, **options)
        except QuerySyntax as error:
            raise await self._look(self._refused, text, error) from None
        if formats[1] in _EXCHANGED and answer.kind == "graph":
            return await asyncio.to_thread(_exchanged, answer, formats)
        return answer

    def tell(
        self,
        text: str,
        told: Callable[[Answer | Exception], None],
        *,
        formats: tuple[Format, Format] = (Format.JSON, Format.TURTLE),
        deadline: float | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        generation: int | None = None,
    ) -> Callable[[], None]:
        """Do as `answer` without a coroutine: `told` is called on the loop; return what stops the query.

        Raises what is wrong with the query itself. Formats of network tools are not made here.
        """
        deadline = self.deadline if deadline is None else min(deadline, self.deadline)
        options = self._options(text, formats, deadline, default_graphs, named_graphs, generation)

        def said(result: Answer | Exception) -> None:
            told(self._refused(text, result) if isinstance(result, QuerySyntax) else result)

        return self._pool(text).tell(told=said, **options)

    async def _look(self, look: Callable[..., T], text: str, *more: object) -> T:
        """Look at a text; at a long one in a thread, one after the other, while the loop goes on."""
        if len(text) <= syntax.LONG:
            return look(text, *more)
        if self._looking >= _MOST_LOOKED_AT:
            raise PoolBusy("too many long queries are being read already", retry_after=2.0)
        self._looking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._looker, look, text, *more)
        finally:
            self._looking -= 1

    def _bound(self, text: str, values: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        """Return a query and what our engine is to bind in it; an engine elsewhere binds nothing, so it is written out."""
        if self.pool.holding is None or not values:
            return text, values
        return substitution.substituted(text, values), {}

    def _pool(self, text: str) -> Pool:
        """Return the readers for a query that has passed the guard."""
        if self.outside is None or not self._guarded(text).calls:
            return self.pool
        return self.outside

    def _guarded(self, text: str) -> _Guarded:
        return (_guarded_once if len(text) < _SHORT else _long_guarded_once)(text, self.services)

    def _refused(self, text: str, error: QuerySyntax) -> QueryError:
        shift = len(self._declaration) if self._guarded(text).relative else 0
        try:
            return unreadable(text, error, shift=shift, services=self.services)
        except QueryError as worse:  # it cannot even be cut into terminals
            return worse

    def _options(
        self,
        text: str,
        formats: tuple[Format, Format],
        deadline: float | None,
        default_graphs: Iterable[str],
        named_graphs: Iterable[str],
        generation: int | None,
    ) -> dict[str, Any]:
        """Return how to run anyone's query that has passed the guard."""
        guarded = self._guarded(text)
        return {
            "text": f"{self._declaration}{text}" if guarded.relative else text,
            "formats": _engine(formats),
            "prefixes": guarded.prefixes,
            "deadline": self.deadline if deadline is None else deadline,
            "max_bytes": self.max_bytes,
            "default_graphs": default_graphs,
            "named_graphs": named_graphs,
            "generation": generation,
        }

    async def triples(self, graph: str, formats: tuple[Format, Format], *, deadline: float) -> Answer | None:
        """Return all triples of one graph, "" for the default graph; None when there is no such named graph."""

        limits: dict[str, Any] = {"deadline": deadline, "max_bytes": self.max_bytes}
        answer = await self.pool.answer(
            catalog.find("export").text, formats=formats, default_graphs=(graph,) if graph else (), **limits
        )
        if graph and len(answer.body) < _NEXT_TO_NOTHING:
            query = catalog.find("graph-exists")
            text, bound = self._bound(query.text, catalog.bind(query, {"graph": graph}, self.base))
            if not simple((await self.pool.answer(text, bindings=bound, **limits)).body):
                return None
        return answer

    @property
    def plain(self) -> bool:
        """Whether graphs stand as they were written, with no default graph merged from them."""
        current = self.data.current()
        return current is not None and current.manifest.plain

    def describe(self, iri: str, formats: tuple[Format, Format], generation: int | None = None) -> Answer:
        """Return all triples about one thing, in and out, as a graph."""
        return self.named(catalog.find("description"), {"thing": iri}, formats=formats, generation=generation)


def _engine(formats: tuple[Format, Format]) -> tuple[Format, Format]:
    """Return the formats that the engine is asked for."""
    return (formats[0], Format.N_TRIPLES) if formats[1] in _EXCHANGED else formats


def _exchanged(answer: Answer, formats: tuple[Format, Format]) -> Answer:
    """Return a graph in the format of network tools, if that is wanted."""
    make = _EXCHANGED.get(formats[1])
    return answer if make is None or answer.kind != "graph" else replace(answer, body=make(triples.read(answer.body)))


@lru_cache(maxsize=2048)
def _guarded_once(text: str, services: tuple[str, ...]) -> _Guarded:
    return _guarded(text, services)


@lru_cache(maxsize=_MOST_LOOKED_AT)
def _long_guarded_once(text: str, services: tuple[str, ...]) -> _Guarded:
    return _guarded(text, services)


def _guarded(text: str, services: tuple[str, ...]) -> _Guarded:
    """Return what there is to know of anyone's query before it runs, once it has passed the guard."""
    checked = syntax.quick(text) or syntax.check(text, services=services)
    if not checked.operation.reads:
        raise BadParameter("this is an update; updates go to /update")
    prefixes = {name: PREFIXES[name] for name in checked.undeclared if name in PREFIXES}
    return _Guarded(prefixes, bool(checked.calls), _RELATIVE.search(text) is not None)


def simple(body: bytes) -> list[Row]:
    """Return SPARQL JSON results as plain rows: IRIs and texts as strings, numbers as numbers; open values as None."""
    content = json.loads(body)
    variables = content["head"]["vars"]
    return [
        {name: _value(binding[name]) if name in binding else None for name in variables}
        for binding in content["results"]["bindings"]
    ]


_NUMBERS = ("integer", "int", "long", "decimal", "double", "float")


def _value(term: Mapping[str, str]) -> str | int | float | bool:
    text, datatype = term["value"], term.get("datatype", "").rpartition("#")[2]
    if datatype == "boolean":
        return text in ("true", "1")
    if datatype in _NUMBERS:
        number = float(text)
        return int(number) if number.is_integer() and "e" not in text.lower() else number
    return text


def _passage(row: Row) -> Passage:
    return Passage(
        row["document"],
        row["title"],
        row["source"],
        row["published"],
        row["quote"],
        row["before"],
        row["after"],
        row["start"],
        row["end"],
        row["rule"],
        row["confidence"],
        row["evidence"],
    )


@lru_cache(maxsize=256)
def _edges(
    found: Generation, _published: int, choice: ConferralFilter, by: str, group: str | None, limit: int, start: int
) -> tuple[Edge, ...]:
    """Return who awarded whom in a generation; kept, as one never changes and summing reads many conferrals."""
    with found.index() as index:
        return tuple(index.awarding_edges(choice, by=by, group=group, limit=limit, start=start))


def _limit(limit: int) -> int:
    if not 1 <= limit <= MOST_ROWS:
        raise BadParameter(f"limit: from 1 to {MOST_ROWS}, not {limit}")
    return limit
