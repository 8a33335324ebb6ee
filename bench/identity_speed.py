"""How fast who is who is resolved: 100,000 mentions into a graph that is there, how that grows, and how fast a pair is undone.

    python -m bench.identity_speed [--scale 100k|1m|10m] [--seed N] [--json]

`…_cpu_s` are seconds of this process alone, which others on the machine do not lengthen. The documents are made as quads, in the shape in which the mapping writes them: persons with posts in cooperatives and
committees, many of one name; cooperatives with and without a district; a ceremony and its awards, each told twice.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench import newsworld, report
from graph_store.archive import Archive, Entry
from graph_store.generations import Data
from ingest import identity
from ingest import load as loading
from ingest.identity import telling
from ingest.resolve.corpus import resolve
from ingest.resolve.decisions import Decision, Verdict
from ingest.resolve.ledger import Ledger
from ontology import iris, units
from ontology.terms import DCT, FOAF, HTX, OA, ORG, RDF, SKOS, XSD
from ontology.turtle import graph_of

MENTIONS = 100_000
_QUADS = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
_CLAIMS = 1_000
_GIVEN = ("Hùng", "Dũng", "Nam", "Hòa", "Tuấn", "Sơn", "Hải", "Long", "Lan", "Mai", "Nga", "Hạnh", "Vân", "Loan", "Yến")
_MIDDLE = ("Văn", "Thị", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Ngọc", "Công", "Thanh", "Bá", "Duy")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý", "Nông", "Lương")
_FAMOUS = ("Triệu Thị Quế Anh", "Triệu Thị Quế Chi")


def main() -> None:
    """Measure and print."""
    options = report.arguments("How fast who is who is resolved, and a pair is undone.").parse_args()
    report.finish(measure(options.scale, options.seed), options.json)


def measure(scale: str, seed: int) -> dict[str, float]:
    """Return the keys of this measurement; prints a table."""
    folder = Path(tempfile.mkdtemp(prefix="htxgraph-identity-"))
    try:
        result = {**_growth(folder, seed), **_into_graph(folder, _QUADS[scale], seed)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.table(["what", "measured"], [[name, value] for name, value in result.items()])
    return result


def _growth(folder: Path, seed: int) -> dict[str, float]:
    """Return the seconds of resolving alone, from nothing, and how they grow."""
    seconds: dict[int, float] = {}
    people: dict[int, int] = {}
    for mentions in (MENTIONS // 4, MENTIONS):
        ledger = Ledger(folder / f"{mentions}.sqlite")
        told = [(graph, telling(graph_of(quads))) for _, graph, quads in _documents(mentions, seed, passages=False)]
        start = time.perf_counter()
        changed = {iri for graph, rows in told for iri in ledger.tell(graph, rows)}
        means = resolve(ledger, changed, {})
        seconds[mentions] = time.perf_counter() - start
        people[mentions] = sum("/id/person/" in iri and iri not in means for iri in changed)
        ledger.close(commit=True)
    few, many = sorted(seconds)
    return {
        f"resolve_{few}_s": round(seconds[few], 1),
        f"resolve_{many}_s": round(seconds[many], 1),
        "persons_resolved": people[many],
        "growth": round(seconds[many] / seconds[few] / (many / few), 2),
    }


def _into_graph(folder: Path, quads: int, seed: int) -> dict[str, float]:
    """Return the seconds of resolving 100,000 mentions into a graph of so many quads, and of undoing a pair in it."""
    data, spent = Data(folder / "data"), _Clock()

    def timed(archive: Archive) -> Mapping[str, str]:
        with spent:
            return identity.overlay(archive)

    loading.load(data, _entries(_until(quads, seed)), survivors=timed)
    there = data.in_force().manifest.quads
    whole = _Clock()
    with whole:
        loading.load(data, _entries(_documents(MENTIONS, seed + 1, passages=False)), survivors=timed)
    resolving = replace(spent)
    left, right = (_famous(number) for number in (0, 1))
    pair = (Decision(left, right, verdict, "bench", "2026-01-01") for verdict in (Verdict.SAME, Verdict.UNDO))
    took = (_Clock(), _Clock())
    for one, clock in zip(pair, took, strict=True):
        with clock:
            identity.decide(data, [one])
    return {
        "graph_quads": there,
        "resolve_into_graph_s": round(resolving.wall, 1),
        "resolve_into_graph_cpu_s": round(resolving.cpu, 1),
        "load_and_publish_s": round(whole.wall, 1),
        "load_and_publish_cpu_s": round(whole.cpu, 1),
        "claims_of_merged": _CLAIMS,
        "merge_s": round(took[0].wall, 2),
        "undo_s": round(took[1].wall, 2),
        "undo_cpu_s": round(took[1].cpu, 2),
    }


@dataclass(slots=True)
class _Clock:
    """Measures the last time that it was entered: seconds gone by, and seconds of this process."""

    wall: float = 0.0
    cpu: float = 0.0

    def __enter__(self) -> None:
        self.wall, self.cpu = -time.perf_counter(), -time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.cpu += time.process_time()


# --- documents as quads


@dataclass(slots=True)
class _Page:
    """One document's quads in the making."""

    iri: str
    graph: str
    passages: bool
    lines: list[str] = field(default_factory=list)
    proofs: int = 0

    def link(self, subject: str, term: str, thing: str) -> None:
        self.lines.append(f"<{subject}> <{term}> <{thing}> <{self.graph}> .\n")

    def tell(self, subject: str, term: str, value: str, kind: str = "@vi") -> None:
        self.lines.append(f'<{subject}> <{term}> "{value}"{kind} <{self.graph}> .\n')

    def prove(self, claim: str) -> None:
        if not self.passages:
            return
        self.proofs += 1
        note = iris.mint("evidence", self.iri, self.proofs, claim)
        target, quote = iris.part(note, "target"), iris.part(note, "quote")
        self.link(note, RDF.type, OA.Annotation)
        self.link(note, OA.hasBody, claim)
        self.link(note, OA.hasTarget, target)
        self.link(target, OA.hasSource, self.iri)
        self.link(target, OA.hasSelector, quote)
        self.tell(quote, OA.exact, f"câu thứ {self.proofs}")

    def thing(self, kind: str, name: str, *parts: str, classes: tuple[str, ...]) -> str:
        iri = iris.mint(kind, name, *parts, label=name)
        for one in classes:
            self.link(iri, RDF.type, one)
        self.tell(iri, SKOS.prefLabel, name)
        self.prove(iri)
        return iri


def _entries(documents: Iterator[tuple[str, str, bytes]]) -> Iterator[Entry]:
    for iri, graph, quads in documents:
        yield Entry(iri, graph, iri.encode(), iri, b"{}", quads, extractor="bench")


def _until(quads: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield documents with passages until there are so many quads, among them those on two famous persons."""
    count = 0
    for number in range(_CLAIMS + 1):
        one = _on_famous(number)
        count += one[2].count(b"\n")
        yield one
    for one in _documents(None, seed, passages=True):
        if count >= quads:
            return
        count += one[2].count(b"\n")
        yield one


def _documents(mentions: int | None, seed: int, *, passages: bool) -> Iterator[tuple[str, str, bytes]]:
    """Yield (document, graph, quads); each names some twelve persons and bodies, and its ceremony is told twice."""
    told = number = 0
    while mentions is None or told < mentions:
        page, named = _document(number, seed, passages)
        told += named
        number += 1
        yield page.iri, page.graph, "".join(page.lines).encode()


def _begin(name: str, province: str, date: str, passages: bool) -> _Page:
    iri = iris.mint("document", name, label=name)
    page = _Page(iri, iris.graph(iri), passages)
    page.link(iri, RDF.type, HTX.NewsArticle)
    page.tell(iri, SKOS.prefLabel, name)
    page.tell(iri, DCT.issued, date, f"^^<{XSD.date}>")
    page.tell(iri, HTX.provinceInFocus, province)
    return page


def _document(number: int, seed: int, passages: bool) -> tuple[_Page, int]:
    story = number // 2  # two papers on one ceremony
    chance = random.Random(f"{seed} story {story}")
    paper = random.Random(f"{seed} paper {number}")
    province = chance.choice(newsworld.PROVINCES)
    date = f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    page = _begin(f"bài {seed} {number}", province, date, passages)
    committee = _body(page, f"UBND tỉnh {province}", HTX.PeoplesCommittee, province)
    event = page.thing(
        "event",
        f"Hội nghị tổng kết {paper.choice(('công tác', 'hoạt động'))} năm {date[:4]}",
        date,
        committee,
        classes=(HTX.Event, HTX.Conference),
    )
    page.tell(event, HTX.date, date, f"^^<{XSD.date}>")
    page.link(event, HTX.organizer, committee)
    award = page.thing("award", "Bằng khen", classes=(HTX.Award,))
    winners = []
    for place in range(5):
        of = chance.randrange(50_000)
        body = _cooperative(page, of, province, placed=paper.random() < 0.7)
        who = _seated(page, of, body, date)
        claim = iris.mint("participation", who, event, "attended")
        page.link(claim, RDF.type, HTX.Participation)
        page.link(claim, HTX.participant, who)
        page.link(claim, HTX.event, event)
        page.link(claim, HTX.participationRole, HTX.attended)
        page.prove(claim)
        winners += [body] if place < 2 else []
    claim = iris.mint("conferral", award, committee, date, *winners)
    page.link(claim, RDF.type, HTX.Conferral)
    page.link(claim, HTX.award, award)
    page.link(claim, HTX.grantor, committee)
    page.link(claim, HTX.atEvent, event)
    page.tell(claim, HTX.conferredOn, date, f"^^<{XSD.date}>")
    for one in winners:
        page.link(claim, HTX.recipient, one)
    page.prove(claim)
    return page, 12


def _body(page: _Page, name: str, kind: str, province: str, *parts: str) -> str:
    iri = page.thing("organization", name, province, *parts, classes=(ORG.FormalOrganization, kind))
    unit = units.province_in(name, "2024-01-01", own=True)
    if unit is not None:
        page.link(iri, HTX.locatedIn, unit)
    return iri


def _cooperative(page: _Page, number: int, province: str, *, placed: bool) -> str:
    name = f"HTX Nông nghiệp {_FAMILY[number % 14]} {_GIVEN[number // 14 % 15]} {_MIDDLE[number // 210 % 12]} {number // 2520 % 10}"
    district = f"huyện {_FAMILY[number % 7]} {_GIVEN[number % 5]}"
    body = _body(page, name, HTX.Cooperative, province, district if placed else page.iri)
    if placed:
        page.tell(body, HTX.placeName, district)
    return body


def _seated(page: _Page, number: int, body: str, date: str) -> str:
    """State who directs a cooperative: some 2,500 names for 100,000 persons."""
    person = (number * 2 + (date > "2020")) % 100_000
    name = f"{_FAMILY[person % 14]} {_MIDDLE[person // 14 % 12]} {_GIVEN[person // 168 % 15]}"
    who = page.thing("person", name, body, classes=(FOAF.Person,))
    post = page.thing("post", f"Giám đốc {number}", body, classes=(ORG.Post,))
    page.tell(post, HTX.roleName, "Giám đốc")
    page.link(post, ORG.postIn, body)
    _member(page, who, post, body, date)
    return who


def _member(page: _Page, who: str, post: str, body: str, date: str) -> None:
    claim = iris.mint("membership", who, post)
    page.link(claim, RDF.type, ORG.Membership)
    page.link(claim, ORG.member, who)
    page.link(claim, ORG.organization, body)
    page.link(claim, HTX.post, post)
    page.tell(claim, HTX.former, "false", f"^^<{XSD.boolean}>")
    page.tell(claim, HTX.attestedOn, date, f"^^<{XSD.date}>")
    page.prove(claim)


def _famous(number: int) -> str:
    return iris.mint("person", _FAMOUS[number], label=_FAMOUS[number])


def _on_famous(number: int) -> tuple[str, str, bytes]:
    """Return a document on one of two persons: the first has one claim, the second has all the others."""
    date = f"20{10 + number % 15}-01-{1 + number % 28:02}" if number else "2001-01-01"
    page = _begin(f"chân dung {number}", "Cao Bằng", date, True)
    who = page.thing("person", _FAMOUS[number > 0], classes=(FOAF.Person,))
    event = page.thing("event", f"Hội thảo {number}", date, classes=(HTX.Event, HTX.Conference))
    page.tell(event, HTX.date, date, f"^^<{XSD.date}>")
    claim = iris.mint("participation", who, event, "spoke")
    page.link(claim, RDF.type, HTX.Participation)
    page.link(claim, HTX.participant, who)
    page.link(claim, HTX.event, event)
    page.link(claim, HTX.participationRole, HTX.spoke)
    page.prove(claim)
    return page.iri, page.graph, "".join(page.lines).encode()


if __name__ == "__main__":
    main()
