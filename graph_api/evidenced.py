"""How rows with their evidence are told: SPARQL's JSON with a member more, plain JSON, or CSV with columns more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import orjson
from fastapi import Response

from graph_api import negotiate
from graph_api.errors import NotAcceptable
from graph_api.lists import table
from graph_store.workers import Format
from queries.entities import Passage
from queries.proven import Proof, Proven

_PLAIN = "application/json"


def answer(proven: Proven, accept: str | None, name: str | None) -> Response:
    """Return rows with their evidence as the caller wants them; NotAcceptable when that is another format.

    SPARQL's JSON gets the member `evidence`: for each binding, in their order, its `passages` and `inferred_by`.
    """
    kind = negotiate.formats(accept, name)[0]
    if kind is Format.CSV:
        return table(_flat(proven), _columns(proven))
    if kind is not Format.JSON:
        raise NotAcceptable(f"rows with their evidence come as JSON or CSV, not {kind.value}")
    if name is None and negotiate.wants(accept, _PLAIN, (Format.JSON.value,)):
        rows = [{**row, **told(proof)} for row, proof in zip(proven.rows, proven.proofs, strict=True)]
        content = {"generation": proven.answer.generation, "rows": rows}
        return Response(orjson.dumps(content), media_type=_PLAIN)
    content = json.loads(proven.answer.body)
    content["evidence"] = [
        {"passages": evidence["evidence"], "inferred_by": evidence["inferred_by"]}
        for evidence in map(told, proven.proofs)
    ]
    return Response(orjson.dumps(content), media_type=Format.JSON.value)


def told(proof: Proof) -> dict[str, Any]:
    """Return a row's `evidence` (each passage with what it is `about`) and the rule it is `inferred_by`, or None."""
    passages = [{"about": cited.about, **asdict(cited.passage)} for cited in proof.passages]
    return {"evidence": passages, "inferred_by": proof.rule}


def quoted(passages: Iterable[Passage]) -> dict[str, str]:
    """Return passages as two cells: the quotes, and where they stand."""
    listed = list(passages)
    return {
        "quotes": "\n".join(one.quote for one in listed),
        "documents": "\n".join(f"{one.document}#char={one.start},{one.end}" for one in listed),
    }


def _flat(proven: Proven) -> Iterable[Mapping[str, object]]:
    for row, proof in zip(proven.rows, proven.proofs, strict=True):
        yield {**row, **quoted(cited.passage for cited in proof.passages), "inferred_by": proof.rule}


def _columns(proven: Proven) -> list[str]:
    return [*json.loads(proven.answer.body)["head"]["vars"], "quotes", "documents", "inferred_by"]
