"""The tests that W3C manifests tell of (mf:, qt:, ut:), read from a checkout of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse

_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_START = ("manifest-all.ttl", "manifest.ttl", "sparql11/manifest-all.ttl", "data-sparql11/manifest-all.ttl")
Node = NamedNode | BlankNode | Literal


class Kind(StrEnum):
    """What a test asks for."""

    QUERY = "QueryEvaluationTest"
    CSV = "CSVResultFormatTest"
    UPDATE = "UpdateEvaluationTest"
    QUERY_READS = "PositiveSyntaxTest11"
    QUERY_REFUSED = "NegativeSyntaxTest11"
    UPDATE_READS = "PositiveUpdateSyntaxTest11"
    UPDATE_REFUSED = "NegativeUpdateSyntaxTest11"


@dataclass(frozen=True, slots=True)
class State:
    """A graph store: files of the default graph, and of each named graph."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its query or update, what is in the store before, and the file or the store that is expected."""

    group: str
    name: str
    iri: str
    kind: Kind | None
    told_kind: str
    text: Path
    before: State
    result: Path | None = None
    after: State | None = None

    @property
    def base(self) -> str:
        """What relative addresses in its text mean."""
        return address(self.text)


def address(file: Path) -> str:
    """Return the address of a file of the tests: what relative addresses in it mean."""
    return file.resolve().as_uri()


def start(path: Path) -> Path:
    """Return the manifest to begin with; FileNotFoundError when a path has none."""
    if path.is_file():
        return path
    for name in _START:
        if (path / name).is_file():
            return path / name
    raise FileNotFoundError(f"{path}: no {' or '.join(_START)} there")


def missing(manifest: Path) -> list[str]:
    """Return the groups that a manifest includes and that are not in the checkout."""
    return [file.parent.name for file in _included(_Reader(manifest)) if not file.exists()]


def cases(manifest: Path) -> Iterator[Case]:
    """Yield the tests of a manifest and of all that it includes, in their order."""
    reader = _Reader(manifest)
    for file in _included(reader):
        if file.exists():
            yield from cases(file)
    for entries in reader.objects(NamedNode(address(manifest)), f"{_MF}entries"):
        for entry in reader.list(entries):
            yield reader.case(entry, manifest.parent)


def _included(reader: _Reader) -> Iterator[Path]:
    for included in reader.objects(NamedNode(address(reader.file)), f"{_MF}include"):
        for one in reader.list(included):
            yield reader.path(one)


class _Reader:
    def __init__(self, file: Path) -> None:
        self.file = file
        self._store = Store()
        self._store.extend(parse(path=str(file), format=RdfFormat.TURTLE, base_iri=address(file)))

    def objects(self, subject: Node, predicate: str) -> list[Node]:
        assert isinstance(subject, NamedNode | BlankNode)
        found = (quad.object for quad in self._store.quads_for_pattern(subject, NamedNode(predicate), None))
        return [one for one in found if not isinstance(one, Triple)]

    def object(self, subject: Node, predicate: str) -> Node | None:
        found = self.objects(subject, predicate)
        return found[0] if found else None

    def list(self, head: Node) -> Iterator[Node]:
        while head != NamedNode(f"{_RDF}nil"):
            yield self.objects(head, f"{_RDF}first")[0]
            head = self.objects(head, f"{_RDF}rest")[0]

    @staticmethod
    def path(node: Node) -> Path:
        return Path(unquote(urlsplit(node.value).path))

    def case(self, entry: Node, folder: Path) -> Case:
        told = self.objects(entry, f"{_RDF}type")[0].value.removeprefix(_MF)
        kind = Kind(told) if told in set(Kind) else None
        action = self.objects(entry, f"{_MF}action")[0]
        result = self.object(entry, f"{_MF}result")
        name = self.object(entry, f"{_MF}name")
        text = self.object(action, f"{_QT}query") or self.object(action, f"{_UT}request") or action
        update = kind is Kind.UPDATE and result is not None
        return Case(
            folder.name,
            name.value if name is not None else entry.value,
            entry.value.rpartition("#")[2],
            kind,
            told,
            self.path(text) if isinstance(text, NamedNode) else folder,
            self._state(action),
            self.path(result) if isinstance(result, NamedNode) and not update else None,
            self._state(result) if update and result is not None else None,
        )

    def _state(self, node: Node) -> State:
        default = [*self.objects(node, f"{_QT}data"), *self.objects(node, f"{_UT}data")]
        named = [(one.value, self.path(one)) for one in self.objects(node, f"{_QT}graphData")]
        for one in self.objects(node, f"{_UT}graphData"):
            label, graph = self.object(one, f"{_RDFS}label"), self.object(one, f"{_UT}graph")
            if graph is not None:
                named.append((label.value if label is not None else graph.value, self.path(graph)))
        return State(tuple(self.path(one) for one in default), tuple(sorted(named)))
