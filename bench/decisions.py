"""Award decisions as DOCX, PDF and HTML: rows read exactly, rows refused, and pages a second.

The decisions are invented (`bench/awardpapers.py`): 45 rows laid out with merged cells, page breaks and headings in two
rows, then as many as are asked for, laid out by chance. A row is exact when name, kind and post (or place) are. Pages a second are of the time one core worked.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.awardpapers import BODIES, Listed, Sample, bodies, of_45, people, sample
from bench.papers import Part, as_docx, as_html, as_pdf
from bench.report import finish, table
from ingest.extract.reader import extract
from ingest.issues import Level
from ingest.model import Conferral, CountedGroup, Membership, Mention, OrganizationFact, party_name
from ingest.reading import Reading
from ingest.sources.article import ingester as article
from ingest.sources.article.ingester import Article
from ingest.sources.office import ingester as paper

_FORMATS: dict[str, tuple[Callable[[Iterable[Part]], bytes], Callable[[Path], Article]]] = {
    "docx": (as_docx, paper.read),
    "pdf": (as_pdf, paper.read),
    "html": (as_html, article.read),
}


@dataclass
class Measured:
    """What one format gave."""

    rows: int = 0
    exact: int = 0
    wrong: int = 0
    refused: int = 0
    pages: int = 0
    opened: float = 0.0
    read: float = 0.0
    missing: list[Listed] = field(default_factory=list)


def main() -> None:
    """Measure and print a table; with `--json`, one object on the last line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--papers", type=int, default=20, help="decisions laid out by chance")
    asked.add_argument("--rows", type=int, default=60, help="rows of each, about")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    fixed = Sample(of_45(), _of_45())
    samples = [sample(options.seed * 1000 + n, options.rows) for n in range(options.papers)]
    found: dict[str, object] = {}
    lines: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for form in _FORMATS:
            one, many = _measured(form, [fixed], Path(folder)), _measured(form, samples, Path(folder))
            found |= _keys(form, one, many)
            lines.append(_line(form, one, many))
    head = ["format", "45 rows", "rows by chance", "wrong", "refused", "pages", "pages/s opened", "pages/s in all"]
    table(head, lines)
    finish(found, options.json)


def _keys(form: str, one: Measured, many: Measured) -> dict[str, object]:
    return {
        f"{form}_exact_of_45": one.exact,
        f"{form}_rows": many.rows,
        f"{form}_exact": many.exact,
        f"{form}_wrong": one.wrong + many.wrong,
        f"{form}_refused": one.refused + many.refused,
        f"{form}_pages_per_s": round(many.pages / (many.opened + many.read), 1),
    }


def _line(form: str, one: Measured, many: Measured) -> list[str]:
    return [
        form,
        f"{one.exact} of {one.rows}",
        f"{many.exact} of {many.rows}",
        str(one.wrong + many.wrong),
        str(one.refused + many.refused),
        str(many.pages),
        f"{many.pages / many.opened:,.0f}",
        f"{many.pages / (many.opened + many.read):,.0f}",
    ]


def _of_45() -> list[Listed]:
    places = [f"xã {'Mây Trắng' if n % 2 else 'Suối Hạc'}" for n in range(1, 13)]
    listed = [Listed(name, "collective", place) for name, place in zip(bodies(12), places, strict=True)]
    for n, name in enumerate(people(33)):
        role = "Giám đốc" if n % 3 == 0 else "Thành viên Ban Kiểm soát"
        listed.append(Listed(name, "individual", f"{role} {BODIES[n // 3 % 3]}"))
    return listed


def _measured(form: str, samples: Iterable[Sample], folder: Path) -> Measured:
    make, open_ = _FORMATS[form]
    found = Measured()
    for number, one in enumerate(samples):
        path = folder / f"{number}.{form}"
        path.write_bytes(make(one.parts))
        begun = time.process_time()
        document = open_(path).document
        found.opened += time.process_time() - begun
        begun = time.process_time()
        reading = extract(document)
        found.read += time.process_time() - begun
        printed = open_(_printed(one, folder)).document.pages if form == "pdf" else ()
        found.pages += len(printed) or max(1, len(document.text) // 1800)
        read = list(_rows(reading))
        found.rows += len(one.rows)
        found.exact += sum(row in read for row in one.rows)
        found.wrong += sum(row not in one.rows for row in read)
        found.missing += [row for row in one.rows if row not in read]
        found.refused += sum(" is left out" in i.what for i in reading.issues if i.level is Level.WARNING)
    return found


def _printed(one: Sample, folder: Path) -> Path:
    path = folder / "printed.pdf"
    path.write_bytes(as_pdf(one.parts))
    return path


def _rows(reading: Reading) -> Iterator[Listed]:
    """Yield the recipients of a reading with what is told of each."""
    told: dict[str, str] = {}
    for claim in reading.claims:
        if isinstance(claim, Membership):
            told.setdefault(claim.person.name, party_name(claim.post))
        elif isinstance(claim, OrganizationFact):
            value = claim.value.name if isinstance(claim.value, Mention) else claim.value
            told.setdefault(claim.organization.name, value)
    for claim in reading.claims:
        if isinstance(claim, Conferral):
            for group in claim.recipients:
                members = group.known_members if isinstance(group, CountedGroup) else (group,)
                kind = str(group.member_kind) if isinstance(group, CountedGroup) else "unknown"
                for mention in members:
                    yield Listed(mention.name, kind, told.get(mention.name, ""))


if __name__ == "__main__":
    main()
