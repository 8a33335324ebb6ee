"""Whose a prize is, where a sentence of its own says so: *Giải thưởng X do Hội Nhà văn tổ chức hằng năm*."""

from __future__ import annotations

import re

from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.opening import opened
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import CODES, Page
from ingest.model import Mention

_FOUNDED = re.compile(
    rf"(?P<award>{CODES[PhraseKind.AWARD]})(?: này)?(?:,? (?:là|được|vốn)[^.;,]{{0,40}})?,? do (?P<founder>{CODES[PhraseKind.ORGANIZATION]})"
    r"[^.;]{0,60}?(?:tổ chức|khởi xướng|sáng lập|thành lập|phát động|xét tặng|xét trao|bình chọn|trao tặng|trao)(?!\w)"
)


def founders(page: Page) -> dict[str, Mention]:
    """Return the bodies that are said to hold prizes, by the prizes' names in lower case; two for one prize are none."""
    found: dict[str, Mention] = {}
    doubtful: set[str] = set()
    last: AwardValue | None = None
    for line in page.lines:
        line = opened(line, page)
        for told in _FOUNDED.finditer(line.text):
            (award,) = line.between(told.start("award"), told.end("award"))
            (founder,) = line.between(told.start("founder"), told.end("founder"))
            value: AwardValue | None = last if award.value.generic else award.value
            if value is None or value.form is not AwardForm.PRIZE or not isinstance(founder.value, Mention):
                continue
            name = value.name.lower()
            if found.setdefault(name, founder.value).name != founder.value.name:
                doubtful.add(name)
        prizes = [p.value for p in line.phrases if p.kind is PhraseKind.AWARD and not p.value.generic]
        last = next((v for v in reversed(prizes) if v.form is AwardForm.PRIZE), last)
    return {name: founder for name, founder in found.items() if name not in doubtful}
