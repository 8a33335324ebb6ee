"""What both versions of the reconciliation API share: types, properties, questions understood, answers and previews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from stdnum.vn import mst

from ontology import iris, units
from ontology.identifiers import org_id
from ontology.terms import HTX
from queries import catalog
from queries.entities import Graph
from queries.errors import BadParameter
from queries.linking.comparing import FEATURES, Asked, Entry, Where
from queries.linking.matching import LINK, Candidate
from queries.linking.places import of_unit, where
from queries.linking.upkeep import Matching

MOST_QUERIES = 50
"""Questions of one batch, and entities of one extension."""
MOST_CANDIDATES = 50
PREVIEW_WIDTH, PREVIEW_HEIGHT = 430, 180

TYPES: Mapping[str, str] = {
    "organization": "Tổ chức · Organization", "Cooperative": "Hợp tác xã · Cooperative",
    "CooperativeUnion": "Liên hiệp hợp tác xã · Cooperative union", "CooperativeAlliance": "Liên minh hợp tác xã · Cooperative alliance",
    "PeoplesCommittee": "Ủy ban nhân dân · People's committee", "Enterprise": "Doanh nghiệp · Enterprise",
    "person": "Người · Person", "post": "Chức vụ · Post", "event": "Sự kiện · Event", "award": "Danh hiệu, hình thức khen thưởng · Award",
    "place": "Đơn vị hành chính · Administrative unit", "product": "Sản phẩm · Product", "document": "Tài liệu · Document",
    "decision": "Quyết định · Decision",
}  # fmt: skip
"""What may be asked for: kinds of entities, and classes of organizations."""

_CLASSES = {
    name: getattr(HTX, name)
    for name in ("Cooperative", "CooperativeUnion", "CooperativeAlliance", "PeoplesCommittee", "Enterprise")
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property that questions may state, or that can be fetched for entities, or both."""

    id: str
    name: str
    about: str
    asked: bool = True
    fetched: bool = True


PROPERTIES = (
    Property("code", "Mã số HTX, mã số thuế · Registration or tax code", "Ten digits, or NNNNNNNNNN-NNN of a branch."),
    Property("place", "Địa chỉ, địa bàn · Place", "An address or unit, old or new, by name, IRI or key."),
    Property("asOf", "Ngày của danh sách · As of", "The day on which place names are to be understood.", fetched=False),
    Property("representative", "Người đại diện · Legal representative", "A person's name."),
    Property("foundedOn", "Ngày thành lập · Founded on", "A date, a month or a year."),
    Property("name", "Tên · Name", "What the entity is called.", asked=False),
    Property("alias", "Tên khác · Other names", "Other names that the graph has.", asked=False),
    Property("type", "Loại · Type", "The kind of entity.", asked=False),
    Property("province", "Tỉnh, thành phố hiện nay · Province now", "The province since 2025-07-01.", asked=False),
    Property("orgId", "Mã org-id · org-id", "The tax code as org-id.guide writes it: VN-TIN-….", asked=False),
    Property("identifiers", "Mã và liên kết khác · Identifiers and links", "Codes and entries elsewhere.", asked=False),
)
_BY_ID = {one.id: one for one in PROPERTIES}


def question(name: str, stated: Iterable[tuple[str, Any]], types: Iterable[str], base: str) -> Asked:
    """Return a question as it is compared; properties that are not known say nothing."""
    told: dict[str, list[str]] = {}
    for pid, value in stated:
        values = value if isinstance(value, list) else [value]
        told.setdefault(pid, []).extend(text for one in values if (text := _text(one)))
    on = next(iter(told.get("asOf", ())), None)
    if on is not None and not _is_date(on):
        raise BadParameter(f"asOf: {on!r} is no date; write 2025-06-30")
    return Asked(
        name.strip(),
        next((code for one in told.get("code", ()) if (code := code_of(one))), None),
        next((found for one in told.get("place", ()) if (found := _where(one, on, base)).province), Where()),
        next(iter(told.get("representative", ())), None),
        next((one for one in told.get("foundedOn", ()) if _is_date(one)), None),
        person="person" in set(types),
    )


def code_of(text: str) -> str | None:
    """Return a code in its written form, or None for what is none; a wrong check digit finds nothing."""
    plain = mst.compact(text)
    if not mst.is_valid(plain):
        return None
    return str(mst.format(plain))


def _is_date(text: str) -> bool:
    parts = text.split("-")
    return (
        len(parts) <= 3
        and all(part.isdigit() for part in parts)
        and [len(part) for part in parts] == [4, 2, 2][: len(parts)]
    )


def _text(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("id") or value.get("name") or "")
    return "" if value is None or isinstance(value, bool) else str(value).strip()


def _where(text: str, on: str | None, base: str) -> Where:
    if "/" in text:
        try:
            return of_unit(text if "://" in text else iris.iri(text, base))
        except ValueError:
            return Where()
    undated = units.undated_code(text)
    if undated is not None:
        unit = units.unit_with_code(units.Level.PROVINCE, text.strip().zfill(2), on)
        if on is None or unit is None:
            raise BadParameter(f"place: {undated}; give asOf, a day")
        return of_unit(unit.iri)
    return where(text, on)


def wanted_types(asked: str | Iterable[str] | None) -> list[str] | None:
    """Return the kinds and classes that types stand for; None when none of them is known, so that nothing can be meant."""
    names = [asked] if isinstance(asked, str) else list(asked or ())
    found = [_CLASSES.get(name, name) for name in names if name in TYPES]
    return None if names and not found else found


def candidates(
    matching: Matching, asked: Asked, types: str | Iterable[str] | None, limit: float | None
) -> list[Candidate]:
    """Return who may be meant; nobody for a question that states nothing that is known."""
    wanted = wanted_types(types)
    if wanted is None or not (asked.name or asked.code or asked.representative):
        return []
    most = 5 if limit is None or limit < 1 else min(int(limit), MOST_CANDIDATES)
    return matching.match(asked, types=wanted, limit=most)


def shown(one: Candidate, base: str, *, named: bool) -> dict[str, Any]:
    """Return a candidate as the API has it: score from 0 to 100, whether it is certain, and each feature's weight."""
    entry = one.compared.entry
    features = [{"id": reason.feature, "value": round(reason.weight, 2)} for reason in one.reasons]
    features.append({"id": "probability", "value": round(one.probability, 4)})
    if named:
        for feature in features:
            feature["name"] = FEATURES.get(str(feature["id"]), "Probability that it is meant")
    return {
        "id": key(entry.iri, base),
        "name": entry.name,
        "description": described_as(entry, "; ".join(reason.why for reason in one.reasons)),
        "score": round(100 * one.probability, 2),
        "match": one.probability >= LINK,
        "type": types_of(entry),
        "features": features,
    }


def key(iri: str, base: str) -> str:
    """Return an entity's key, or its IRI where it has none."""
    try:
        return iris.key(iri, base)
    except ValueError:
        return iri


def types_of(entry: Entry) -> list[dict[str, str]]:
    """Return the types of an entity, the narrowest first."""
    own = [name for name, iri in _CLASSES.items() if iri in entry.classes]
    return [{"id": name, "name": TYPES.get(name, name)} for name in (*own, entry.kind)]


def described_as(entry: Entry, more: str = "") -> str:
    """Return a line that tells an entity from its namesakes: place, code, date."""
    province = units.find(entry.where.province) if entry.where.province is not None else None
    parts = (province.name if province is not None else None, entry.code, entry.date, more)
    return " · ".join(part for part in parts if part)


def matching_properties(prefix: str, *, fetched: bool = False) -> list[Property]:
    """Return the properties whose id or name has words that begin so."""
    known = [one for one in PROPERTIES if (one.fetched if fetched else one.asked or one.fetched)]
    return [one for one in known if _begins(prefix, one.id, one.name)]


def matching_types(prefix: str) -> list[tuple[str, str]]:
    """Return the types whose id or name has words that begin so."""
    return [(name, label) for name, label in TYPES.items() if _begins(prefix, name, label)]


def _begins(prefix: str, *texts: str) -> bool:
    wanted = prefix.strip().lower()
    return any(word.startswith(wanted) for text in texts for word in (text.lower(), *text.lower().split()))


def known_property(name: str) -> Property:
    """Return a property that can be fetched, or one by this name that has no values."""
    return _BY_ID.get(name) or Property(name, name, "", asked=False)


def values(graph: Graph, matching: Matching, given: str, names: Iterable[str]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the values of properties of one entity (by key or IRI); nothing for what is not known."""
    entry = find(matching, given, graph.base)
    for name in names:
        yield name, _values(graph, entry, name) if entry is not None else []


def find(matching: Matching, given: str, base: str) -> Entry | None:
    """Return an entity by key or IRI; None for what is none."""
    try:
        return matching.find(given if "://" in given else iris.iri(given, base))
    except ValueError:
        return None


def fits(one: Candidate, pid: str) -> bool:
    """Tell whether nothing speaks against a candidate in a property that it must have."""
    feature = {"code": "code", "place": "place", "representative": "representative", "foundedOn": "date"}.get(pid)
    return any(reason.feature == feature and reason.weight > 0 for reason in one.reasons)


def escaped(text: str) -> str:
    """Return a text for HTML."""
    return escape(text)


def _values(graph: Graph, entry: Entry, name: str) -> list[Any]:
    texts: dict[str, tuple[str | None, ...]] = {
        "name": (entry.name,), "alias": entry.names, "code": (entry.code,), "representative": (entry.representative,),
        "foundedOn": (entry.date,), "orgId": (org_id(entry.code) if entry.code is not None else None,),
    }  # fmt: skip
    if name in texts:
        return [{"str": text} for text in texts[name] if text]
    if name == "type":
        return types_of(entry)
    if name == "identifiers":
        rows = graph.rows(catalog.find("identifiers"), {"entity": entry.iri})
        return [{"str": str(row["value"])} for row in rows]
    province, communes = entry.where.province, sorted(entry.where.communes)
    places: dict[str, list[str | None]] = {"province": [province], "place": [*communes] or [province]}
    found = [units.find(iri) for iri in places.get(name, []) if iri is not None]
    return [{"id": key(one.iri, graph.base), "name": one.name} for one in found if one is not None]


def preview(entry: Entry | None, given: str) -> str:
    """Return a small page that shows an entity."""
    if entry is None:
        body = f"<p>{escape(given)}: không có trong đồ thị · not in the graph</p>"
    else:
        names = "; ".join(entry.names[:4])
        lines = (types_of(entry)[0]["name"], described_as(entry), names, entry.representative or "")
        body = f"<h1>{escape(entry.name)}</h1>" + "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    style = "body{font:14px/1.4 system-ui,sans-serif;margin:8px;overflow:hidden}h1{font-size:16px;margin:0 0 6px}p{margin:0 0 4px}"
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(given)}</title>'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )
