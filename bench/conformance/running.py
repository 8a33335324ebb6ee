"""How a test is taken, and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pyoxigraph import RdfFormat, Triple

from bench.conformance.manifests import Case, Kind, State, address
from bench.conformance.results import (
    GRAPHS,
    RESULTS,
    Answer,
    Rows,
    Unreadable,
    cells_of,
    expected,
    graph_of,
    rows_of,
    same,
)
from bench.conformance.targets import Refused, Target

_FORMATS = dict(RESULTS.values())
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


class Result(StrEnum):
    """What came of a test."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test with what came of it, and why."""

    case: Case
    result: Result
    why: str = ""


class Runner:
    """Takes tests with one target; remembers what the store holds, so that it is not loaded twice in a row."""

    def __init__(self, target: Target) -> None:
        """Begin with a store whose content is not known."""
        self._target = target
        self._state: State | None = None

    def run(self, case: Case) -> Outcome:
        """Return what came of one test."""
        if case.kind is None:
            return Outcome(case, Result.SKIPPED, f"tests of the kind {case.told_kind} are not known here")
        try:
            why = self._why_not(case, case.kind)
        except (Refused, Unreadable) as error:
            why = str(error)
        return Outcome(case, Result.FAILED if why else Result.PASSED, why)

    def _why_not(self, case: Case, kind: Kind) -> str:
        text = case.text.read_text(encoding="utf-8")
        match kind:
            case Kind.QUERY | Kind.CSV:
                return self._evaluated(case, text)
            case Kind.UPDATE:
                return self._updated(case, text)
            case Kind.QUERY_READS | Kind.UPDATE_READS:
                return self._read(text, reads=kind is Kind.QUERY_READS, wanted=True)
            case _:
                return self._read(text, reads=kind is Kind.QUERY_REFUSED, wanted=False)

    def _read(self, text: str, *, reads: bool, wanted: bool) -> str:
        """Tell why a text is not read, or not refused, as it should be."""
        self._hold(State())
        self._state = None if not reads else self._state
        refusal = ""
        try:
            if reads:
                self._target.query(text, "*/*")
            else:
                self._target.update(text)
        except Refused as error:
            if error.syntax:
                refusal = str(error)
        if wanted:
            return refusal
        return "" if refusal else "it is read, and should be refused"

    def _evaluated(self, case: Case, text: str) -> str:
        assert case.result is not None
        self._hold(case.before)
        wanted = expected(case.result, address(case.result))
        if isinstance(wanted, Rows) and case.result.suffix in RESULTS and _ORDERED.search(text):
            wanted = Rows(wanted.variables, wanted.rows, ordered=True)
        asked = "text/csv" if case.result.suffix == ".csv" else RESULTS.get(case.result.suffix, ("*/*", None))[0]
        got = _answer(*self._target.query(f"BASE <{case.base}>\n{text}", asked))
        if same(wanted, got):
            return ""
        return f"expected {_shown(wanted)}, got {_shown(got)}"

    def _updated(self, case: Case, text: str) -> str:
        assert case.after is not None
        self._hold(case.before)
        self._state = None
        self._target.update(f"BASE <{case.base}>\n{text}")
        wanted, got = _graphs(case.after), self._target.graphs()
        for name in sorted({*wanted, *got}):
            if not same(wanted.get(name, frozenset()), got.get(name, frozenset())):
                return f"the graph {name or 'that is the default'} is not as expected: {_shown(got.get(name, frozenset()))}"
        return ""

    def _hold(self, state: State) -> None:
        if state != self._state:
            self._state = None
            self._target.load(state)
            self._state = state


def _answer(media_type: str, body: bytes) -> Answer:
    if media_type == "text/csv":
        return cells_of(body)
    if media_type in _FORMATS:
        return rows_of(body, _FORMATS[media_type])
    kind = RdfFormat.from_media_type(media_type)
    if kind is None:
        raise Unreadable(f"an answer of the type {media_type}")
    return graph_of(body, kind, address(Path("answer")))


def _graphs(state: State) -> dict[str, frozenset[Triple]]:
    found: dict[str, frozenset[Triple]] = {}
    for name, file in (*(("", file) for file in state.default), *state.named):
        graph = graph_of(file.read_bytes(), GRAPHS[file.suffix], address(file))
        found[name] = found.get(name, frozenset()) | graph
    return {name: graph for name, graph in found.items() if graph}


def _shown(answer: Answer) -> str:
    if isinstance(answer, Rows):
        rows = "; ".join(", ".join(f"?{name} {term}" for name, term in sorted(row.items())) for row in answer.rows)
        return f"{len(answer.rows)} rows ({rows[:400]})"
    if isinstance(answer, frozenset):
        return f"{len(answer)} triples ({' . '.join(sorted(map(str, answer)))[:400]})"
    return str(answer)[:400]
