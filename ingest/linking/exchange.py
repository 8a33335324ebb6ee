"""Links and decisions on them as SSSOM, which others can read, correct and give back, and as CSV pairs.

What is written keeps to SSSOM/TSV 1.1: https://mapping-commons.github.io/sssom/spec-formats-tsv/. References are CURIEs; the
prefixes stand in the head.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from ingest.linking.deciding import LinkDecision
from ingest.linking.links import DECIDED, Link
from ingest.resolve.decisions import Verdict
from ontology.terms import PREFIXES

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label", "mapping_justification",
    "author_label", "mapping_date", "confidence", "comment",
)  # fmt: skip
PAIRS = ("entity", "entity_name", "target", "target_name", "relation", "score", "method", "since")
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_BY_PERSON, _BY_RULE = "semapv:ManualMappingCuration", "semapv:CompositeMatching"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-/]*[A-Za-z0-9_\-])?\Z")
_RELATIONS = {f"skos:{name}": name for name in ("exactMatch", "closeMatch")}


def sssom(
    links: Iterable[Link],
    refused: Iterable[LinkDecision],
    names: Mapping[str, str],
    *,
    dataset: str,
    title: str,
    as_of: str,
    base: str,
) -> str:
    """Return links, and what was decided to be none, as SSSOM; `names` are labels by IRI."""
    rows = [_of_link(one, names) for one in links]
    rows += [_of_refusal(one, names) for one in refused]
    prefixes = _Prefixes(base)
    for row in rows:
        row["subject_id"], row["object_id"] = prefixes.short(row["subject_id"]), prefixes.short(row["object_id"])
    file = io.StringIO()
    for line in _head(prefixes, dataset, title, as_of, base):
        file.write(f"#{line}\n")
    table = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
    table.writeheader()
    table.writerows(sorted(rows, key=lambda row: tuple(row.values())))
    return file.getvalue()


def pairs(links: Iterable[Link], names: Mapping[str, str]) -> str:
    """Return links as CSV, a pair a row."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(PAIRS)
    for one in links:
        row = (
            one.entity, names.get(one.entity, ""), one.target, names.get(one.target, ""), one.relation, one.score, one.method,
            one.on,
        )  # fmt: skip
        table.writerow([_plain(str(value)) for value in row])
    return file.getvalue()


def understood(text: str, *, dataset: str, by: str, on: str) -> list[LinkDecision]:
    """Return the decisions that an SSSOM file tells; `by` and `on` where a row does not say. ValueError names the row."""
    lines = text.removeprefix("\ufeff").splitlines()
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    prefixes = dict(_declared(head)) | {"skos": PREFIXES["skos"]}
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise ValueError(f"the column {missing[0]} is missing; there are: {', '.join(rows.fieldnames or ()) or 'none'}")
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(_decision(row, prefixes, dataset, by, on))
        except ValueError as error:
            raise ValueError(f"mapping {number}: {error}") from None
    return found


def _of_link(one: Link, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "subject_id": one.entity,
        "subject_label": names.get(one.entity, ""),
        "predicate_id": f"skos:{one.relation}",
        "predicate_modifier": "",
        "object_id": one.target,
        "object_label": names.get(one.target, ""),
        "mapping_justification": _BY_PERSON if one.method == DECIDED else _BY_RULE,
        "author_label": one.by,
        "mapping_date": one.on[:10],
        "confidence": format(one.score, "g"),
        "comment": _line("; ".join(one.reasons)),
    }


def _of_refusal(one: LinkDecision, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "subject_id": one.left,
        "subject_label": names.get(one.left, ""),
        "predicate_id": f"skos:{one.relation}",
        "predicate_modifier": "Not",
        "object_id": one.right,
        "object_label": names.get(one.right, ""),
        "mapping_justification": _BY_PERSON,
        "author_label": one.by,
        "mapping_date": one.on[:10],
        "confidence": "",
        "comment": _line(one.why),
    }


class _Prefixes:
    """Shortens IRIs and remembers which prefixes that took."""

    def __init__(self, base: str) -> None:
        self.used = {"skos": PREFIXES["skos"]}
        self._known = {"hx": f"{base}id/", "wd": PREFIXES["wd"]}

    def short(self, iri: str) -> str:
        for prefix, namespace in self._known.items():
            local = iri.removeprefix(namespace)
            if local != iri and _LOCAL.match(local):
                self.used[prefix] = namespace
                return f"{prefix}:{local}"
        cut = max(iri.rfind("/"), iri.rfind("#"), iri.rfind("=")) + 1
        namespace, local = iri[:cut], iri[cut:]
        if not _LOCAL.match(local):
            raise ValueError(f"{iri!r} cannot be written as a short reference")
        prefix = f"ns{len(self._known)}"
        self._known[prefix] = self.used[prefix] = namespace
        return f"{prefix}:{local}"


def _head(prefixes: _Prefixes, dataset: str, title: str, as_of: str, base: str) -> Iterator[str]:
    yield "sssom_version: '1.1'"
    yield f"mapping_set_id: {base}links/{dataset}"
    yield f"mapping_set_title: {_quoted(title)}"
    yield "license: https://creativecommons.org/publicdomain/zero/1.0/"
    yield f"mapping_set_version: '{as_of}'"
    yield f"object_source_version: '{as_of}'"
    yield "curie_map:"
    yield from (f"  {name}: {namespace}" for name, namespace in sorted(prefixes.used.items()))


def _quoted(text: str) -> str:
    return "'" + _line(text).replace("'", "''") + "'"


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Keep spreadsheets from taking a name for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _declared(head: Iterable[str]) -> Iterator[tuple[str, str]]:
    within = False
    for line in head:
        said = line.lstrip("#").rstrip()
        if said.strip() == "curie_map:":
            within = True
        elif within and said.startswith(" "):
            name, _, namespace = said.strip().partition(":")
            yield name.strip("\"' "), namespace.strip().strip("\"'")
        elif said.strip():
            within = False


def _decision(
    row: Mapping[str, str | None], prefixes: Mapping[str, str], dataset: str, by: str, on: str
) -> LinkDecision:
    predicate = row.get("predicate_id") or ""
    relation = _RELATIONS.get(predicate) or _RELATIONS.get(predicate.replace(prefixes["skos"], "skos:"))
    if relation is None:
        raise ValueError(f"{predicate!r} is none of {', '.join(_RELATIONS)}")
    negated = (row.get("predicate_modifier") or "").strip()
    if negated not in ("", "Not"):
        raise ValueError(f"the predicate_modifier is Not or nothing, not {negated!r}")
    return LinkDecision(
        _whole(row.get("subject_id") or "", prefixes),
        _whole(row.get("object_id") or "", prefixes),
        Verdict.DIFFERENT if negated else Verdict.SAME,
        row.get("author_label") or row.get("author_id") or by,
        row.get("mapping_date") or on,
        dataset,
        row.get("comment") or "",
        relation,
    )


def _whole(name: str, prefixes: Mapping[str, str]) -> str:
    if "://" in name:
        return name
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in prefixes:
        raise ValueError(f"the prefix of {name!r} is not declared in the head (curie_map)")
    return f"{prefixes[prefix]}{local}"
