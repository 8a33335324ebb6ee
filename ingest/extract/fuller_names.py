"""Short names of organizations that a text also names in full: *HTX Mường Bú* beside *HTX Nông nghiệp Mường Bú*."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from ingest.extract.organization_heads import BUSINESS, HEADS
from ingest.model import Mention

_SPELLED = {
    "BHXH": "Bảo hiểm xã hội",
    "CLB": "Câu lạc bộ",
    "CP": "cổ phần",
    "CTCP": "Công ty cổ phần",
    "ĐH": "Đại học",
    "HĐND": "Hội đồng nhân dân",
    "HTX": "Hợp tác xã",
    "LĐLĐ": "Liên đoàn Lao động",
    "LMHTX": "Liên minh Hợp tác xã",
    "MTTQ": "Mặt trận Tổ quốc",
    "NXB": "Nhà xuất bản",
    "PTNT": "Phát triển nông thôn",
    "QTDND": "Quỹ tín dụng nhân dân",
    "TAND": "Tòa án nhân dân",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TNHH": "trách nhiệm hữu hạn",
    "TP": "thành phố",
    "UBND": "Ủy ban nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
}
_ABBREVIATED = re.compile(rf"(?<!\w)(?:{'|'.join(_SPELLED)})(?!\w)|&| - |[-,]")
_OF_BODY = re.compile(r"(?:,| (?:Liên minh|LMHTX|thuộc|Việt Nam|Đại học|Bộ|tỉnh|thành phố|Quân đội|Giáo hội)) ?")
_HEADED = frozenset({"school", "institute", "hospital", "fund", "agency", "state_executive", "army", "association"})
_OF_NATION = ("Ngân hàng", "Trung ương")
_NAMED = frozenset({"cooperative", "credit_fund", "cooperative_union"})


def fuller(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the full name of every name that one text also has in a fuller form, where there is only one such form."""
    kinds = {mention.name: mention.subkind or "" for mention in mentions}
    found = _spelled(kinds)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name, kind in kinds.items():
        by_kind[kind].append(name)
    for name in by_kind["unit"]:
        whole = name.replace("Công đoàn ", "Công đoàn cơ sở ", 1)
        if whole != name and whole in kinds:
            found[name] = whole
    for name in kinds:
        national = next((whole for whole in (f"{name} Việt Nam", f"{name} TNCS Hồ Chí Minh") if whole in kinds), None)
        if national is not None and name.startswith(_OF_NATION):
            found[name] = national
    for kind, names in by_kind.items():
        reads = _goes_on if kind in _HEADED else _has_line if kind in _NAMED else None
        for name in names if reads is not None and len(names) > 1 else ():
            longer = {found.get(other, other) for other in names if other != name and reads and reads(name, other)}
            if len(longer) == 1:
                found[name] = longer.pop()
    return found


def _spelled(names: Iterable[str]) -> dict[str, str]:
    """Return the longest wording of names that differ by abbreviations and marks only, for those with more than one."""
    same: dict[str, list[str]] = defaultdict(list)
    for name in names:
        spelled = _ABBREVIATED.sub(
            lambda found: f" {_SPELLED.get(found.group(), 'và' if found.group() == '&' else '')} ", name
        )
        same[" ".join(spelled.lower().split())].append(name)
    groups = [(max(group, key=len), group) for group in same.values() if len(group) > 1]
    return {name: longest for longest, group in groups for name in group if name != longest}


def _goes_on(name: str, other: str) -> bool:
    """Tell whether a name goes on with the body it is part of: *Trường Bồi dưỡng cán bộ | Liên minh HTX Việt Nam*."""
    return other.startswith(name) and _OF_BODY.match(other, len(name)) is not None


def _has_line(name: str, other: str) -> bool:
    """Tell whether a name only lacks the line of business of another: *HTX | Nông nghiệp | Mường Bú*."""
    head, longer = HEADS.at(name.lower(), 0), HEADS.at(other.lower(), 0)
    if head is None or longer is None:
        return False
    own, lower = name[head.end :].strip(), other.lower()
    if not own or not other.endswith(f" {own}"):
        return False
    position, stop = longer.end + 1, len(other) - len(own)
    while position < stop:
        line = BUSINESS.at(lower, position)
        if line is None:
            return False
        position = line.end
        while position < stop and lower[position] in " ,-–&":
            position += 1
        if lower.startswith("và ", position):
            position += 3
    return longer.end + 1 < position == stop
