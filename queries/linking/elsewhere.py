"""Another's reconciliation service, asked for our entities: version 0.2, or the draft of 1.0 where it has only that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import httpx2

from ontology import units
from ontology.terms import PREFIXES
from queries.errors import BadParameter
from queries.linking.comparing import NOWHERE, Asked, Entry, compare
from queries.linking.matching import LINK, Verdict
from queries.linking.proposing import KINDS, Proposal

OURS = ("code", "place", "representative", "foundedOn")
"""What we can tell of an entity beside its name; services have names of their own for it."""
_BATCH = 50
_SECONDS = 60.0
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a service tells of itself: name, whether it speaks 0.2, where its identifiers live, how many questions at once."""

    name: str
    old: bool
    space: str
    schema: str
    batch: int


class Service:
    """A reconciliation service at an address; a context manager, which lets its connections go.

    BadParameter, with the address and the reason, when it cannot be asked.
    """

    def __init__(self, url: str, client: httpx2.Client | None = None) -> None:
        """Speak of a service; nothing is asked before `manifest`."""
        self.url = url.rstrip("/")
        self._client = client or httpx2.Client(timeout=_SECONDS, follow_redirects=True)
        self._manifest: Manifest | None = None

    def __enter__(self) -> Service:
        """Return the service."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let its connections go."""
        self._client.close()

    @property
    def manifest(self) -> Manifest:
        """What the service tells of itself."""
        if self._manifest is None:
            told = self._answer(self._client.build_request("GET", self.url))
            versions = told.get("versions") or ["0.1"]
            if not any(one in ("0.2", "1.0-draft") for one in versions):
                raise BadParameter(f"{self.url} speaks {', '.join(map(str, versions))}; 0.2 or 1.0-draft is asked for")
            batch = told.get("batchSize")
            self._manifest = Manifest(
                str(told.get("name") or self.url),
                "0.2" in versions,
                str(told.get("identifierSpace") or _seen_at(told) or f"{self.url}/"),
                str(told.get("schemaSpace") or ""),
                min(_BATCH, batch) if isinstance(batch, int) and batch > 0 else _BATCH,
            )
        return self._manifest

    def proposals(
        self,
        ours: Iterable[Entry],
        *,
        kind: str | None = None,
        properties: Mapping[str, str] | None = None,
        different: Mapping[str, Iterable[str]] | None = None,
    ) -> Iterator[Proposal]:
        """Yield what entities and the service's may be of one another; `kind` is its type, `properties` our names to its.

        What the service holds for certain is linked only where our own comparison finds nothing against the name.
        """
        told = self._properties() if properties is None else dict(properties)
        refused = {entity: frozenset(some) for entity, some in (different or {}).items()}
        coming = (one for one in ours if one.kind in KINDS)
        while some := list(islice(coming, self.manifest.batch)):
            answers = self._ask([_question(one, kind, told) for one in some])
            for entity, offers in zip(some, answers, strict=True):
                yield from self._judged(entity, offers, refused.get(entity.iri, frozenset()))

    def _properties(self) -> dict[str, str]:
        return {name: name for name in OURS} if self.manifest.schema == PREFIXES["htx"] else {}

    def _judged(
        self, entity: Entry, offers: Sequence[Mapping[str, Any]], refused: frozenset[str]
    ) -> Iterator[Proposal]:
        found = [(self._iri(str(one["id"])), one) for one in offers]
        kept = [(iri, one) for iri, one in found if iri not in refused and iri != entity.iri]
        certain = [iri for iri, one in kept if one.get("match") is True]
        for iri, one in kept[:_SHOWN]:
            name, score = str(one.get("name") or ""), _score(one)
            own = compare(Asked(entity.name, person=entity.kind == "person"), Entry(iri, entity.kind, (), name))
            against = any(reason.weight < 0 for reason in own.reasons)
            linked = certain == [iri] and not against
            said = (f"the service says {score:.2f}", *(f"{reason.feature}: {reason.why}" for reason in own.reasons))
            yield Proposal(
                entity.iri, entity.name, iri, name, score, Verdict.LINK if linked else Verdict.REVIEW, said
            )  # fmt: skip
            if linked:
                return

    def _iri(self, given: str) -> str:
        return given if "://" in given else f"{self.manifest.space}{given}"

    def _ask(self, some: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
        if self.manifest.old:
            named = {f"q{number}": one for number, one in enumerate(some)}
            told = self._answer(self._client.build_request("POST", self.url, data={"queries": json.dumps(named)}))
            found = [told.get(name, {}).get("result") for name in named]
        else:
            body = {"queries": [_as_draft(one) for one in some]}
            told = self._answer(self._client.build_request("POST", f"{self.url}/match", json=body))
            found = [one.get("candidates") for one in told.get("results", [])]
        if len(found) != len(some) or not all(isinstance(one, list) for one in found):
            raise BadParameter(f"{self.url} answers {len(some)} questions with something else than their candidates")
        return [list(one) for one in found]

    def _answer(self, request: httpx2.Request) -> dict[str, Any]:
        try:
            answer = self._client.send(request)
            if answer.status_code != 200:
                raise BadParameter(f"{self.url} answers {answer.status_code}: {answer.text[:200]}")
            told = answer.json()
        except httpx2.HTTPError as error:
            raise BadParameter(f"{self.url} cannot be asked: {error or type(error).__name__}") from None
        except ValueError:
            raise BadParameter(f"{self.url} answers with what is no JSON; is it a reconciliation service?") from None
        if not isinstance(told, dict):
            raise BadParameter(f"{self.url} answers with what is no JSON object")
        return told


def _seen_at(told: Mapping[str, Any]) -> str:
    """Return what stands before an identifier where a service shows what it is of."""
    view = told.get("view")
    address = str(view.get("url") or "") if isinstance(view, dict) else ""
    return address.partition("{")[0] if "{" in address else ""


def _question(one: Entry, kind: str | None, properties: Mapping[str, str]) -> dict[str, Any]:
    """Return a question of 0.2."""
    asked: dict[str, Any] = {"query": one.name, "limit": 5}
    if kind is not None:
        asked["type"] = kind
    said = {
        "code": one.code, "place": _place(one), "representative": one.representative, "foundedOn": one.date,
    }  # fmt: skip
    stated = [{"pid": theirs, "v": said[name]} for name, theirs in properties.items() if said.get(name)]
    return asked | ({"properties": stated} if stated else {})


def _as_draft(one: Mapping[str, Any]) -> dict[str, Any]:
    conditions = [{"matchType": "name", "propertyValue": one["query"]}]
    conditions += [
        {"matchType": "property", "propertyId": each["pid"], "propertyValue": each["v"]}
        for each in one.get("properties", ())
    ]
    return {"conditions": conditions, "limit": one["limit"]} | ({"type": one["type"]} if "type" in one else {})


def _place(one: Entry) -> str | None:
    if one.where == NOWHERE:
        return None
    communes = sorted(one.where.communes)
    found = [units.find(communes[0])] if len(communes) == 1 else []
    found.append(units.find(one.where.province) if one.where.province is not None else None)
    return ", ".join(unit.name for unit in found if unit is not None) or None


def _score(one: Mapping[str, Any]) -> float:
    """Return a service's score between 0 and 1; scores of one that has another scale are cut."""
    score = one.get("score")
    if not isinstance(score, int | float):
        return LINK if one.get("match") is True else 0.0
    return round(min(1.0, max(0.0, score / 100)), 4)
