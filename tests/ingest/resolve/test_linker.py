"""Who a mention is: the context of its own document decides, never the order, and rather two than one wrong."""

from dataclasses import replace

import pytest

from ingest.model import AwardStatus, Claim, CountedGroup, Event, EventKind, MemberKind, Mention, MentionKind
from ingest.reading import Reading
from ingest.resolve import linker
from ingest.values import PartialDate
from tests.mini import world
from tests.mini.world import BY_HAND, Article

DAY = PartialDate(2023, 1, 12)
TEXT = """Ngày 12/01/2023, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Rừng Biếc và 05 cá nhân, nhiều tập thể, 05 tập thể, 05 HTX.
Kiều Vân Khê, Giám đốc HTX Rừng Biếc, Chủ tịch Hội Nông dân xã Suối Lạnh, Chủ tịch UBND tỉnh Vân Hạc, Thủ tướng dự Hội nghị tổng kết năm 2022.
Liên minh HTX tỉnh Vân Hạc. HTX Mây Ngàn. Quyết định số 12/QĐ-UBND."""


def article(name: str = "mot", publisher: str = "Báo Vân Hạc") -> Article:
    return Article(name, TEXT, DAY, publisher)


def links(at: Article, *claims: Claim) -> linker.Links:
    return linker.link(Reading(at.document, claims))


def khe(at: Article, role: str | None = None, body: str = "", **told: bool) -> tuple[Mention, tuple[Claim, ...]]:
    person = at.person("Kiều Vân Khê")
    if role is None:
        return person, at.named(person)
    return person, (*at.named(person), at.holds(person, role, at.body(body) if body else None, **told))


def person_of(at: Article, role: str | None = None, body: str = "", **told: bool) -> str:
    person, claims = khe(at, role, body, **told)
    return links(at, *claims).mention(person)


def test_a_person_of_one_name_and_one_post_is_one_in_two_documents():
    found = [person_of(article(name), "Chủ tịch", "Liên minh HTX tỉnh Vân Hạc") for name in ("mot", "hai")]
    assert found[0] == found[1]


def test_a_cooperative_of_an_unstated_district_stays_in_its_document_for_the_corpus_to_tell():
    found = [person_of(article(name), "Giám đốc", "HTX Rừng Biếc") for name in ("mot", "hai")]
    assert found[0] != found[1]


def test_namesakes_with_posts_in_two_bodies_stay_two():
    assert person_of(article(), "Giám đốc", "HTX Rừng Biếc") != person_of(article(), "Giám đốc", "HTX Mây Ngàn")


def test_a_person_without_a_post_is_of_the_document_only():
    assert person_of(article("mot")) == person_of(article("mot"))
    assert person_of(article("mot")) != person_of(article("hai"))


def test_who_heads_a_body_is_known_by_it_whatever_other_posts_are_told():
    at = article()
    person = at.person("Kiều Vân Khê")
    member = at.holds(person, "Chủ tịch", at.body("Hội Nông dân xã Suối Lạnh"))
    head = at.holds(person, "Giám đốc", at.body("HTX Rừng Biếc"))
    both, turned = links(at, member, head), links(at, head, member)
    assert both.mention(person) == turned.mention(person)


def test_an_office_of_the_state_is_one_everywhere_and_other_posts_without_a_body_are_not():
    one, two = article("mot"), article("hai")
    assert person_of(one, "Thủ tướng") == person_of(two, "Thủ tướng")
    assert person_of(one, "Giám đốc") != person_of(two, "Giám đốc")


def test_a_byline_is_known_by_its_paper():
    def author(name: str, publisher: str) -> str:
        at = article(name, publisher)
        person = at.person("Kiều Vân Khê")
        return links(at, *at.named(person, author=True)).mention(person)

    assert author("mot", "Báo Vân Hạc") == author("hai", "Báo Vân Hạc")
    assert author("mot", "Báo Vân Hạc") != author("hai", "Báo Vân Hải")


def test_having_held_a_post_is_another_claim_than_holding_it():
    at = article()
    person = at.person("Kiều Vân Khê")
    now, then = (at.holds(person, "Giám đốc", at.body("HTX Rừng Biếc"), former=former) for former in (False, True))
    found = links(at, now, then)
    assert found.membership(now) != found.membership(then)


def conferral(at: Article, *recipients: Mention | CountedGroup, **told: object) -> str:
    values = {"grantor": at.body("UBND tỉnh Vân Hạc"), "date": DAY, **told}
    claim = at.conferral(
        "Bằng khen",
        values.pop("grantor"),
        *recipients,
        words="tặng Bằng khen",
        **values,  # type: ignore[arg-type]
    )
    return links(at, claim).conferral(claim)


ONE, TWO = article("mot"), article("hai")


def _forest(at: Article) -> Mention:
    return at.body("Liên minh HTX tỉnh Vân Hạc")


SAME_CONFERRAL = [
    ("its parts", conferral(ONE, _forest(ONE)), conferral(TWO, _forest(TWO))),
    (
        "the chair of the committee gives the committee's award",
        conferral(ONE, _forest(ONE)),
        conferral(
            TWO,
            _forest(TWO),
            grantor=TWO.holds(TWO.person("Kiều Vân Khê"), "Chủ tịch", TWO.body("UBND tỉnh Vân Hạc")).post,
        ),
    ),
    (
        "collectives counted and cooperatives counted",
        conferral(ONE, ONE.group("05 tập thể", 5, MemberKind.COLLECTIVE)),
        conferral(TWO, TWO.group("05 HTX", 5, MemberKind.COOPERATIVE)),
    ),
    (
        "the year alone, with a name",
        conferral(ONE, _forest(ONE), date=PartialDate(2023)),
        conferral(TWO, _forest(TWO), date=PartialDate(2023)),
    ),
]
OTHER_CONFERRAL = [
    ("another day", conferral(ONE, _forest(ONE)), conferral(TWO, _forest(TWO), date=PartialDate(2022, 1, 12))),
    ("another recipient", conferral(ONE, _forest(ONE)), conferral(TWO, TWO.body("HTX Mây Ngàn"))),
    ("another grantor", conferral(ONE, _forest(ONE)), conferral(TWO, _forest(TWO), grantor=None)),
    ("no day at all", conferral(ONE, _forest(ONE), date=None), conferral(TWO, _forest(TWO), date=None)),
    ("only proposed", conferral(ONE, _forest(ONE)), conferral(TWO, _forest(TWO), status=AwardStatus.PROPOSED)),
    (
        "a count with a year and no day",
        conferral(ONE, ONE.group("05 cá nhân", 5, MemberKind.INDIVIDUAL), date=PartialDate(2023)),
        conferral(TWO, TWO.group("05 cá nhân", 5, MemberKind.INDIVIDUAL), date=PartialDate(2023)),
    ),
    (
        "a count without grantor and organizer",
        conferral(ONE, ONE.group("05 cá nhân", 5, MemberKind.INDIVIDUAL), grantor=None),
        conferral(TWO, TWO.group("05 cá nhân", 5, MemberKind.INDIVIDUAL), grantor=None),
    ),
]


@pytest.mark.parametrize(("why", "left", "right"), SAME_CONFERRAL)
def test_two_documents_tell_one_conferral(why, left, right):
    assert left == right, why


@pytest.mark.parametrize(("why", "left", "right"), OTHER_CONFERRAL)
def test_look_alikes_stay_two_conferrals(why, left, right):
    assert left != right, why


def event(at: Article, name: str, date: PartialDate | None, organizer: str = "") -> str:
    organizers = (at.body(organizer),) if organizer else ()
    words = (at.quote("Hội nghị tổng kết năm 2022"),)
    claim = Event(name, EventKind.CONFERENCE, date, None, organizers, words, BY_HAND)
    return links(at, claim).event(claim)


def test_an_event_is_known_by_name_day_and_organizer_and_other_wordings_wait_for_the_corpus():
    alliance = "Liên minh HTX tỉnh Vân Hạc"
    name = "Hội nghị tổng kết năm 2022"
    assert event(ONE, name, DAY, alliance) == event(TWO, name.upper(), DAY, alliance)
    assert event(ONE, name, DAY, alliance) != event(TWO, "Hội nghị tổng kết hoạt động năm 2022", DAY, alliance)
    assert event(ONE, name, DAY, alliance) != event(TWO, name, DAY, "UBND tỉnh Vân Hạc")


def test_an_event_without_a_day_is_of_its_document_unless_its_name_has_an_edition():
    assert event(ONE, "Hội nghị tổng kết", None) != event(TWO, "Hội nghị tổng kết", None)
    assert event(ONE, "Hội nghị lần thứ VI", None) == event(TWO, "Hội nghị lần thứ VI", None)


@pytest.mark.parametrize("reading", world.READINGS, ids=lambda reading: reading.document.id)
def test_another_base_changes_only_the_base(reading):
    here, there = linker.link(reading), linker.link(reading, "https://example.org/")
    assert there.document == here.document.replace("https://w3id.org/htxgraph/", "https://example.org/")


def test_a_place_told_of_a_cooperative_keeps_its_namesake_in_another_district_apart():
    assert linker.organization_place("xã Suối Lạnh, huyện Mường Lay") == "huyện mường lay"
    assert linker.organization_place("xã Suối Lạnh") is None
    mention = replace(ONE.body("HTX Rừng Biếc"), kind=MentionKind.PRODUCT)
    assert links(ONE).mention(mention) != links(ONE).mention(ONE.body("HTX Rừng Biếc"))
