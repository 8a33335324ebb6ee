"""Pages for tables of sentences: parties are marked in the text, so that rules are tested apart from name finding.

`{O|UBND tỉnh}` an organization, `{R|Chủ tịch @UBND tỉnh}` a post in one, `{P|Đồng chí Lò Văn Tám, Phó Chủ tịch @UBND
tỉnh}` a person with posts; `*` begins the name where a post stands before it. A line that begins with `# ` is a
title, with `> ` a caption, with `- `, `+ ` or a number a list item.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.extract import awards, conferrals, dates, decisions, events, numbers, places, recipients
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import Context, Page
from ingest.facts import facts
from ingest.model import (
    AwardStatus,
    Block,
    BlockKind,
    Conferral,
    Document,
    Event,
    EventKind,
    Mention,
    MentionKind,
    Origin,
    PostMention,
    Presentation,
    Span,
)
from ingest.reading import Reading
from ingest.values import PartialDate

_MARKED = re.compile(r"\{([POR])\|([^{}]*)\}")
_HONORIFIC = re.compile(
    r"\A(?:các )?(?:đồng chí|đ/c|ông|bà|anh|chị|em|cô|thầy|cháu|gs|ts|pgs|bác sĩ|nghệ nhân|trung tướng|đại tá)[.:]? ",
    re.I,
)
_PROVINCE = "Vân Hạc"
_EVENT_DAY = PartialDate(2024, 1, 20)


def _full(name: str) -> str:
    return f"{name} {_PROVINCE}" if name.endswith("tỉnh") or name == "Tỉnh ủy" else name


class _Marked:
    """The plain text of marked lines, with the phrases of its parties."""

    def __init__(self, marked: str):
        self.text = ""
        self.blocks: list[Block] = []
        self.phrases: list[tuple[PhraseKind, int, int, object]] = []
        for line in marked.split("\n"):
            self._line(line)

    def _line(self, line: str) -> None:
        kind = BlockKind.PARAGRAPH
        for sign, told in (("# ", BlockKind.TITLE), ("> ", BlockKind.CAPTION)):
            if line.startswith(sign):
                line, kind = line[2:], told
        if re.match(r"[-+] |\d+[.)] ", line):
            kind = BlockKind.LIST_ITEM
        self.text += "\n" if self.text else ""
        start, done = len(self.text), 0
        for found in _MARKED.finditer(line):
            self.text += line[done : found.start()]
            self._party(*found.groups())
            done = found.end()
        self.text += line[done:]
        if len(self.text) > start:
            self.blocks.append(Block(kind, Span(start, len(self.text))))

    def _party(self, sign: str, inner: str) -> None:
        start = len(self.text)
        plain = inner.replace("@", "").replace("*", "")
        self.text += plain
        if sign == "O":
            self.phrases.append((PhraseKind.ORGANIZATION, start, len(self.text), _full(plain)))
            return
        if sign == "R":
            self.phrases.append((PhraseKind.POST, start, len(self.text), inner))
            return
        if "*" in inner:
            before, _, rest = inner.partition("*")
            name, _, after = rest.partition(",")
        else:
            named, _, after = inner.partition(",")
            before, name = "", _HONORIFIC.sub("", named)
        self.phrases.append((PhraseKind.PERSON, start, len(self.text), name.strip()))
        for part in (*before.split(","), *after.split(",")):
            if part.strip(" ,-–"):
                at = start + plain.index(part.strip().replace("@", ""))
                self.phrases.append((PhraseKind.POST, at, at + len(part.strip().replace("@", "")), part.strip()))


def _value(page: Page, kind: PhraseKind, start: int, end: int, told: str) -> Mention | PostMention:
    evidence = page.evidence(start, end)
    if kind is PhraseKind.PERSON:
        return Mention(MentionKind.PERSON, told, evidence)
    if kind is PhraseKind.ORGANIZATION:
        return Mention(MentionKind.ORGANIZATION, told, evidence)
    role, _, body = told.partition("@")
    organization = Mention(MentionKind.ORGANIZATION, _full(body.strip()), evidence) if body else None
    return PostMention(role.strip(), organization, evidence)


def marked_page(marked: str, *, event: bool = True) -> Page:
    source = _Marked(marked)
    document = Document("d", "s", None, "", PartialDate(2024, 1, 21), source.text, tuple(source.blocks))
    page = Page.of(document)
    text = page.shadow.text
    page = page.with_phrases(dates.find(text, document.published)).with_phrases(numbers.find(text))
    page = page.with_phrases(awards.find(text)).with_phrases(decisions.find(text))
    page = page.with_phrases(recipients.find_groups(text)).with_phrases(places.find(text))
    page = page.with_phrases(
        Phrase(kind, start, end, _value(page, kind, start, end, str(told))) for kind, start, end, told in source.phrases
    ).with_phrases(events.find(text))
    main = Event(
        "Hội nghị tổng kết phong trào thi đua",
        EventKind.CONFERENCE,
        _EVENT_DAY,
        None,
        (),
        (page.evidence(0, len(text)),),
        Origin("test"),
        main=True,
    )
    context = Context(place=f"tỉnh {_PROVINCE}", province=_PROVINCE, published=document.published)
    return page.with_context(replace(context, main_event=main if event else None))


def _row(conferral: Conferral, page: Page, claims: list[Conferral | Presentation]) -> str:
    kept = replace(conferral, status=AwardStatus.CONFERRED)
    mine = [replace(c, conferral=kept) for c in claims if isinstance(c, Presentation) and c.conferral == conferral]
    (fact,) = facts(Reading(page.document, (kept, *mine)))["conferrals"] or [{}]
    recipients = [r.get("name") or f"{r['count'] or 'some'} {r['kind']}" for r in fact["recipients"]]
    parts = [
        fact["award"],
        fact["grantor"] and f"của {fact['grantor']}",
        recipients and f"cho {', '.join(recipients)}",
        fact["presenter"] and f"trao {fact['presenter']}",
        fact["on_behalf_of"] and f"thay {fact['on_behalf_of']}",
        fact["date"] and fact["date"] != str(_EVENT_DAY) and f"ngày {fact['date']}",
        fact["decision"] and f"số {fact['decision']}",
        conferral.status not in (AwardStatus.CONFERRED, AwardStatus.DECIDED) and f"({conferral.status})",
    ]
    return " | ".join(part for part in parts if part)


@pytest.fixture(name="page_of", scope="session")
def _page_of() -> Callable[..., Page]:
    """Return the page of a marked text."""
    return marked_page


@pytest.fixture(scope="session")
def told() -> Callable[..., list[str]]:
    """Return the conferrals that a marked text tells of, one short line each; the main event's day is left out."""

    def read(marked: str, *, event: bool = True) -> list[str]:
        page = marked_page(marked, event=event)
        claims = [claim for claim in conferrals.read(page) if isinstance(claim, Conferral | Presentation)]
        return [_row(claim, page, claims) for claim in claims if isinstance(claim, Conferral)]

    return read
