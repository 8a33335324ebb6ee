"""Organizations that a text names without their heads: by an abbreviation, by letters, by whose minister somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.fuller_names import fuller
from ingest.extract.organization_heads import HEADS, SUBJECTS
from ingest.extract.organization_names import is_organ
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import COUNTRIES
from ingest.extract.tokens import Page
from ingest.model import Mention, MentionKind

_ALIAS = re.compile(r" ?\(([A-ZĐ][A-ZĐ&-]{1,9}|[A-Z][A-Za-z]{2,9})\)")
_BETWEEN = re.compile(r" (?:tỉnh|thành phố|tp\.?) (?=\S)", re.I)
_MINISTER = re.compile(r"(?<!\w)(?:[Bb]ộ|[Tt]hứ) trưởng(?: Thường trực)? (?=[^\W\d_a-zđ])")
_ACRONYM = re.compile(
    r"(?<!\w)(?:[Cc]hủ tịch|[Gg]iám đốc|[Tt]rưởng đại diện|[Tt]ổng thư ký|[Pp]hát ngôn viên|[Tt]ổng biên tập|CEO)"
    r" ([A-ZĐ][A-ZĐ&]{1,7})(?![\w/-])"
)


def unified(phrases: list[Phrase]) -> list[Phrase]:
    """Give *Hội Luật gia Hải Dương* the name *Hội Luật gia tỉnh Hải Dương* where the text has that one, too."""
    full = {_BETWEEN.sub(" ", p.value.name).lower(): p.value.name for p in phrases if _BETWEEN.search(p.value.name)}
    longer = fuller(p.value for p in phrases)
    return [
        replace(p, value=replace(p.value, name=name))
        if (name := longer.get(p.value.name) or _placed_name(p.value.name, full)) is not None
        else p
        for p in phrases
    ]


def _placed_name(name: str, full: dict[str, str]) -> str | None:
    return None if _BETWEEN.search(name) else full.get(name.lower())


def with_ministries(page: Page, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with the ministries that ministers are of by their subject alone: *Bộ trưởng Y tế*."""
    text, lower = page.shadow.text, page.shadow.lower
    found: list[Phrase] = []
    for minister in _MINISTER.finditer(text):
        start = minister.end()
        subject = SUBJECTS.at(lower, start)
        if subject is None or text[subject.end : subject.end + 3] == " - ":
            continue
        country = COUNTRIES.at(lower, subject.end + 1) if text[subject.end : subject.end + 1] == " " else None
        end = country.end if country is not None and text[subject.end + 1].isupper() else subject.end
        mention = Mention(MentionKind.ORGANIZATION, f"Bộ {text[start:end]}", page.evidence(start, end), "ministry")
        found.append(Phrase(PhraseKind.ORGANIZATION, start, end, mention))
    taken = {phrase.start for phrase in found}
    return [*(phrase for phrase in phrases if phrase.start not in taken), *found]


def acronyms(page: Page, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield bodies known by their letters alone where a seat stands before: *Chủ tịch VFF Lê Văn B*."""
    taken = {phrase.start for phrase in phrases}
    lower = page.shadow.lower
    for found in _ACRONYM.finditer(page.shadow.text):
        start, end = found.span(1)
        if start in taken or HEADS.at(lower, start) or is_organ(lower, start, end):
            continue
        mention = Mention(MentionKind.ORGANIZATION, found.group(1), page.evidence(start, end))
        yield Phrase(PhraseKind.ORGANIZATION, start, end, mention)


def aliases(page: Page, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield later mentions by an abbreviation that the text gives in brackets after a name: *… Việt Nam (EVN)*."""
    text = page.shadow.text
    taken = {phrase.start for phrase in phrases}
    given: dict[str, Phrase] = {}
    for phrase in phrases:
        alias = _ALIAS.match(text, phrase.end)
        if alias and HEADS.at(page.shadow.lower, alias.start(1)) is None:
            given.setdefault(alias.group(1), phrase)
    for alias_text, phrase in given.items():
        for found in re.finditer(rf"(?<![\w(-]){re.escape(alias_text)}(?![\w)])", text):
            if found.start() > phrase.end and found.start() not in taken:
                value: Mention = phrase.value
                mention = Mention(
                    value.kind, value.name, page.evidence(found.start(), found.end()), value.subkind, value.province
                )
                yield Phrase(PhraseKind.ORGANIZATION, found.start(), found.end(), mention)
