"""Which organizations are one: by identifier, by name within a province, and where names recur by district or head."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.resolve import areas, names
from ingest.resolve.clusters import Canon, Edge, by_token, chained, first_day, values
from ingest.resolve.tellings import Said
from ingest.values import fold

_SURE, _LIKELY = 0.98, 0.8
_GENERIC = frozenset(
    [
        "hợp",
        "tác",
        "xã",
        "liên",
        "hiệp",
        "tổ",
        "công",
        "ty",
        "doanh",
        "nghiệp",
        "nông",
        "lâm",
        "ngư",
        "công",
        "thương",
        "thủy",
        "sản",
        "dịch",
        "vụ",
        "tổng",
        "hợp",
        "kinh",
        "doanh",
        "sản",
        "xuất",
        "thương",
        "mại",
        "xây",
        "dựng",
        "vận",
        "tải",
        "cổ",
        "phần",
        "trách",
        "nhiệm",
        "hữu",
        "hạn",
        "một",
        "thành",
        "viên",
        "tư",
        "nhân",
        "quỹ",
        "tín",
        "dụng",
        "nhân",
        "dân",
        "trường",
        "tiểu",
        "học",
        "trung",
        "cơ",
        "sở",
        "phổ",
        "thông",
        "mầm",
        "non",
        "chăn",
        "nuôi",
        "trồng",
        "trọt",
        "chế",
        "biến",
        "tiêu",
        "thụ",
        "môi",
        "trường",
        "điện",
        "nước",
        "du",
        "lịch",
        "và",
        "sạch",
        "an",
        "toàn",
        "hữu",
        "cơ",
        "công",
        "nghệ",
        "cao",
        "cộng",
        "đồng",
        "chi",
        "hội",
        "câu",
        "lạc",
        "bộ",
        "đầu",
        "tư",
        "phát",
        "triển",
    ]
)
_LEADING = re.compile(r"(?:tổng |phó )*(?:giám đốc|chủ tịch|chủ nhiệm|tổ trưởng|hiệu trưởng)|hiệu phó|kế toán trưởng")


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of an organization. `keys` are its names in comparable form, `heads` who heads it in which year."""

    iri: str
    first: str
    keys: frozenset[str]
    areas: frozenset[str]
    codes: frozenset[str]
    districts: frozenset[str]
    communes: frozenset[str]
    heads: frozenset[tuple[str, str, str]]
    awards: frozenset[str]

    @property
    def is_local(self) -> bool:
        """Tell whether others in the province may bear its name."""
        return any(names.is_local(key) for key in self.keys)

    @property
    def is_named(self) -> bool:
        """Tell whether its name says more than what sort of body it is, and it is not told to be in two districts."""
        return len(self.districts) < 2 and any(set(key.split()) - _GENERIC for key in self.keys)

    @property
    def is_placed(self) -> bool:
        """Tell whether it is known in which district or commune it is."""
        return bool(self.districts or self.communes)


class Organizations:
    """The rule for organizations."""

    def node(self, iri: str, told: Sequence[tuple[int, Said]], canon: Canon) -> Body:
        """Return what all documents tell of an organization."""
        keys: set[str] = set()
        where: set[str] = set()
        heads: set[tuple[str, str, str]] = set()
        places: set[areas.Within] = set()
        for _, said in told:
            own = [row[0] for row in said.get("unit", ())]
            about = [row[0] for row in said.get("about", ())]
            on = next((row[0] for row in said.get("on", ())), "")
            for row in said.get("name", ()):
                province = areas.bare(own[0]) if own else about[0] if about else None
                key, _place = names.organization_key(row[0], province)
                keys.add(key)
                if not names.is_national(key):
                    where.update(_areas(key, own, about, on))
            inside = own or [areas.named(one, on) for one in about]
            places.update(areas.within(row[0], inside[0] if inside else None, on) for row in said.get("place", ()))
            for person, role in said.get("head", ()):
                heads.add((names.person_key(person), names.role_key(role), on[:4]))
        return Body(
            iri,
            first_day(told),
            frozenset(keys),
            frozenset(where),
            values(told, "code"),
            frozenset(district for place in places for district in place.districts),
            frozenset(commune for place in places for commune in place.communes),
            frozenset(heads),
            frozenset(_award(row) for _, said in told for row in said.get("got", ()) if row[1] and row[3]),
        )

    def keys(self, node: Body) -> Iterable[str]:
        """Bodies of one name are compared: in a province, and where names recur in what is one province by now."""
        now = {areas.area_now(one) for one in node.areas} if node.is_local else node.areas
        for key in node.keys:
            yield from (f"organization {fold(key)} {place}" for place in now or {""})
        yield from (f"code {code}" for code in node.codes)

    def joined(self, one: Body, other: Body) -> Body:
        """Return what is known of both."""
        return replace(
            one,
            keys=one.keys | other.keys,
            areas=one.areas | other.areas,
            codes=one.codes | other.codes,
            districts=one.districts | other.districts,
            communes=one.communes | other.communes,
            heads=one.heads | other.heads,
            awards=one.awards | other.awards,
        )

    def fits(self, one: Body, other: Body, edge: Edge) -> bool:
        """Other codes, other districts or communes speak against; where only the name is one, so do other leaders."""
        if _disjoint(one.codes, other.codes):
            return False
        if not one.is_local or one.codes & other.codes:
            return True
        if _disjoint(one.districts, other.districts) or _other_communes(one, other):
            return False
        return edge.score >= _SURE or not _led_apart(one, other)

    def phases(self) -> Sequence[Callable[[Sequence[Body]], Iterator[Edge]]]:
        """Identifiers and full names first, then places and heads, then what is left of a name that stands alone."""
        return (self._stated, self._placed, self._alone)

    def parts(self, node: Body) -> Iterable[tuple[str, str]]:
        """An organization has none."""
        return ()

    def _stated(self, nodes: Sequence[Body]) -> Iterator[Edge]:
        yield from chained(by_token(nodes, lambda node: node.codes), 1.0, "the same code")
        full = [node for node in nodes if not node.is_local]
        # What no province is told of may be anyone's: "Hội Nông dân", "Sở Công Thương".
        tokens = by_token(full, lambda node: {f"{k} {a}" for k in node.keys for a in node.areas or _own(k)})
        yield from chained(tokens, _SURE, "the same name in the same province")

    def _placed(self, nodes: Sequence[Body]) -> Iterator[Edge]:
        local = [node for node in nodes if node.is_local and node.is_named]
        for feature, tokens in (
            ("district", by_token(local, _districts)),
            ("commune", by_token(local, _communes)),
            ("head", by_token(local, _heads)),
            ("award from the same grantor on the same day", by_token(local, _awards)),
        ):
            yield from chained(tokens, _SURE, "the same name", f"the same {feature}")

    def _alone(self, nodes: Sequence[Body]) -> Iterator[Edge]:
        found: defaultdict[tuple[str, str], list[Body]] = defaultdict(list)
        placed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for node in nodes:
            for key in node.keys if node.is_local and node.is_named else ():
                for where in node.areas:
                    found[key, where].append(node)
                    if node.is_placed:
                        # Whoever is in a province that was is in the one of today, too, which may mean any of them.
                        placed[key, where].add(node.iri)
                        placed[key, areas.area_now(where)].add(node.iri)
        for (key, where), some in sorted(found.items()):
            if len(some) > 1 and len(placed[key, where]) <= 1:
                tokens = {"": [node.iri for node in some]}
                yield from chained(tokens, _LIKELY, "the same name", "the only one of that name known in the province")


def _areas(key: str, own: list[str], about: list[str], on: str) -> Iterable[str]:
    """Yield where a name places its bearer, or else the document, or else the only district of that name."""
    if own:
        yield from (areas.area(unit) for unit in own)
    elif about:
        yield from (areas.named(province, on) for province in about)
    else:
        district = areas.of_district(key)
        if district is not None:
            yield areas.area(district)


def _own(key: str) -> Iterable[str]:
    return ("",) if not names.recurs(key, None) else ()


def _districts(node: Body) -> Iterable[str]:
    return (f"{key} | {one}" for key in node.keys for one in node.districts)


def _communes(node: Body) -> Iterable[str]:
    return (f"{key} | {one}" for key in node.keys for one in node.communes)


def _heads(node: Body) -> Iterable[str]:
    named = {person for person, role, _ in node.heads if person and _LEADING.match(role)}
    return (f"{key} | {one}" for key in node.keys for one in named)


def _awards(node: Body) -> Iterable[str]:
    return (f"{key} | {one}" for key in node.keys for one in node.awards)


def _award(row: list[str]) -> str:
    award, grantor, _, day = row
    return f"{award} {grantor} {day}"


def _other_communes(one: Body, other: Body) -> bool:
    """Tell whether they are in two communes of one catalogue."""
    for day in ("then", "now"):
        ours, theirs = ({name for name in side.communes if name.endswith(day)} for side in (one, other))
        if ours and theirs and not ours & theirs:
            return True
    return False


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _led_apart(one: Body, other: Body) -> bool:
    """Tell whether other persons are told to lead them, so that a name alone is too little to go by."""
    ours, theirs = ({person for person, role, _ in side.heads if _LEADING.match(role)} for side in (one, other))
    return bool(ours and theirs and not ours & theirs)
