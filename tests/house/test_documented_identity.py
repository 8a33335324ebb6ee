"""The tables of docs/identity.md and docs/geography.md say what the code does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.mapping.places import place_of
from ingest.resolve.names import organization_key
from ingest.values import PartialDate
from ontology import units
from ontology.bodies import succeeding
from ontology.iris import iri
from ontology.kinds import organization_kind

DOCS = Path(__file__).parents[2] / "docs"


def table(name: str, *head: str) -> list[list[str]]:
    """The rows of the table of a page that has these columns."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    start = lines.index(f"| {' | '.join(head)} |") + 2
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in _block(lines[start:])]


def _block(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield line


def short(unit: units.Unit | None) -> str:
    return "–" if unit is None else re.sub(r"^.*/vocab/", "vocab/", unit.iri)


@pytest.mark.parametrize(("one", "other", "wanted"), table("identity.md", "one name", "another", "compared as"))
def test_names_are_compared_as_told(one: str, other: str, wanted: str) -> None:
    keys = {organization_key(name, "Bắc Giang" if name.endswith("Bắc Giang") else None)[0] for name in (one, other)}
    assert len(keys) == {"one": 1, "two": 2}[wanted]


@pytest.mark.parametrize(("name", "day", "wanted"), table("geography.md", "name", "day", "unit"))
def test_a_name_means_the_unit_told_on_a_day(name: str, day: str, wanted: str) -> None:
    assert short(units.unit(name, units.Level.PROVINCE, day or None)) == wanted


@pytest.mark.parametrize(("place", "day", "wanted"), table("geography.md", "place", "day", "unit"))
def test_a_place_is_the_unit_told(place: str, day: str, wanted: str) -> None:
    found = place_of(place, PartialDate.read(day))
    assert short(units.find(found) if found is not None else None) == wanted


@pytest.mark.parametrize(("code", "day", "wanted"), table("geography.md", "code", "day", "unit"))
def test_a_code_means_the_unit_told_on_a_day(code: str, day: str, wanted: str) -> None:
    assert short(units.unit_with_code(units.Level.PROVINCE, code, day or None)) == wanted


@pytest.mark.parametrize(("unit", "now"), table("geography.md", "unit", "now"))
def test_a_province_is_now_the_one_told(unit: str, now: str) -> None:
    assert units.province_now(iri(unit)) == iri(now)


@pytest.mark.parametrize(
    ("body", "of", "change", "on"), table("geography.md", "body", "of", "in the change of", "goes on")
)
def test_a_body_follows_its_province_as_told(body: str, of: str, change: str, on: str) -> None:
    known = organization_kind(body)
    found = succeeding([body], [known.kind.iri] if known is not None and known.kind is not None else [], [iri(of)])
    resulting = [units.find(one.change.resulting) for one in found]
    told = [unit.bare for unit in resulting if unit is not None]
    assert (told, ["yes" if one.results else "no" for one in found]) == (
        ([], []) if change == "–" else ([change], [on])
    )
