"""Who receives an award, as a clause and the list after it tell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.acts import Act, Recipients
from ingest.extract.awards import AwardForm
from ingest.extract.choice import either
from ingest.extract.giving import Skeleton, Token
from ingest.extract.listing import recipients_from
from ingest.extract.numbers import NumberValue
from ingest.extract.opening import unit_of_item
from ingest.extract.parties import Parties, spelled
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.recipients import LEXICON, GroupValue
from ingest.extract.tokens import CODES, Line, Page
from ingest.model import BlockKind, CountedGroup, MemberKind, Mention, MentionKind, Qualifier, Recipient

_SECTION = re.compile(
    r"(?:[ivx]{1,4}|\d{1,2}|[a-zđ])?[.)/]?\s*[-+*•–]*\s*(?:(?:về|đối với|các|danh sách|khen thưởng|nhóm|khối|tặng|cho|số|\d+) )*"
    rf"(?:{either(w for ws in LEXICON['groups'].values() for w in ws)})"
    r"(?: (?:xuất sắc|tiêu biểu|điển hình|được khen thưởng|gồm|gồm có))*\s*(?:\([^()]{0,40}\)\s*)?(?P<end>[:.]?)\s*",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)]?", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:cụ thể|danh sách|gồm|bao gồm|như sau|kết quả|trong đó|các tập thể|các cá nhân|sau đây)[^.]{0,120}:"
)
_AMONG_THEM = re.compile(
    r"(?:trong|số)(?: số)? (?:này|đó|ấy)(?: phải kể đến)?,? (?:có|gồm|gồm có|là|nổi bật là|tiêu biểu là)(?!\w)"
)
# *Các HTX được khen thưởng gồm: HTX A, HTX B*; *Tỉnh có HTX A được tặng thưởng.*
_THE_HONOURED = re.compile(r"(?:[LO]w|w?[LO]?)?G[wyh]{0,2}(?:b[ktan]|n)[w,]{0,2}m:?(?=[PO])")
_HONOURED_TOO = re.compile(r"[Lw,]{1,4}[PO](?:(?:,&?|&)[PO])*[wy]{0,2}b[kt]\.?")
_LONGEST_LIST = 240
_BEARERS = (
    (("tập thể", "đơn vị", "cờ", "thôn", "xã", "làng"), MemberKind.COLLECTIVE),
    (("gia đình", "hộ "), MemberKind.HOUSEHOLD),
    (("htx", "hợp tác xã"), MemberKind.COOPERATIVE),
    (
        ("chiến sĩ", "chiến sỹ", "lao động tiên tiến", "kỷ niệm chương", "nghệ nhân", "nhà giáo", "thầy thuốc"),
        MemberKind.INDIVIDUAL,
    ),
)
BULLET = re.compile(r"\s*(?:[-+•*–—●▪·]|\d{1,2}[.)/]|[a-z][.)])\s?")
_FAR_BACK = 40
_NEAR = 2000
_PARTIES_CODES = CODES[PhraseKind.PERSON] + CODES[PhraseKind.ORGANIZATION]
_RUN = re.compile(rf"[{_PARTIES_CODES}](?: *(?:\([^()]*\))?(?:, *và| và|[,;]) *[{_PARTIES_CODES}])+")


@dataclass(frozen=True, slots=True)
class Receiving:
    """The recipients that clauses of one page tell."""

    page: Page
    parties: Parties

    def recipients(self, act: Act, index: int) -> tuple[tuple[Recipient, ...], bool, int | None]:
        """Return the recipients of an act in line `index`, whether a list names them, and where that list ends."""
        found = list(self._parties_in(act.recipients, act, index))
        end: int | None = None
        listed = False
        begins = self._list_begins(act, index)
        if begins is not None:
            items, end = self._list_after(act, begins)
            listed = bool(items)
            found = _with_list(found, items)
        else:
            items, end = self._told_next(act, index)
            found = _with_list(found, items)
        if not found and act.given.count is not None:
            counted = self._counted_awards(act, index)
            found += [counted] if counted is not None else []
        elif act.given.count is not None and len(found) == 1:
            found = [self._shared_out(found[0], act)]
        return tuple(_once(found)), listed, end

    def _shared_out(self, recipient: Recipient, act: Act) -> Recipient:
        """*2 giải Nhì … cho các thí sinh*, *103 em đoạt giải, trong đó có 2 giải Nhì*: two of them received it."""
        count = self._number(act.given.count, act) if act.given.count is not None else None
        if count is None or not isinstance(recipient, CountedGroup):
            return recipient
        place = act.given.award is not None and act.given.award.value.form is AwardForm.PLACE
        if recipient.count is not None and not (place and recipient.count > count and not recipient.known_members):
            return recipient
        return replace(recipient, count=count, qualifier=Qualifier.EXACTLY)

    def _parties_in(self, recipients: Recipients, act: Act, index: int) -> Iterator[Recipient]:
        line = act.skeleton.line
        among = [p for token in recipients.named_among if isinstance(p := self.parties.of(token, line), Mention)]
        groups = [token for token in recipients.tokens if token.letter == "G" and token.phrase is not None]
        names = sum(token.letter in "POvV" for token in recipients.tokens)
        if len(groups) == 1 and recipients.tokens[-1] is groups[0] and groups[0].phrase is not None:
            # *HTX A và HTX B là hai đơn vị được tặng …*: the count is of those just named.
            groups = [] if groups[0].phrase.value.count == names > 1 and self._is(groups[0], line) else groups
        spelled_out = bool(among) and _spelled_out(groups, recipients.named_among, among, line)
        for token in recipients.tokens:
            if token not in groups and token.letter != "G":
                party = self.parties.of(token, line)
                if isinstance(party, Mention):
                    yield party
            elif token in groups and not spelled_out:
                yield from self._members(token, () if token is not groups[0] else tuple(among))
        if spelled_out:
            yield from among

    def _is(self, group: Token, line: Line) -> bool:
        return line.text[: group.start].rstrip().endswith((" là", " đều là"))

    def _members(self, group: Token, known: tuple[Mention, ...]) -> Iterator[Recipient]:
        assert group.phrase is not None
        value: GroupValue = group.phrase.value
        if value.team:
            yield self._unit(group.phrase)
            return
        named = self._named_before(value, group.phrase.start) if value.anaphoric else []
        yield from named
        if not named:
            yield value.counted(self.page.evidence(group.phrase.start, group.phrase.end), known)

    def _unit(self, phrase: Phrase) -> Mention:
        value: GroupValue = phrase.value
        return Mention(MentionKind.ORGANIZATION, value.wording, self.page.evidence(phrase.start, phrase.end))

    def _named_before(self, value: GroupValue, position: int) -> list[Mention]:
        """Return the parties that *cả ba đơn vị nói trên* points back to: the last list of that many names."""
        for line in self._lines_back(position):
            stop = line.encoded(min(position, line.sentence.end))
            for run in reversed(list(_RUN.finditer(line.text, max(0, stop - _NEAR), stop))):
                phrases = line.between(*run.span())
                if phrases and phrases[-1].end > position:
                    continue
                if value.count in (None, len(phrases)):
                    return [phrase.value for phrase in phrases if isinstance(phrase.value, Mention)]
        return []

    def _lines_back(self, position: int) -> Iterator[Line]:
        lines = self.page.lines
        last = bisect_right(lines, position, key=lambda line: line.sentence.start)
        yield from reversed(lines[max(0, last - _FAR_BACK) : last])

    def _list_begins(self, act: Act, index: int) -> int | None:
        """Return the line before a list of those whom an act's groups count, if one follows."""
        if act.recipients.open:
            return index
        groups = act.recipients.tokens
        if not groups or any(token.letter != "G" for token in groups) or act.recipients.named_among:
            return None
        if "A" in act.skeleton.letters[act.last + 1 :] or index + 1 >= len(self.page.lines):
            return None
        following = self.page.lines[index + 1].text
        if _LEAD.fullmatch(following):
            return index + 1
        return index if self._sections(index + 1) and not _NUMERAL.fullmatch(following) else None

    def _sections(self, index: int) -> int:
        """Return how many lines from one on head a section of a list: *II. Cá nhân*, *Tập thể:*."""
        lines = self.page.lines
        first = lines[index].text if index < len(lines) else ""
        numeral = _NUMERAL.fullmatch(first)
        headed = lines[index + 1].text if numeral and index + 1 < len(lines) else first
        return 0 if not _SECTION.fullmatch(self._plain(headed)) else 2 if numeral else 1

    def _plain(self, text: str) -> str:
        return "".join("cá nhân" if char == CODES[PhraseKind.GROUP] else char for char in text)

    def _list_after(self, act: Act, index: int) -> tuple[list[Recipient], int | None]:
        """Return the recipients in the list blocks after a line, and where the list ends."""
        items: list[Recipient] = []
        end: int | None = None
        bulleted: bool | None = None
        at = index + 1
        while at < min(len(self.page.lines), index + _LONGEST_LIST):
            if sections := self._sections(at):
                at += sections
                bulleted = None
                continue
            line = self.page.lines[at]
            bullet = line.kind is BlockKind.LIST_ITEM or BULLET.match(line.text) is not None
            if bulleted is None:
                bulleted = bullet
            if (bulleted and not bullet) or (not bullet and len(line.text) > 160):
                break
            skeleton = Skeleton.of(line, self.page)
            if re.search(r"[tanHk]", skeleton.letters) and not bullet:
                break
            if bullet and "A" in skeleton.letters:
                break  # a list of awards tells for itself
            named = self._item(skeleton, act, index)
            if not named and not bullet:
                break
            items += named
            end = line.sentence.end if named else end
            at += 1
        return items, end

    def _told_next(self, act: Act, index: int) -> tuple[list[Recipient], int | None]:
        """Return whom the next sentence names among a total: *Trong số này có ông A, bà B và 10 cá nhân khác*."""
        groups = act.recipients.tokens
        if index + 1 >= len(self.page.lines) or not groups or any(token.letter != "G" for token in groups):
            return [], None
        line = self.page.lines[index + 1]
        if act.recipients.named_among or "A" in act.skeleton.letters[act.last + 1 :]:
            return [], None
        skeleton = Skeleton.of(line, self.page)
        first = _first_named(skeleton)
        if first is None:
            return [], None
        found, _ = recipients_from(skeleton, first)
        named = Recipients(tuple(token for token in found.tokens if token.letter != "G"))
        return list(self._parties_in(named, replace(act, skeleton=skeleton), index)), line.sentence.end

    def _item(self, skeleton: Skeleton, act: Act, index: int) -> list[Recipient]:
        """Return the recipients of a list item: one, or those after *Tập thể:* and in a list of its own."""
        headed = re.match(r"(?:[#.w-]){0,3}G?w?:(?=[PO])", skeleton.letters)
        first = headed or re.search(r"(?=[POG])", skeleton.letters)
        if not first:
            unit = unit_of_item(skeleton.line, self.page)
            return [] if unit is None else [self._unit(unit)]
        found, _ = recipients_from(skeleton, first.end())
        only = Recipients(found.tokens[:1])
        if headed or found.named_among or ";" in skeleton.letters or found.tokens[0].letter == "G":
            only = found
        return list(self._parties_in(only, replace(act, skeleton=skeleton), index))

    def _counted_awards(self, act: Act, index: int) -> CountedGroup | None:
        """Return the recipients of *16 giải nhất*: as many as there are awards, of the kind last told of."""
        token = act.given.count
        count = self._number(token, act) if token is not None else None
        if token is None or count is None:
            return None
        start, end = act.skeleton.line.original(token.start, token.end)
        near = self.page.inside(self.page.lines[max(0, index - 3)].sentence.start, start, PhraseKind.GROUP)
        kinds = [p.value.member_kind for p in near if p.value.count is not None]
        kind = MemberKind.PRODUCT if MemberKind.PRODUCT in kinds else (kinds[-1] if kinds else None)
        kind = self._bearers(act) or kind
        if kind is None and act.given.award is not None and act.given.award.value.form is AwardForm.PLACE:
            kind = MemberKind.INDIVIDUAL
        if kind is None:
            return None
        return CountedGroup(count, kind, Qualifier.EXACTLY, self.page.text(start, end), self.page.evidence(start, end))

    def _bearers(self, act: Act) -> MemberKind | None:
        """Return whom a title is for by its own words: *8 “Tập thể lao động tiên tiến”*."""
        award = act.given.award
        name = award.value.name.lower() if award is not None else ""
        return next((kind for words, kind in _BEARERS if name.startswith(words)), None)

    def _number(self, token: Token, act: Act) -> int | None:
        if token.phrase is not None and isinstance(token.phrase.value, NumberValue):
            return int(token.phrase.value.value) if token.phrase.value.value is not None else None
        digits = act.skeleton.line.text[token.start : token.end]
        return int(digits) if digits.isdecimal() else None


def _first_named(skeleton: Skeleton) -> int | None:
    """Return where a sentence begins to name those whom the one before counts, if it says no more than that."""
    letters = skeleton.letters
    if "A" in letters or re.search(r"[JFZK~]", letters):
        return None
    among = _AMONG_THEM.match(skeleton.line.text) and not re.search(r"[tankH]", letters)
    honoured = _THE_HONOURED.match(letters) or _HONOURED_TOO.fullmatch(letters)
    if not among and not honoured:
        return None
    listed = letters.rfind("m", 0, len(letters)) if honoured and "m" in letters else 0
    first = re.compile(r"[PO]").search(letters, listed)
    return first.start() if first else None


def _once(recipients: list[Recipient]) -> Iterator[Recipient]:
    """Yield the recipients, everyone who is named once."""
    seen: set[str] = set()
    for one in recipients:
        if not isinstance(one, Mention):
            yield one
        elif spelled(one.name) not in seen:
            seen.add(spelled(one.name))
            yield one


def _spelled_out(groups: list[Token], named: tuple[Token, ...], among: list[Mention], line: Line) -> bool:
    """Tell whether the names after groups are the groups: as many, or all of *các*, unless *trong đó* says: some."""
    counts = [group.phrase.value.count for group in groups if group.phrase is not None]
    if any(count is not None for count in counts):
        return sum(count or 0 for count in counts) == len(among)
    first = named[0].start
    return all("trong đó" not in line.text[group.end : first] for group in groups)


def _with_list(told: list[Recipient], items: list[Recipient]) -> list[Recipient]:
    """Join a total with the list under it: equally many names are the total itself."""
    names = [item for item in items if isinstance(item, Mention)]
    total = sum(group.count or 0 for group in told if isinstance(group, CountedGroup))
    if not items:
        return told
    if total == len(names) or not told or all(isinstance(g, CountedGroup) and g.count is None for g in told):
        return [*(g for g in told if isinstance(g, Mention)), *items]
    return [*told, *items]
