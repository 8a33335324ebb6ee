"""Which category of the vocabulary an award as named is: decided by its form and by whose award it is, else not at all."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache

from ontology.kinds import chain, level_of_city, organization_kind
from ontology.spelling import comparable
from ontology.terms import HTX
from ontology.units import Day
from ontology.vocabulary import Award, OrganizationKind, awards, organization_kinds, post_kinds

# Awards older than the law of 2003 were given before it, under decrees the vocabulary does not list.
_FIRST_LAW = date(2004, 7, 1)
_CLASSES = {"i": "nhất", "1": "nhất", "ii": "nhì", "2": "nhì", "iii": "ba", "3": "ba"}
_CLASS = re.compile(r"\bhạng (i{1,3}|[123])\b")
_BEFORE = re.compile(r"\A(?:(?:các|những|tấm|lá|chiếc) )?(?:danh hiệu (?:vinh dự nhà nước |vinh dự |cao quý )?)?")
# "thời kỳ đổi mới", "thời kỳ kháng chiến": when a hero earned the title, no title of its own.
_ERA = re.compile(r"(?: trong)? thời kỳ .*\Z")
# "năm 2025", "lần thứ 19", "giai đoạn 2020 - 2025": which time a prize was given, no part of its name.
_TIME = re.compile(r"(?: (?:năm|giai đoạn|khóa|nhiệm kỳ)(?: \d+)+| lần thứ \w+)+\Z")
# "giải ba giải thưởng …": a place in it.
_PLACE = re.compile(r"\Agiải (?:đặc biệt|nhất|nhì|ba|tư|khuyến khích) (?=giải )")
_STARS = re.compile(r"\b([1-5]) sao\b")
_OWNER = " của "
_ROLE = re.compile(
    r"\A(?:phó |tổng )?(?:chủ tịch(?: hội đồng quản trị| hội đồng thành viên)?|giám đốc|bộ trưởng|thủ trưởng|bí thư|"
    r"tổng giám đốc|chủ nhiệm|hiệu trưởng|thống đốc|tổng thanh tra|viện trưởng|chánh án|tư lệnh|lãnh đạo)\b ?"
)
# Who the law calls by no organization's name: the President grants the State's awards, a minister a ministry's.
_AUTHORITIES = {
    "chủ tịch nước": "chu_tich_nuoc_org",
    "nhà nước": "chu_tich_nuoc_org",
    "nhà nước việt nam": "chu_tich_nuoc_org",
    "đảng và nhà nước": "chu_tich_nuoc_org",
    "đảng nhà nước": "chu_tich_nuoc_org",
    "thủ tướng": "chinh_phu",
    "thủ tướng chính phủ": "chinh_phu",
    "bộ trưởng": "bo",
    "tỉnh": "ubnd_tinh",
    "huyện": "ubnd_huyen",
    "xã": "ubnd_xa",
    "phường": "ubnd_xa",
}


def award_category(name: str, grade: str | None = None, grantor: str | None = None, on: Day = None) -> str | None:
    """Return the IRI of the category an award is of, when its form and its grantor's name decide that; else None.

    Orders, state titles and prizes are decided by their names (with the grade, where stated); *Bằng khen*, *Giấy khen*
    and *Cờ thi đua* need the grantor (`Chủ tịch UBND tỉnh Bắc Giang`); titles that the laws of 2003 and 2022 name
    alike need the day.
    """
    named = _normal(name)
    graded = f"{named} {_normal(grade)}" if grade and not named.endswith(_normal(grade)) else named
    timeless = _PLACE.sub("", _TIME.sub("", named))
    prize = f"giải thưởng {timeless.removeprefix('giải ')}" if timeless.startswith("giải ") else timeless
    for tried in dict.fromkeys((graded, named, timeless, prize, _ERA.sub("", named))):
        found = _by_name(tried, grantor, on)
        if found is not None:
            return found.iri
    return _by_word(graded)


def _by_name(named: str, grantor: str | None, on: Day) -> Award | None:
    if grantor is not None:
        whole = _only(_names().get(f"{named}{_OWNER}{comparable(grantor)}", ()), on)
        if whole is not None:
            return whole
    if named in _forms():
        return _by_grantor(named, grantor, on) if grantor is not None else None
    return _only(_names().get(named, ()), on)


def _by_grantor(form: str, grantor: str, on: Day) -> Award | None:
    kind = authority(grantor)
    if kind is None:
        return None
    kinds = {known.iri for known in chain(kind)}
    found = [award for award in _forms()[form] if _may_grant(award) & kinds]
    if found:
        return _only(found, on)
    # A paper of some other unit is still a paper of the lowest level; one of a province or higher would be odd.
    unit = kind.level not in (HTX.nationalLevel, HTX.provinceLevel)
    return _only(_names().get(form, ()), on) if unit else None


def authority(grantor: str) -> OrganizationKind | None:
    """Return the kind of organization whose award a grantor's is: a post grants for its organization; None if unknown."""
    named = comparable(grantor)
    body = _ROLE.sub("", named)
    for tried in (named, body):
        if tried in _AUTHORITIES:
            return _kind(_AUTHORITIES[tried])
    known = organization_kind(body)
    if known is not None:
        return known.kind
    return _of_place(body)


def _of_place(name: str) -> OrganizationKind | None:
    """The committee of a place that stands for it: `tỉnh Bắc Giang`, `thành phố Hà Nội`."""
    first, _, rest = name.partition(" ")
    if first in _AUTHORITIES and rest:
        return _kind(_AUTHORITIES[first])
    if name.startswith("thành phố "):
        level = level_of_city(name.removeprefix("thành phố "))
        return _kind("ubnd_tinh" if level == HTX.provinceLevel else "ubnd_huyen") if level is not None else None
    return None


def _by_word(named: str) -> str | None:
    """Commemorative medals, membership badges and stars have many names; one word tells their category."""
    stars = _STARS.search(named)
    if re.search(r"\bocop\b", named):
        return _iri(f"ocop_{stars.group(1)}_sao" if stars else "ocop")
    if named.startswith("kỷ niệm chương"):
        return _iri("ky_niem_chuong")
    if named.startswith("huy hiệu") and re.search(r"\bđảng\b", named):
        return _iri("huy_hieu_dang")
    return None


def _only(found: tuple[Award, ...] | list[Award], on: Day) -> Award | None:
    """The one award among candidates: in force on the day, and the narrowest."""
    then = [award for award in found if _in_force(award, on)]
    broader = {award.broader for award in then}
    narrow = [award for award in then if award.iri not in broader]
    return narrow[0] if len(narrow) == 1 else None


def _in_force(award: Award, on: Day) -> bool:
    if on is None:
        return True
    day = on.isoformat() if isinstance(on, date) else on
    begun = award.start is None or award.start == _FIRST_LAW or award.start.isoformat()[: len(day)] <= day
    return begun and (award.end is None or day <= award.end.isoformat()[: len(day)])


@cache
def _may_grant(award: Award) -> frozenset[str]:
    """The kinds of organizations whose award it can be; a post stands for the kinds it is in."""
    posts = post_kinds()
    return frozenset(
        kind for holder in award.granted_by for kind in (posts[holder].posts_in if holder in posts else (holder,))
    )


@cache
def _names() -> dict[str, tuple[Award, ...]]:
    found: defaultdict[str, dict[str, Award]] = defaultdict(dict)
    for award in awards():
        for name in award.names():
            found[_normal(name)][award.iri] = award
    return {name: tuple(known.values()) for name, known in found.items()}


@cache
def _forms() -> dict[str, tuple[Award, ...]]:
    """Awards by the form that their names begin with before "của": `bằng khen`, `cờ thi đua`."""
    found: defaultdict[str, dict[str, Award]] = defaultdict(dict)
    for award in awards():
        if award.nature not in (HTX.commendation, HTX.emulationTitle):
            continue
        for name in (comparable(name) for name in award.names()):
            form, owned, _ = name.partition(_OWNER)
            if owned:
                found[form][award.iri] = award
    return {form: tuple(known.values()) for form, known in found.items()}


def _normal(name: str) -> str:
    return _CLASS.sub(lambda told: f"hạng {_CLASSES[told.group(1)]}", _BEFORE.sub("", comparable(name)))


def _kind(key: str) -> OrganizationKind:
    return next(kind for kind in organization_kinds().values() if kind.key == key)


def _iri(key: str) -> str:
    return next(award.iri for award in awards() if award.iri.endswith(f"/{key}"))
