"""A document's quads read back for resolving: what it tells of each entity that says who or what that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from ontology.terms import DCT, FOAF, HTX, ORG, RDF, SKOS
from ontology.turtle import Graph

_NEEDED = frozenset(
    (
        RDF.type, SKOS.prefLabel, SKOS.altLabel, DCT.issued, DCT.identifier, FOAF.name, ORG.member, ORG.organization, ORG.postIn,
        HTX.post, HTX.attestedOn, HTX.former, HTX.roleName, HTX.locatedIn, HTX.placeName, HTX.registrationCode,
        HTX.provinceInFocus, HTX.date, HTX.organizer, HTX.inPlace, HTX.participant, HTX.event,
        HTX.participationRole, HTX.award, HTX.grantor, HTX.recipient, HTX.conferredOn, HTX.forPeriod, HTX.decision,
        HTX.decidedBy, HTX.atEvent, HTX.count, HTX.countMin, HTX.countMax, HTX.memberKind, HTX.presents,
        HTX.presenter, HTX.onBehalfOf, HTX.certifiedProduct, HTX.owner, HTX.scheme, HTX.stars,
    )
)  # fmt: skip
_TELLING = _NEEDED - {RDF.type}
_KINDS = {
    FOAF.Person: "person",
    ORG.FormalOrganization: "organization",
    ORG.Post: "post",
    ORG.Membership: "membership",
    HTX.Event: "event",
    HTX.Participation: "participation",
    HTX.Award: "award",
    HTX.AwardDecision: "decision",
    HTX.Conferral: "conferral",
    HTX.UnrealizedAward: "conferral",
    HTX.Presentation: "presentation",
    HTX.Certification: "certification",
    HTX.Product: "product",
    HTX.NewsArticle: "document",
    HTX.Document: "document",
    HTX.TableDocument: "document",
    HTX.DecisionDocument: "document",
}
_PEOPLE = frozenset({HTX.individual, HTX.household})

Rows = list[list[str]]


Told = tuple[str, str, dict[str, Rows]]
"""An IRI, its kind, and by feature the rows that are told of it."""


def tellings(graph: Graph) -> list[Told]:
    """Return what a document's graph tells of its entities and claims, by IRI in order; evidence is left out."""
    return _Reading(graph).all()


class _Reading:
    def __init__(self, graph: Graph) -> None:
        self._about: dict[str, dict[str, list[str]]] = {}
        self._of: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, said in graph.items():
            if said.keys().isdisjoint(_TELLING) and not any(one.text in _KINDS for one in said.get(RDF.type, ())):
                continue  # evidence, mostly
            told = {term: [value.text for value in values] for term, values in said.items() if term in _NEEDED}
            self._about[subject] = told
            for term, texts in told.items():
                for text in texts:
                    self._of[term, text].append(subject)
        self._kinds = {
            iri: kind
            for iri, said in self._about.items()
            if (kind := next((_KINDS[name] for name in sorted(said.get(RDF.type, ())) if name in _KINDS), None))
            is not None
        }
        documents = [iri for iri, kind in self._kinds.items() if kind == "document"]
        self._on = sorted(date for iri in documents for date in self._values(iri, DCT.issued))
        self._province = sorted({unit for iri in documents for unit in self._values(iri, HTX.provinceInFocus)})

    def all(self) -> list[Told]:
        """Return everything told, by IRI."""
        found: list[Told] = []
        for iri, kind in sorted(self._kinds.items()):
            if kind == "document":
                continue
            rule = _RULES.get(kind)
            said = {name: rows for name, rows in (rule(self, iri) if rule is not None else {}).items() if rows}
            said["on"], said["about"] = [[one] for one in self._on], [[one] for one in self._province]
            found.append((iri, kind, said))
        return found

    def _values(self, iri: str, term: str) -> list[str]:
        return sorted(self._about.get(iri, {}).get(term, ()))

    def _value(self, iri: str, term: str) -> str:
        return next(iter(self._values(iri, term)), "")

    def _single(self, iri: str, term: str) -> Rows:
        return [[value] for value in self._values(iri, term)]

    def _subjects(self, term: str, iri: str) -> list[str]:
        return sorted(self._of.get((term, iri), ()))

    def _names(self, iri: str) -> list[str]:
        return sorted({*self._values(iri, SKOS.prefLabel), *self._values(iri, SKOS.altLabel)})

    def _classes(self, iri: str) -> Rows:
        return [[name.rpartition("#")[2]] for name in self._values(iri, RDF.type)]

    def organization(self, iri: str) -> dict[str, Rows]:
        """An organization: names, kind, where it is, its code, and who is told to sit in it."""
        heads = [
            [self._value(member, SKOS.prefLabel), self._value(post, HTX.roleName)]
            for claim in self._subjects(ORG.organization, iri)
            for member in self._values(claim, ORG.member)
            for post in self._values(claim, HTX.post)
        ]
        return {
            "name": [[name] for name in self._names(iri)],
            "class": self._classes(iri),
            "unit": self._single(iri, HTX.locatedIn),
            "place": self._single(iri, HTX.placeName),
            "code": self._single(iri, HTX.registrationCode),
            "head": sorted(heads),
            "got": [self._deed(claim, HTX.grantor, claim) for claim in self._subjects(HTX.recipient, iri)],
        }

    def person(self, iri: str) -> dict[str, Rows]:
        """A person: names, seats, and deeds at events."""
        claims = self._subjects(ORG.member, iri)
        return {
            "name": [[name] for name in self._names(iri)],
            "seat": [self._seat(claim) for claim in claims if self._value(claim, HTX.post)],
            "did": [
                [self._value(claim, HTX.event), self._value(claim, HTX.participationRole).rpartition("#")[2]]
                for claim in self._subjects(HTX.participant, iri)
            ],
            "got": [self._deed(claim, HTX.grantor, claim) for claim in self._subjects(HTX.recipient, iri)],
            "gave": [
                self._deed(self._value(handing, HTX.presents), HTX.onBehalfOf, handing)
                for handing in self._subjects(HTX.presenter, iri)
            ],
        }

    def _seat(self, claim: str) -> list[str]:
        post = self._value(claim, HTX.post)
        return [
            self._value(post, HTX.roleName),
            post,
            self._value(claim, ORG.organization),
            self._value(claim, HTX.former),
            self._value(claim, HTX.attestedOn),
        ]

    def _deed(self, conferral: str, party: str, of: str) -> list[str]:
        grantor = self._authority(self._value(of, party))
        event = self._value(conferral, HTX.atEvent)
        day = self._value(conferral, HTX.conferredOn) or (self._value(event, HTX.date) if event else "")
        return [self._value(conferral, HTX.award), grantor, event, day]

    def _authority(self, party: str) -> str:
        """A committee's award is given by its chair: both name the same authority."""
        if self._kinds.get(party) == "post" and self._value(party, HTX.roleName).lower() == "chủ tịch":
            return self._value(party, ORG.postIn) or party
        return party

    def event(self, iri: str) -> dict[str, Rows]:
        """An event: names, kind, day, organizers, place, and the persons told to be there or to be awarded there."""
        people = {who for claim in self._subjects(HTX.event, iri) for who in self._values(claim, HTX.participant)}
        for claim in self._subjects(HTX.atEvent, iri):
            people |= {*self._values(claim, HTX.recipient), *self._values(claim, HTX.presenter)}
        named = {self._value(who, SKOS.prefLabel) for who in people if self._kinds.get(who) == "person"}
        return {
            "name": [[name] for name in self._names(iri)],
            "class": self._classes(iri),
            "date": self._single(iri, HTX.date),
            "organizer": self._single(iri, HTX.organizer),
            "unit": self._single(iri, HTX.inPlace),
            "with": [[name] for name in sorted(named)],
        }

    def conferral(self, iri: str) -> dict[str, Rows]:
        """A conferral: what, from whom, to whom or how many, when, where."""
        recipients = self._values(iri, HTX.recipient)
        groups = [
            [
                one,
                "people" if self._value(one, HTX.memberKind) in _PEOPLE else "bodies",
                self._value(one, HTX.count),
                self._value(one, HTX.countMin),
                self._value(one, HTX.countMax),
            ]
            for one in recipients
            if one not in self._kinds
        ]
        return {
            "award": self._single(iri, HTX.award),
            "grantor": [[self._authority(one)] for one in self._values(iri, HTX.grantor)],
            "recipient": [[one] for one in recipients if one in self._kinds],
            "group": groups,
            "date": self._single(iri, HTX.conferredOn),
            "period": self._single(iri, HTX.forPeriod),
            "decision": self._single(iri, HTX.decision),
            "event": self._single(iri, HTX.atEvent),
            "force": [[name.rpartition("#")[2]] for name in self._values(iri, RDF.type)],
        }

    def post(self, iri: str) -> dict[str, Rows]:
        """A post: its role and organization."""
        return {"role": self._single(iri, HTX.roleName), "in": self._single(iri, ORG.postIn)}

    def membership(self, iri: str) -> dict[str, Rows]:
        """A holding of a post."""
        return {"is": [[self._value(iri, ORG.member), self._value(iri, HTX.post), self._value(iri, HTX.former)]]}

    def participation(self, iri: str) -> dict[str, Rows]:
        """A part in an event; a counted group's part stays in its document."""
        agent = self._value(iri, HTX.participant)
        if agent not in self._kinds:
            return {}
        return {"is": [[agent, self._value(iri, HTX.event), self._value(iri, HTX.participationRole)]]}

    def decision(self, iri: str) -> dict[str, Rows]:
        """A legal act."""
        return {"is": [[self._value(iri, DCT.identifier), self._value(iri, HTX.decidedBy)]]}

    def presentation(self, iri: str) -> dict[str, Rows]:
        """A handing-over."""
        told = [self._value(iri, HTX.presents), self._value(iri, HTX.presenter)]
        return {"is": [told] if all(told) else [], "principal": self._single(iri, HTX.onBehalfOf)}

    def certification(self, iri: str) -> dict[str, Rows]:
        """A product's certification."""
        terms = (HTX.certifiedProduct, HTX.owner, HTX.scheme, HTX.stars)
        return {"is": [[self._value(iri, term) for term in terms]]}


_RULES: dict[str, Callable[[_Reading, str], dict[str, Rows]]] = {
    "organization": _Reading.organization,
    "person": _Reading.person,
    "event": _Reading.event,
    "conferral": _Reading.conferral,
    "post": _Reading.post,
    "membership": _Reading.membership,
    "participation": _Reading.participation,
    "decision": _Reading.decision,
    "presentation": _Reading.presentation,
    "certification": _Reading.certification,
}
