"""The mini world: invented people, cooperatives and a made-up province, told by five documents.

A dozen people, three organizations of one kind and those above them, two ceremonies (the first told by three
documents), one pair to merge (Lò Văn Tám, once without his post), one namesake trap (two Kiều Vân Khê), and one refused honour. The claims
are written out by hand: what is tested with them does not depend on how texts are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ingest.model import (
    AwardDecision,
    AwardStatus,
    Claim,
    Conferral,
    CountedGroup,
    Document,
    Event,
    EventKind,
    Evidence,
    MemberKind,
    Membership,
    Mention,
    MentionKind,
    Naming,
    Observation,
    OrganizationFact,
    OrganizationFactKind,
    Origin,
    Participation,
    ParticipationRole,
    PostMention,
    Presentation,
    Qualifier,
    Recipient,
    Span,
)
from ingest.reading import Reading
from ingest.values import PartialDate, Period

PROVINCE = "Vân Hạc"
FIRST_DAY, SECOND_DAY = PartialDate(2023, 1, 12), PartialDate(2024, 1, 20)
BY_HAND = Origin("by-hand")


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the mini world, from which quotes, mentions and claims are taken."""

    name: str
    text: str
    published: PartialDate
    publisher: str

    @property
    def document(self) -> Document:
        """The document as a source would give it."""
        title = self.text.partition("\n")[0]
        url = f"https://tin.example/{self.name}"
        return Document(
            url, self.publisher, url, title, self.published, self.text, (), self.publisher, f"tỉnh {PROVINCE}"
        )

    def quote(self, words: str) -> Evidence:
        """The first place where the text has these words."""
        start = self.text.index(words)
        return Evidence(self.document.id, words, Span(start, start + len(words)))

    def person(self, name: str) -> Mention:
        """A person as mentioned here."""
        return Mention(MentionKind.PERSON, name, self.quote(name), None, PROVINCE)

    def body(self, name: str, subkind: str = "cooperative", words: str = "") -> Mention:
        """An organization as mentioned here, possibly in other words."""
        return Mention(MentionKind.ORGANIZATION, name, self.quote(words or name), subkind, PROVINCE)

    def group(self, wording: str, count: int | None, kind: MemberKind, *known: Mention) -> CountedGroup:
        """A counted group as worded here."""
        qualifier = Qualifier.MANY if count is None else Qualifier.EXACTLY
        return CountedGroup(count, kind, qualifier, wording, self.quote(wording), None, None, known)

    def named(self, *mentions: Mention, author: bool = False) -> tuple[Naming, ...]:
        """The namings of mentions."""
        return tuple(Naming(one, author, (one.evidence,), BY_HAND) for one in mentions)

    def holds(self, person: Mention, role: str, body: Mention | None, *, former: bool = False) -> Membership:
        """That a person holds a post."""
        post = PostMention(role, body, self.quote(role))
        return Membership(person, post, self.published, None, None, former, (person.evidence,), BY_HAND)

    def conferral(
        self,
        award: str,
        grantor: Mention | PostMention | None,
        *recipients: Recipient,
        date: PartialDate | None,
        words: str,
        status: AwardStatus = AwardStatus.CONFERRED,
        decision: AwardDecision | None = None,
        event: Event | None = None,
    ) -> Conferral:
        """That an award was given, in these words."""
        evidence = (self.quote(words),)
        return Conferral(award, None, grantor, recipients, date, None, decision, status, evidence, BY_HAND, None, event)


ALLIANCE_SITE = Article(
    "lien-minh",
    """Liên minh HTX tỉnh Vân Hạc tổng kết năm 2022
Sáng 12/01/2023, Liên minh HTX tỉnh Vân Hạc tổ chức Hội nghị tổng kết năm 2022. Bà Mùa Thị Sao, Phó Chủ tịch UBND tỉnh Vân Hạc, dự. Ông Giàng A Chớ, Chủ tịch Liên minh HTX tỉnh, chủ trì.
Toàn tỉnh có trên 312 HTX. Thừa ủy quyền của Chủ tịch UBND tỉnh Vân Hạc, bà Mùa Thị Sao trao Bằng khen cho HTX Chè Sương Lam và HTX Rừng Biếc.
Ông Lò Văn Tám, Giám đốc HTX Chè Sương Lam, phát biểu.
02 cá nhân nhận Kỷ niệm chương.
Tin: Hà Thị Nguyệt Cát
""",
    FIRST_DAY,
    "Liên minh HTX tỉnh Vân Hạc",
)
NEWSPAPER = Article(
    "bao",
    """HTX Chè Sương Lam được khen
Ngày 12/01/2023, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Chè Sương Lam và HTX Rừng Biếc. Ông Lò Văn Tám nói đây là niềm vui.
Kiều Vân Khê, Giám đốc HTX Rừng Biếc, có mặt.
""",
    PartialDate(2023, 1, 13),
    "Báo Vân Hạc",
)
RADIO = Article(
    "dai",
    """Hai HTX nhận Bằng khen
Hôm 12/01/2023, HTX Rừng Biếc và HTX Chè Sương Lam nhận Bằng khen của UBND tỉnh Vân Hạc.
""",
    PartialDate(2023, 1, 14),
    "Đài Vân Hạc",
)
SECOND_CEREMONY = Article(
    "le-2024",
    """Lễ đón nhận Huân chương
Ngày 20/01/2024, tại Lễ đón nhận Huân chương Lao động, ông Tô Bình Nguyên Khang trao Huân chương Lao động hạng Ba của Chủ tịch nước cho HTX Mây Ngàn, theo Quyết định số 77/QĐ-CTN.
Ông Phùng Quốc Lẫm, bà Đèo Thị Lả, ông Vi Văn Pắn và ông Cầm Bá Lưu dự. Kiều Vân Khê, Chủ tịch Hội đồng quản trị HTX Mây Ngàn, phát biểu. Nguyên Giám đốc HTX Mây Ngàn là ông Lường Văn Phiu.
""",
    SECOND_DAY,
    "Báo Vân Hạc",
)
REFUSAL = Article(
    "tu-choi",
    """Một người từ chối khen thưởng
Ông Quàng Văn Ít từ chối nhận Huy hiệu Vì cộng đồng.
""",
    PartialDate(2024, 2, 1),
    "Báo Vân Hạc",
)


def _alliance_site() -> tuple[Claim, ...]:
    at = ALLIANCE_SITE
    committee = at.body("UBND tỉnh Vân Hạc", "peoples_committee")
    alliance = at.body("Liên minh HTX tỉnh Vân Hạc", "cooperative_alliance")
    tea, forest = at.body("HTX Chè Sương Lam"), at.body("HTX Rừng Biếc")
    sao, cho, tam = at.person("Mùa Thị Sao"), at.person("Giàng A Chớ"), at.person("Lò Văn Tám")
    event = Event(
        "Hội nghị tổng kết năm 2022",
        EventKind.CONFERENCE,
        FIRST_DAY,
        None,
        (alliance,),
        (at.quote("Hội nghị tổng kết năm 2022"),),
        BY_HAND,
        main=True,
    )
    principal = PostMention("Chủ tịch", committee, at.quote("Chủ tịch UBND tỉnh Vân Hạc, bà"))
    praise = at.conferral(
        "Bằng khen", committee, tea, forest, date=FIRST_DAY, words="trao Bằng khen cho HTX Chè Sương Lam", event=event
    )
    pins = at.conferral(
        "Kỷ niệm chương",
        None,
        at.group("02 cá nhân", 2, MemberKind.INDIVIDUAL),
        date=FIRST_DAY,
        words="02 cá nhân nhận Kỷ niệm chương",
        event=event,
    )
    handed = (at.quote("bà Mùa Thị Sao trao Bằng khen"),)
    return (
        *at.named(sao, cho, tam, committee, alliance, tea, forest),
        *at.named(at.person("Hà Thị Nguyệt Cát"), author=True),
        at.holds(sao, "Phó Chủ tịch", committee),
        at.holds(cho, "Chủ tịch", alliance),
        at.holds(tam, "Giám đốc", tea),
        event,
        Participation(cho, event, ParticipationRole.CHAIRED, (at.quote("chủ trì"),), BY_HAND),
        Participation(tam, event, ParticipationRole.SPOKE, (at.quote("phát biểu"),), BY_HAND),
        praise,
        Presentation(praise, sao, principal, event, FIRST_DAY, handed, BY_HAND),
        pins,
        Observation(
            "tổng số HTX",
            Decimal(312),
            Qualifier.MORE_THAN,
            "HTX",
            "tỉnh Vân Hạc",
            Period(PartialDate(2022)),
            "trên 312",
            (at.quote("trên 312 HTX"),),
            BY_HAND,
        ),
        OrganizationFact(tea, OrganizationFactKind.PART_OF, alliance, (tea.evidence,), BY_HAND),
    )


def _newspaper() -> tuple[Claim, ...]:
    at = NEWSPAPER
    committee = at.body("UBND tỉnh Vân Hạc", "peoples_committee")
    tea, forest = at.body("HTX Chè Sương Lam"), at.body("HTX Rừng Biếc")
    khe = at.person("Kiều Vân Khê")
    return (
        *at.named(at.person("Lò Văn Tám"), khe, committee, tea, forest),
        at.holds(khe, "Giám đốc", forest),
        at.conferral("Bằng khen", committee, tea, forest, date=FIRST_DAY, words="tặng Bằng khen cho HTX Chè Sương Lam"),
    )


def _radio() -> tuple[Claim, ...]:
    at = RADIO
    committee = at.body("Ủy ban nhân dân tỉnh Vân Hạc", "peoples_committee", "UBND tỉnh Vân Hạc")
    tea, forest = at.body("Hợp tác xã Chè Sương Lam", words="HTX Chè Sương Lam"), at.body("HTX Rừng Biếc")
    return (
        *at.named(committee, tea, forest),
        at.conferral("bằng khen", committee, forest, tea, date=FIRST_DAY, words="nhận Bằng khen của UBND tỉnh"),
    )


def _second_ceremony() -> tuple[Claim, ...]:
    at = SECOND_CEREMONY
    cloud = at.body("HTX Mây Ngàn")
    khe, khang, phiu = at.person("Kiều Vân Khê"), at.person("Tô Bình Nguyên Khang"), at.person("Lường Văn Phiu")
    guests = tuple(map(at.person, ("Phùng Quốc Lẫm", "Đèo Thị Lả", "Vi Văn Pắn", "Cầm Bá Lưu")))
    event = Event(
        "Lễ đón nhận Huân chương Lao động",
        EventKind.CEREMONY,
        SECOND_DAY,
        None,
        (),
        (at.quote("Lễ đón nhận Huân chương Lao động"),),
        BY_HAND,
    )
    president = PostMention("Chủ tịch nước", None, at.quote("Chủ tịch nước"))
    order = at.conferral(
        "Huân chương Lao động hạng Ba",
        president,
        cloud,
        date=SECOND_DAY,
        words="trao Huân chương Lao động hạng Ba của Chủ tịch nước cho HTX Mây Ngàn",
        decision=AwardDecision("77/QĐ-CTN", None, president, at.quote("Quyết định số 77/QĐ-CTN")),
        event=event,
    )
    return (
        *at.named(khe, khang, phiu, *guests, cloud),
        at.holds(khe, "Chủ tịch Hội đồng quản trị", cloud),
        at.holds(phiu, "Giám đốc", cloud, former=True),
        event,
        *(Participation(guest, event, ParticipationRole.ATTENDED, (guest.evidence,), BY_HAND) for guest in guests),
        order,
        Presentation(order, khang, None, event, SECOND_DAY, order.evidence, BY_HAND),
    )


def _refusal() -> tuple[Claim, ...]:
    at = REFUSAL
    it = at.person("Quàng Văn Ít")
    return (
        *at.named(it),
        at.conferral(
            "Huy hiệu Vì cộng đồng",
            None,
            it,
            date=None,
            words="từ chối nhận Huy hiệu Vì cộng đồng",
            status=AwardStatus.REFUSED,
        ),
    )


READINGS: tuple[Reading, ...] = tuple(
    Reading(article.document, claims())
    for article, claims in (
        (ALLIANCE_SITE, _alliance_site),
        (NEWSPAPER, _newspaper),
        (RADIO, _radio),
        (SECOND_CEREMONY, _second_ceremony),
        (REFUSAL, _refusal),
    )
)
"""What the five documents say, in the order of their publication."""
