"""Decisions as files that others can read, correct and give back: CSV, and SSSOM (Simple Standard for Sharing Mappings).

SSSOM has no word for *unsure*, and none for taking back: an unsure pair is written as `skos:relatedMatch`, and what was
taken back is not written at all. The prefix `semapv` is built in there. The format: https://mapping-commons.github.io/sssom/spec-formats-tsv/.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from ingest.resolve.decisions import BY_RULES, Decision, Verdict, read
from ontology.terms import PREFIXES

COLUMNS = ("left", "right", "verdict", "by", "on", "why", "batch")
_PREFIXES = {name: PREFIXES[name] for name in ("skos", "sssom")}
_SSSOM = (
    "subject_id", "predicate_id", "predicate_modifier", "object_id", "mapping_justification", "author_label",
    "mapping_date", "comment", "other",
)  # fmt: skip
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_EXACT, _RELATED = "skos:exactMatch", "skos:relatedMatch"
_BY_PERSON, _BY_RULE = "semapv:ManualMappingCuration", "semapv:CompositeMatching"


class FileFormat(StrEnum):
    """How decisions are written."""

    CSV = "csv"
    SSSOM = "sssom"

    @classmethod
    def of(cls, name: str) -> FileFormat:
        """Return the format that a file's name tells: SSSOM for `.sssom.tsv` and `.tsv`, else CSV."""
        return cls.SSSOM if name.lower().endswith(".tsv") else cls.CSV


def written(decisions: Iterable[Decision], form: FileFormat, *, base: str) -> str:
    """Return decisions as a file's text, in their order; `base` names the set of mappings."""
    file = io.StringIO()
    if form is FileFormat.CSV:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows(_safe(one.row()) for one in decisions)
        return file.getvalue()
    for line in _head(base):
        file.write(f"#{line}\n")
    rows = csv.DictWriter(file, _SSSOM, delimiter="\t", lineterminator="\n")
    rows.writeheader()
    rows.writerows(_mapping(one) for one in decisions if one.verdict is not Verdict.UNDO)
    return file.getvalue()


def understood(text: str, form: FileFormat, *, by: str, on: str) -> list[Decision]:
    """Return the decisions of a file; `by` and `on` are said where a row of SSSOM does not say who decided, and when.

    Raises ValueError, naming the row and what is wrong with it.
    """
    if form is FileFormat.CSV:
        rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        _refuse(rows.fieldnames, ("left", "right", "verdict"))
        return _two(read({**_unsafe(row), "by": row.get("by") or by, "on": row.get("on") or on} for row in rows))
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t")
    _refuse(rows.fieldnames, _NEEDED)
    prefixes = _PREFIXES | dict(_declared(text))
    return _two(read(_decision(row, number, prefixes, by, on) for number, row in enumerate(rows, 1)))


def owned(one: Decision, by: str, on: str, batch: str) -> Decision:
    """Return a decision of a file as one of whoever gives it: another's name and day are told with the reasons."""
    said = f"decided by {one.by} on {one.on}" if one.by != by else ""
    return replace(one, by=by, on=on, batch=batch, why="; ".join(part for part in (one.why, said) if part))


def _two(decisions: list[Decision]) -> list[Decision]:
    for number, one in enumerate(decisions, 1):
        if one.left == one.right or not all("://" in end for end in one.pair):
            raise ValueError(f"decision {number}: {one.left!r} and {one.right!r} are not two IRIs")
    return decisions


def _head(base: str) -> Iterator[str]:
    yield f"mapping_set_id: {base}decisions"
    yield "license: https://creativecommons.org/publicdomain/zero/1.0/"
    yield "curie_map:"
    yield from (f"  {name}: {namespace}" for name, namespace in _PREFIXES.items())


def _mapping(one: Decision) -> dict[str, str]:
    return {
        "subject_id": one.left,
        "predicate_id": _RELATED if one.verdict is Verdict.UNSURE else _EXACT,
        "predicate_modifier": "Not" if one.verdict is Verdict.DIFFERENT else "",
        "object_id": one.right,
        "mapping_justification": _BY_RULE if one.by == BY_RULES else _BY_PERSON,
        "author_label": one.by,
        "mapping_date": one.on[:10],
        "comment": " ".join(one.why.split()),
        "other": one.batch or "",
    }


def _decision(
    row: Mapping[str, str | None], number: int, prefixes: Mapping[str, str], by: str, on: str
) -> dict[str, object]:
    predicate = _whole(row.get("predicate_id") or "", prefixes)
    negated = (row.get("predicate_modifier") or "").strip()
    if negated not in ("", "Not"):
        raise ValueError(f"decision {number}: the predicate_modifier is Not or nothing, not {negated!r}")
    if predicate == _whole(_EXACT, prefixes):
        verdict = Verdict.DIFFERENT if negated else Verdict.SAME
    elif predicate == _whole(_RELATED, prefixes) and not negated:
        verdict = Verdict.UNSURE
    else:
        raise ValueError(f"decision {number}: {row.get('predicate_id')!r} does not say that two are the same or not")
    return {
        "left": _whole(row.get("subject_id") or "", prefixes),
        "right": _whole(row.get("object_id") or "", prefixes),
        "verdict": verdict,
        "by": row.get("author_label") or row.get("author_id") or by,
        "on": row.get("mapping_date") or on,
        "why": row.get("comment") or "",
        "batch": row.get("other") or None,
    }


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """Yield the prefixes of the curie_map in the comment block that SSSOM files begin with."""
    within = False
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        said = line.lstrip("#").rstrip()
        if said.strip() == "curie_map:":
            within = True
        elif within and said.startswith(" "):
            name, _, namespace = said.strip().partition(":")
            yield name.strip(), namespace.strip().strip("\"'")
        elif said.strip():
            within = False


def _whole(name: str, prefixes: Mapping[str, str]) -> str:
    if "://" in name:
        return name
    prefix, colon, local = name.partition(":")
    return f"{prefixes[prefix]}{local}" if colon and prefix in prefixes else name


def _refuse(columns: Iterable[str] | None, needed: Iterable[str]) -> None:
    missing = [name for name in needed if name not in (columns or ())]
    if missing:
        raise ValueError(f"the column {missing[0]} is missing; there are: {', '.join(columns or ()) or 'none'}")


def _safe(row: Mapping[str, object]) -> dict[str, object]:
    """Keep spreadsheets from taking a reason for a formula."""
    return {
        name: f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
        for name, value in row.items()
    }


def _unsafe(row: Mapping[str, str | None]) -> dict[str, object]:
    found: dict[str, object] = {name: value or None for name, value in row.items() if name in COLUMNS}
    for name in ("why", "by"):
        text = row.get(name) or ""
        found[name] = text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text
    return found
