"""Quads as the engine keeps them: one document's N-Quads checked and read, and the graph's canonical hash."""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph_store.errors import BadQuads
from ontology.terms import RDF, XSD

_AS_GIVEN = frozenset({XSD.string, RDF.langString})
_SORTED_LINES = 1_000_000


class Reader:
    """Reads documents' quads in the form in which the engine gives them back, so that two states can be compared.

    The engine rewrites numbers and dates ("01" becomes 1): without this, such a quad would differ for ever.
    """

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._scratch = Store()
        self._known: dict[Literal, Literal] = {}
        self._kept: dict[str, bool] = {}

    def read(self, content: bytes, graph: str, *, anything: bool = False) -> set[Quad]:
        """Return the quads of one document's graph; triples without a graph are taken as the document's.

        `anything` takes blank nodes and triple terms, too. The graph "" is the default graph.
        """
        own = NamedNode(graph) if graph else DefaultGraph()
        found: set[Quad] = set()
        try:
            for quad in parse(content, format=RdfFormat.N_QUADS):
                if quad.graph_name != own and quad.graph_name != DefaultGraph():
                    raise BadQuads(f"a quad of {graph} is in another graph: {quad}")
                if not anything and (
                    isinstance(quad.subject, BlankNode | Triple) or isinstance(quad.object, BlankNode | Triple)
                ):
                    raise BadQuads(f"blank nodes and triple terms cannot be stored: {quad}")
                found.add(self._stored(quad, own))
        except SyntaxError as error:
            raise BadQuads(f"line {error.lineno} of the quads of {graph}: {error.msg}") from None
        return found

    def keeps(self, literal: str) -> bool:
        """Tell whether the engine keeps a literal, written as in N-Triples, as it is written."""
        known = self._kept.get(literal)
        if known is None:
            try:
                (quad,) = parse(f"<urn:x> <urn:x> {literal} .".encode(), format=RdfFormat.N_TRIPLES)
            except (SyntaxError, ValueError):
                known = False
            else:
                known = isinstance(quad.object, Literal) and str(self._literal(quad.object)) == literal
            self._kept[literal] = known
        return known

    def _stored(self, quad: Quad, graph: NamedNode | DefaultGraph) -> Quad:
        thing = quad.object
        if isinstance(thing, Literal) and thing.datatype.value not in _AS_GIVEN:
            return Quad(quad.subject, quad.predicate, self._literal(thing), graph)
        return quad if quad.graph_name == graph else Quad(quad.subject, quad.predicate, thing, graph)

    def _literal(self, literal: Literal) -> Literal:
        known = self._known.get(literal)
        if known is None:
            name = NamedNode("urn:x")
            self._scratch.add(Quad(name, name, literal))
            for quad in self._scratch.quads_for_pattern(None, None, None):
                known = quad.object if isinstance(quad.object, Literal) else literal
            self._scratch.clear()
            self._known[literal] = known = known or literal
        return known


def canonical_hash(graph_path: Path) -> str:
    """Return the sha-256 of a generation's quads as sorted N-Quads: equal exactly when the graphs are equal."""
    digest = hashlib.sha256()
    for line in canonical_lines(graph_path):
        digest.update(line)
    return digest.hexdigest()


def canonical_lines(graph_path: Path) -> Iterator[bytes]:
    """Yield a generation's quads as N-Quads lines in byte order (there are no blank nodes); works on disk when large."""
    with tempfile.TemporaryDirectory(prefix="htxgraph-") as folder:
        whole = Path(folder) / "quads.nq"
        Store.read_only(str(graph_path)).dump(str(whole), format=RdfFormat.N_QUADS)
        yield from heapq.merge(*_runs(whole, Path(folder)))


def _runs(whole: Path, folder: Path) -> list[Iterator[bytes]]:
    """Return the lines of a file as sorted runs, all but the last kept on disk."""
    runs: list[Iterator[bytes]] = []
    lines: list[bytes] = []
    with whole.open("rb") as file:
        for line in file:
            lines.append(line)
            if len(lines) == _SORTED_LINES:
                runs.append(_kept(sorted(lines), folder / f"{len(runs)}.nq"))
                lines = []
    return [*runs, iter(sorted(lines))]


def _kept(lines: list[bytes], path: Path) -> Iterator[bytes]:
    path.write_bytes(b"".join(lines))
    return _lines(path)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
