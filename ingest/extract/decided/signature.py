"""Who signed a decision, in which post, and for whom: *TM.*, *KT.*, *TUQ.*, *TL.* before the name, *Q.* for acting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.decided.cells import person
from ingest.extract.decided.lines import Stretch
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import Page
from ingest.model import Evidence, Mention, Party, PostMention

_FOR = re.compile(r"(?P<sign>TM|T/M|KT|K/T|TUQ|T/UQ|TL|T/L)\.? ?(?=\w)", re.IGNORECASE)
_ACTING = re.compile(r"(?:Q|QUYỀN)\.? (?=\w)", re.IGNORECASE)
_SEATS = re.compile(
    r"(?:phó )?(?:tổng )?(?:chủ tịch|giám đốc|cục trưởng|vụ trưởng|bộ trưởng|thứ trưởng|trưởng|chánh|thủ tướng|chủ nhiệm|viện trưởng|hiệu trưởng|bí thư|phó)(?!\w)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\(?(?:đã ký|ký tên|đã ký và đóng dấu|signed)[^\n]{0,40}\)?\Z", re.IGNORECASE)
_FAR = 14


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: who, in which post, for whom (a post or a body; None when in one's own right), and its place."""

    person: Mention | None
    post: PostMention | None
    principal: Party | None
    evidence: Evidence
    end: int


def signature(page: Page, lines: Sequence[Stretch], issuer: Party | None) -> Signature | None:
    """Return the first signature among lines, or None when there is none."""
    at = next((index for index, line in enumerate(lines) if _begins(line)), None)
    if at is None:
        return None
    body = issuer if isinstance(issuer, Mention) else issuer.organization if issuer is not None else None
    principal: Party | None = None
    post: PostMention | None = None
    for index in range(at, min(at + _FAR, len(lines))):
        line = lines[index]
        sign = _FOR.match(line.text)
        if sign is not None:
            told = _told(page, line, sign.end(), body)
            deputy = sign.group("sign").upper().replace("/", "") != "TM"
            principal = told if deputy or principal is None else principal
            continue
        if _SEATS.match(line.text) or _ACTING.match(line.text):
            post = _post(page, line, body)
            continue
        if post is None and principal is None:
            continue
        if _SIGNED.match(line.text) or (line.capitals and not _is_name(page, line)):
            continue
        who = person(page, line.start, line.end)
        if who is not None:
            post = post or (principal if isinstance(principal, PostMention) else None)
            evidence = page.evidence(lines[at].start, line.end)
            return Signature(who, post, principal, evidence, line.end)
    last = lines[min(at + 1, len(lines) - 1)]
    return Signature(None, post, principal, page.evidence(lines[at].start, last.end), last.end)


def _begins(line: Stretch) -> bool:
    return line.capitals and (_FOR.match(line.text) or _ACTING.match(line.text) or _SEATS.match(line.text)) is not None


def _is_name(page: Page, line: Stretch) -> bool:
    return person(page, line.start, line.end) is not None


def _told(page: Page, line: Stretch, start: int, body: Mention | None) -> Party | None:
    """Return for whom one signs, as a line has it after its sign."""
    offset = line.start + start
    if _SEATS.match(page.text(offset, line.end)):
        return _seat(page, offset, line.end, body)
    found = page.inside(offset, line.end, PhraseKind.ORGANIZATION)
    if found and isinstance(found[0].value, Mention):
        return found[0].value
    return body


def _post(page: Page, line: Stretch, body: Mention | None) -> PostMention | None:
    acting = _ACTING.match(line.text)
    if acting is None:
        return _seat(page, line.start, line.end, body)
    seat = _seat(page, line.start + acting.end(), line.end, body)
    return PostMention(f"Quyền {seat.role}", seat.organization, page.evidence(line.start, line.end))


def _seat(page: Page, start: int, end: int, body: Mention | None) -> PostMention:
    """Return the post that a line names; one without a body is in the body that decides."""
    found = [phrase.value for phrase in page.inside(start, end, PhraseKind.POST) if phrase.start == start]
    if found and isinstance(found[0], PostMention):
        return PostMention(found[0].role, found[0].organization or body, found[0].evidence)
    role = page.text(start, end)
    return PostMention(role[:1].upper() + role[1:].lower(), body, page.evidence(start, end))
