"""Products that a text lists as those with so many stars: they are among the products that received the certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.awards import AwardForm
from ingest.extract.receiving import BULLET
from ingest.extract.tokens import Line, Page
from ingest.extract.told import Told
from ingest.model import BlockKind, CountedGroup, MemberKind, Mention, MentionKind, Recipient

# *Danh sách sản phẩm OCOP 5 sao:*, *Trong số các sản phẩm đạt hạng 4 sao có:*
_HEAD = re.compile(r"(?=[^.]*sản phẩm)[^.]*?(?P<stars>[345]) sao[^.:]{0,60}:\s*\Z", re.IGNORECASE)
_STARS = re.compile(r"(?P<stars>[345]) sao", re.IGNORECASE)
_NAME = re.compile(r"\s*(?P<name>[^\W\d_][^();:\n]{3,80}?)\s*(?:[(;:]| [-–] |[.,]?\s*\Z)")
_NUMBER = re.compile(r"\s*\d{1,3}[.)]?\s*")
_LONGEST_LIST = 120


def with_products(told: list[Told], page: Page) -> list[Told]:
    """Return the tellings, those of certificates with the products that a list under its heading names."""
    listed = {stars: names for stars, names in _lists(page) if names}
    if not listed:
        return told
    return [_with(one, listed) for one in told]


def _with(one: Told, listed: dict[str, tuple[Mention, ...]]) -> Told:
    stars = _STARS.search(one.award.name) if one.award.form is AwardForm.CERTIFICATE else None
    products = listed.get(stars["stars"], ()) if stars else ()
    if not products:
        return one
    return replace(one, recipients=tuple(_known(recipient, products) for recipient in one.recipients))


def _known(recipient: Recipient, products: tuple[Mention, ...]) -> Recipient:
    """Return a counted group of products with those that are named among it."""
    if (
        isinstance(recipient, CountedGroup)
        and recipient.member_kind is MemberKind.PRODUCT
        and not recipient.known_members
        and recipient.count is not None
        and recipient.count >= len(products)
    ):
        return replace(recipient, known_members=products)
    return recipient


def _lists(page: Page) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    for index, line in enumerate(page.lines):
        head = _HEAD.match(page.text(line.sentence.start, line.sentence.end))
        if head:
            yield head["stars"], tuple(_items(page, page.lines[index + 1 : index + _LONGEST_LIST]))


def _items(page: Page, lines: Sequence[Line]) -> Iterator[Mention]:
    """Yield the products of a list: after bullets, or in the line after a number that stands alone."""
    begun = after_number = False
    for line in lines:
        start, end = line.sentence.start, line.sentence.end
        text = page.text(start, end)
        if _NUMBER.fullmatch(text):
            begun = after_number = True
            continue
        bullet = BULLET.match(text)
        if after_number or bullet or line.kind is BlockKind.LIST_ITEM:
            begun = True
            at = start + (bullet.end() if bullet else 0)
            name = _NAME.match(page.shadow.text, at, end)
            if name:
                evidence = page.evidence(*name.span("name"))
                yield Mention(MentionKind.PRODUCT, name["name"], evidence, province=page.context.province)
        elif (begun and len(text) > _LONGEST_LIST) or (not begun and text.rstrip().endswith(".")):
            return
        after_number = False
