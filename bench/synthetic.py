"""A made-up world of any size: documents' graphs in the shape the mapping gives, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_store.archive import Entry
from ontology import iris
from ontology.terms import DCT, FOAF, HTX, OA, ORG, RDF, SKOS, XSD

QUADS_PER_DOCUMENT = 170
"""About how many quads one document has."""

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_MIDDLE = ("Văn", "Thị", "Đức", "Quang", "Minh", "Hữu", "Thanh", "Ngọc", "Xuân", "Kim", "Đình", "Thúy")
_GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dung",
    "Giang",
    "Hà",
    "Hiền",
    "Hùng",
    "Lan",
    "Long",
    "Nam",
    "Oanh",
    "Sơn",
    "Tuấn",
    "Vinh",
)
_FIELDS = ("Chè", "Rau sạch", "Vải thiều", "Gà đồi", "Mỳ gạo", "Vận tải", "Dịch vụ nông nghiệp", "Gốm", "Thủy sản")
_PLACES = ("Đồi Xanh", "Sông Trong", "Bến Đò", "Núi Đá", "Cầu Gỗ", "Đồng Lớn", "Suối Mây", "Làng Mới")
_AWARDS = (
    "Bằng khen",
    "Giấy khen",
    "Cờ thi đua",
    "Chiến sĩ thi đua cơ sở",
    "Tập thể lao động xuất sắc",
    "Kỷ niệm chương",
)
PROVINCES = (
    "01",
    "02",
    "04",
    "06",
    "08",
    "10",
    "11",
    "12",
    "14",
    "15",
    "17",
    "19",
    "20",
    "22",
    "24",
    "25",
    "27",
    "30",
)


def documents(number: int, *, seed: int = 0, first: int = 0, variant: int = 0) -> Iterator[Entry]:
    """Yield `number` documents from the `first` on; another `variant` says something else in each of them."""
    for place in range(first, first + number):
        yield document(place, max(40, number // 3), random.Random(f"{seed}:{place}"), variant)


def persons(number: int, population: int) -> list[str]:
    """Return IRIs of the world's persons, the most written about first."""
    return [person(place)[0] for place in range(min(number, population))]


@dataclass(slots=True)
class Page:
    """The quads of one document in the making."""

    iri: str
    graph: str
    quads: list[str] = field(default_factory=list)
    passages: int = 0

    def say(self, subject: str, term: str, thing: str) -> None:
        """State a triple about two IRIs."""
        self.quads.append(f"<{subject}> <{term}> <{thing}> <{self.graph}> .\n")

    def tell(self, subject: str, term: str, value: str, kind: str = "@vi") -> None:
        """State a literal, Vietnamese unless another kind is given."""
        self.quads.append(f'<{subject}> <{term}> "{value}"{kind} <{self.graph}> .\n')

    def prove(self, claim: str) -> None:
        """Give a claim a passage."""
        self.passages += 1
        passage = iris.mint("evidence", self.iri, self.passages, claim)
        target, quote = iris.part(passage, "target"), iris.part(passage, "quote")
        self.say(passage, RDF.type, OA.Annotation)
        self.say(passage, OA.hasBody, claim)
        self.say(passage, OA.hasTarget, target)
        self.say(target, OA.hasSource, self.iri)
        self.say(target, OA.hasSelector, quote)
        self.tell(quote, OA.exact, f"câu thứ {self.passages}")


def document(place: int, population: int, chance: random.Random, variant: int) -> Entry:
    """Return one piece of news: an event, who was there, a post, two conferrals handed over."""
    iri = iris.mint("document", f"synthetic {place}", label=f"tin {place}")
    page = Page(iri, iris.graph(iri))
    year, month, day = 2015 + place % 10, chance.randint(1, 12), chance.randint(1, 28)
    date = f"{year}-{month:02}-{day:02}"
    page.say(iri, RDF.type, HTX.NewsArticle)
    page.tell(iri, DCT.title, f"Lễ tổng kết số {place} năm {year}, bản {variant}")
    page.tell(iri, DCT.issued, date, f"^^<{XSD.date}>")
    province = PROVINCES[often(chance, len(PROVINCES))]
    committee, post = committee_of(page, province)
    leader, speaker, winner = (named_person(page, often(chance, population)) for _ in range(3))
    cooperative = cooperative_named(page, often(chance, population), province)
    event = _event(page, place, date, province, committee)
    _membership(page, leader, committee, post, date)
    for who, role in ((leader, HTX.chaired), (speaker, HTX.spoke), (winner, HTX.attended)):
        claim = iris.mint("participation", who, event, role)
        page.say(claim, RDF.type, HTX.Participation)
        page.say(claim, HTX.participant, who)
        page.say(claim, HTX.event, event)
        page.say(claim, HTX.participationRole, role)
        page.prove(claim)
    _conferral(
        page, chance.choice(_AWARDS), post, [cooperative, _group(page, iri, chance.randint(2, 30))], event, leader
    )
    _conferral(page, chance.choice(_AWARDS), post, [winner], event, leader)
    for entity in (committee, post, leader, speaker, winner, cooperative, event):
        page.say(iri, HTX.mentions, entity)
        page.prove(entity)
    content = "".join(page.quads).encode()
    text = f"Tin {place}, bản {variant}"
    return Entry(iri, page.graph, text.encode(), text, b"{}", content, extractor="synthetic")


def often(chance: random.Random, number: int) -> int:
    """Return a place below `number`, small ones far more often than large ones."""
    return min(int(chance.paretovariate(0.6)) - 1, number - 1) if chance.random() < 0.4 else chance.randrange(number)


def person(place: int) -> tuple[str, str]:
    """Return the IRI and the name of a person."""
    family, rest = _FAMILY[place % 14], place // 14
    name = f"{family} {_MIDDLE[rest % 12]} {_GIVEN[rest // 12 % 15]}"
    return iris.mint("person", f"synthetic {place}", label=name), name


def named_person(page: Page, place: int) -> str:
    """Say who a person is and return the IRI."""
    iri, name = person(place)
    page.say(iri, RDF.type, FOAF.Person)
    page.tell(iri, SKOS.prefLabel, name)
    page.tell(iri, FOAF.name, name)
    return iri


def organization_named(page: Page, name: str, kind: str, province: str) -> str:
    """Say what an organization is and where it lies, and return its IRI."""
    iri = iris.mint("organization", "synthetic", name, label=name)
    page.say(iri, RDF.type, ORG.FormalOrganization)
    page.say(iri, RDF.type, kind)
    page.tell(iri, SKOS.prefLabel, name)
    page.say(iri, HTX.locatedIn, iris.unit("2025-06-30", "province", province))
    return iri


def committee_of(page: Page, province: str) -> tuple[str, str]:
    """Say what a province's people's committee is; return its IRI and that of its chairman's post."""
    name = f"UBND tỉnh số {province}"
    committee = organization_named(page, name, HTX.PeoplesCommittee, province)
    post = iris.mint("post", "Chủ tịch", committee, label=f"Chủ tịch {name}")
    page.say(post, RDF.type, ORG.Post)
    page.tell(post, SKOS.prefLabel, f"Chủ tịch {name}")
    page.tell(post, HTX.roleName, "Chủ tịch")
    page.say(post, ORG.postIn, committee)
    return committee, post


def cooperative_named(page: Page, place: int, province: str) -> str:
    """Say what a cooperative is and return its IRI."""
    return organization_named(page, cooperative_name(place), HTX.Cooperative, province)


def cooperative_name(place: int) -> str:
    """Return what a cooperative is called."""
    return f"HTX {_FIELDS[place % 9]} {_PLACES[place // 9 % 8]} {place // 72 + 1}"


def _event(page: Page, place: int, date: str, province: str, organizer: str) -> str:
    iri = iris.mint("event", f"synthetic {place}", label=f"lễ tổng kết {place}")
    page.say(iri, RDF.type, HTX.Event)
    page.tell(iri, SKOS.prefLabel, f"Lễ tổng kết số {place}")
    page.tell(iri, HTX.date, date, f"^^<{XSD.date}>")
    page.say(iri, HTX.inPlace, iris.unit("2025-06-30", "province", province))
    page.say(iri, HTX.organizer, organizer)
    return iri


def _membership(page: Page, person: str, organization: str, post: str, date: str) -> None:
    iri = iris.mint("membership", person, post)
    page.say(iri, RDF.type, ORG.Membership)
    page.say(iri, ORG.member, person)
    page.say(iri, ORG.organization, organization)
    page.say(iri, HTX.post, post)
    page.tell(iri, HTX.attestedOn, date, f"^^<{XSD.date}>")
    page.prove(iri)


def _group(page: Page, document: str, count: int) -> str:
    iri = iris.mint("group", document, count)
    page.say(iri, RDF.type, HTX.CountedGroup)
    page.tell(iri, HTX.count, str(count), f"^^<{XSD.integer}>")
    page.say(iri, HTX.countQualifier, HTX.exactly)
    page.say(iri, HTX.memberKind, HTX.collective)
    page.tell(iri, HTX.statedAs, f"{count:02} tập thể")
    return iri


def _conferral(page: Page, name: str, grantor: str, recipients: list[str], event: str, presenter: str) -> None:
    award = iris.mint("award", name, label=name)
    page.say(award, RDF.type, HTX.Award)
    page.tell(award, SKOS.prefLabel, name)
    iri = iris.mint("conferral", award, grantor, event, *recipients)
    page.say(iri, RDF.type, HTX.Conferral)
    page.say(iri, HTX.award, award)
    page.say(iri, HTX.grantor, grantor)
    page.say(iri, HTX.status, HTX.conferred)
    page.say(iri, HTX.atEvent, event)
    for recipient in recipients:
        page.say(iri, HTX.recipient, recipient)
    page.prove(iri)
    handing = iris.mint("presentation", iri, presenter)
    page.say(handing, RDF.type, HTX.Presentation)
    page.say(handing, HTX.presents, iri)
    page.say(handing, HTX.presenter, presenter)
    page.say(handing, HTX.onBehalfOf, grantor)
    page.prove(handing)
