"""What the first lines of a decision tell a reader of files: that it is one, what it is about, and its day."""

from __future__ import annotations

import re

from ingest.values import PartialDate

_NUMBER = re.compile(r"Số\s*:?[^\n]{0,30}[/-]\s*(?:QĐ|QÐ)", re.IGNORECASE)
_ACT = re.compile(r"QUYẾT ĐỊNH\s*:?\Z")
_HEADED = 40
_ISSUED = re.compile(r"[^\n]{0,60},\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d\d)\s*\Z", re.IGNORECASE)
_SUBJECT_ENDS = re.compile(r"(?:căn cứ|theo đề nghị|xét|điều 1)\b|[-–—_*]{3,}", re.IGNORECASE)


def is_decision(text: str) -> bool:
    """Tell a decision, which has a number of its kind at its head and the words *QUYẾT ĐỊNH* on a line of their own."""
    head = text.split("\n", _HEADED)[:_HEADED]
    return any(_ACT.match(line.strip()) for line in head) and any(_NUMBER.match(line.strip()) for line in head)


def subject(text: str) -> str:
    """Return what a decision is about: *Quyết định về việc tặng Bằng khen …*."""
    lines = text.split("\n", _HEADED)[:_HEADED]
    at = next(index for index, line in enumerate(lines) if _ACT.match(line.strip()))
    said: list[str] = []
    for line in lines[at + 1 : at + 6]:
        if _SUBJECT_ENDS.match(line.strip()) or line.strip().isupper():
            break
        said.append(line.strip())
    subject = " ".join(said)
    return f"Quyết định {subject[:1].lower()}{subject[1:]}".strip()


def issued(text: str) -> PartialDate | None:
    """Return the day that a decision's place line tells, when it tells all of it."""
    for line in text.split("\n", _HEADED)[:_HEADED]:
        found = _ISSUED.match(line)
        if found:
            day, month, year = map(int, found.groups())
            try:
                return PartialDate(year, month, day)
            except ValueError:
                return None
    return None
