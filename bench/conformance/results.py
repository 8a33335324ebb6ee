"""Answers as the tests compare them: rows with blank nodes matched one to one, graphs up to the names of blank nodes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_EXACT = frozenset(
    f"{_XSD}{name}" for name in ("decimal", "integer", "int", "long", "short", "byte", "nonNegativeInteger")
)
_FLOATS = frozenset(f"{_XSD}{name}" for name in ("double", "float"))
RESULTS = {
    ".srx": ("application/sparql-results+xml", QueryResultsFormat.XML),
    ".srj": ("application/sparql-results+json", QueryResultsFormat.JSON),
    ".tsv": ("text/tab-separated-values", QueryResultsFormat.TSV),
}
GRAPHS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML}


class Unreadable(ValueError):
    """An answer that is not of the format it is sent as."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a SELECT; `ordered` when their order counts."""

    variables: frozenset[str]
    rows: tuple[Row, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """A CSV table: what stands in it, as text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Answer = bool | Rows | Cells | frozenset[Triple]


def rows_of(content: bytes, kind: QueryResultsFormat) -> bool | Rows:
    """Return what a result document says; Unreadable for one that is none."""
    try:
        found = parse_query_results(content, format=kind)
        if isinstance(found, QueryBoolean):
            return bool(found)
        names = [variable.value for variable in found.variables]
        rows = tuple({name: term for name in names if (term := row[name]) is not None} for row in found)
        return Rows(frozenset(names), rows)
    except (SyntaxError, ValueError) as error:
        raise Unreadable(str(error)) from None


def cells_of(content: bytes) -> Cells:
    """Return what a CSV document says."""
    lines = [tuple(line) for line in csv.reader(io.StringIO(content.decode(), newline=""))]
    return Cells(lines[0], tuple(lines[1:])) if lines else Cells((), ())


def graph_of(content: bytes, kind: RdfFormat, base: str) -> frozenset[Triple]:
    """Return the triples of a document; Unreadable for one that is none."""
    try:
        return frozenset(quad.triple for quad in parse(content, format=kind, base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise Unreadable(str(error)) from None


def expected(file: Path, base: str) -> Answer:
    """Return what a file of the tests expects: rows, yes or no, a graph, or the cells of a table."""
    content = file.read_bytes()
    if file.suffix == ".csv":
        return cells_of(content)
    if file.suffix in RESULTS:
        return rows_of(content, RESULTS[file.suffix][1])
    graph = graph_of(content, GRAPHS[file.suffix], base)
    return _result_set(graph) if any(one.object == NamedNode(f"{_RS}ResultSet") for one in graph) else graph


def _result_set(graph: Iterable[Triple]) -> bool | Rows:
    store = Store()
    store.extend(Quad(one.subject, one.predicate, one.object) for one in graph)

    def objects(subject: NamedNode | BlankNode | Triple, name: str) -> list[Term]:
        return [quad.object for quad in store.quads_for_pattern(subject, NamedNode(f"{_RS}{name}"), None)]

    root = next(store.quads_for_pattern(None, _RDF_TYPE, NamedNode(f"{_RS}ResultSet"))).subject
    for said in objects(root, "boolean"):
        assert isinstance(said, Literal)
        return said.value in ("true", "1")
    found: list[tuple[int, Row]] = []
    for solution in objects(root, "solution"):
        assert isinstance(solution, BlankNode | NamedNode)
        index = [int(one.value) for one in objects(solution, "index") if isinstance(one, Literal)]
        row: dict[str, Term] = {}
        for binding in objects(solution, "binding"):
            assert isinstance(binding, BlankNode | NamedNode)
            name = objects(binding, "variable")[0]
            assert isinstance(name, Literal)
            row[name.value] = objects(binding, "value")[0]
        found.append((index[0] if index else -1, row))
    ordered = bool(found) and all(index >= 0 for index, _ in found)
    names = frozenset(one.value for one in objects(root, "resultVariable") if isinstance(one, Literal))
    return Rows(names, tuple(row for _, row in (sorted(found, key=lambda one: one[0]) if ordered else found)), ordered)


# --- comparing


def same(wanted: Answer, got: Answer) -> bool:
    """Tell whether an answer is the one that is wanted."""
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if isinstance(wanted, Rows) and isinstance(got, Rows):
        return wanted.variables == got.variables and _same_rows(wanted.rows, got.rows, ordered=wanted.ordered)
    if isinstance(wanted, Cells) and isinstance(got, Cells):
        return wanted.head == got.head and _same_rows(_terms(wanted), _terms(got), ordered=False)
    if isinstance(wanted, frozenset) and isinstance(got, frozenset):
        return _canonical(wanted) == _canonical(got)
    return False


def _terms(cells: Cells) -> list[Row]:
    """Return the rows of a CSV table as terms: texts, but for blank nodes."""
    return [
        {
            name: BlankNode(f"b{cell[2:]}") if cell.startswith("_:") else Literal(cell)
            for name, cell in zip(cells.head, row, strict=True)
        }
        for row in cells.rows
    ]


def _canonical(graph: Iterable[Triple]) -> frozenset[Quad]:
    dataset = Dataset(Quad(one.subject, one.predicate, _valued(one.object), DefaultGraph()) for one in graph)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)


def _same_rows(wanted: Sequence[Row], got: Sequence[Row], *, ordered: bool) -> bool:
    return len(wanted) == len(got) and _match(wanted, list(got), {}, {}, ordered=ordered)


def _match(
    wanted: Sequence[Row], left: list[Row], there: dict[str, str], back: dict[str, str], *, ordered: bool
) -> bool:
    """Pair rows one to one so that blank nodes stand for each other throughout."""
    if not wanted:
        return True
    for at, row in enumerate(left[:1] if ordered else left):
        found = _pair(wanted[0], row, there, back)
        if found is not None and _match(wanted[1:], left[:at] + left[at + 1 :], *found, ordered=ordered):
            return True
        if found is not None and found[0] == there:
            return False  # no blank node was named: any other such row is as good
    return False


def _pair(
    wanted: Row, got: Row, there: Mapping[str, str], back: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]] | None:
    if wanted.keys() != got.keys():
        return None
    there, back = dict(there), dict(back)
    for name, term in wanted.items():
        for one, other in _blanks(term, got[name]):
            if one is None or other is None:
                return None
            if there.setdefault(one, other) != other or back.setdefault(other, one) != one:
                return None
    return there, back


def _blanks(one: Term, other: Term) -> Iterator[tuple[str | None, str | None]]:
    """Yield the blank nodes that stand for each other; nothing at all for equal terms, None for terms that differ."""
    if isinstance(one, BlankNode) and isinstance(other, BlankNode):
        yield one.value, other.value
    elif _valued(one) != _valued(other):
        yield None, None


def _valued(term: Term) -> Term:
    """Return a number in one way of writing it: the tests compare values."""
    if not isinstance(term, Literal):
        return term
    kind = term.datatype.value
    try:
        if kind in _EXACT:
            return Literal(str(Decimal(term.value).normalize()), datatype=term.datatype)
        if kind == f"{_XSD}boolean":
            return Literal({"1": "true", "0": "false"}.get(term.value, term.value), datatype=term.datatype)
        if kind in _FLOATS:
            return Literal(repr(float(term.value.replace("INF", "inf"))), datatype=term.datatype)
    except (InvalidOperation, ValueError):
        return term
    return term
