"""The review of who is who: pairs side by side, one key a decision, each of which can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.index import Index
from htxgraph import output
from htxgraph.options import BASE, DATA, Base, DataFolder, Json
from htxgraph.output import Speaker
from htxgraph.review_session import Session
from ingest import identity
from ingest.identity import Candidate
from ingest.resolve import exchange
from ingest.resolve.decisions import Decision, Verdict, read, standing, undone
from ingest.resolve.exchange import FileFormat
from ingest.resolve.judge import Kind, Profile
from ingest.resolve.occasions import Occasion

Pairs = tuple[Candidate, ...]
_DONE = {"decided": "{} decided", "merged": "{} pairs merged whose posts and organizations agree"}


def review(
    *,
    kind: Literal["person", "organization", "event", "conferral"] = "person",
    by: Annotated[str, Parameter(help="Who decides; it is kept with each decision.")] = "reviewer",
    same: Annotated[
        list[str] | None, Parameter(help="Decide without asking: IRI=IRI are the same.", negative=())
    ] = None,
    different: Annotated[list[str] | None, Parameter(help="IRI=IRI are different.", negative=())] = None,
    undo: Annotated[list[str] | None, Parameter(help="Take back what was decided of IRI=IRI.", negative=())] = None,
    batch: Annotated[str | None, Parameter(help="Name what is decided now, so that it can be undone at once.")] = None,
    undo_batch: Annotated[str | None, Parameter(help="Take back all that was decided under this name.")] = None,
    why: str = "",
    automatic: Annotated[
        bool, Parameter(negative=(), help="Merge persons whose posts and organizations agree.")
    ] = False,
    list: Annotated[bool, Parameter(negative=(), help="List the open pairs with reasons, and ask nothing.")] = False,
    export: Annotated[Path | None, Parameter(help="Write the standing decisions: SSSOM as .tsv, else CSV.")] = None,
    read_from: Annotated[Path | None, Parameter(name="--import", help="Read decisions from such a file.")] = None,
    own: Annotated[
        bool, Parameter(negative=(), help="Whoever imports decides; names in the file are kept with the reasons.")
    ] = False,
    log: Annotated[bool, Parameter(negative=(), help="List who decided what, when and why, and what stands.")] = False,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Decide who is who: pairs side by side, with reasons and passages; every decision can be undone."""
    found, speaker = Data(data), Speaker(as_json=json)
    found.in_force()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    stated = [
        *(_decision(pair, Verdict.SAME, by, now, why, batch) for pair in same or ()),
        *(_decision(pair, Verdict.DIFFERENT, by, now, why, batch) for pair in different or ()),
        *(_decision(pair, Verdict.UNDO, by, now, why) for pair in undo or ()),
        *(_imported(read_from, by, now, batch, own) if read_from is not None else ()),
    ]
    if undo_batch is not None:
        stated += undone(read(Archive(found).decisions()), undo_batch, by, now, why)
    done: dict[str, int] = {}
    if stated:
        identity.decide(found, stated, base=base)
    if stated or read_from is not None:
        done["decided"] = len(stated)
    if automatic:
        done["merged"] = len(identity.automatic(found, now, base=base))
    if done:
        speaker.result(done, "\n".join(_DONE[what].format(number) for what, number in done.items()))
    if export is not None:
        _export(export, [one for _, one in sorted(standing(read(Archive(found).decisions())).items())], base)
    if log:
        _log(speaker, found)
    elif list or (json and not (done or export)):
        _list(speaker, likeliest(found, Kind(kind)))
    elif not (done or export):
        Session(found, likeliest(found, Kind(kind)), by, base).run()
    return output.DONE


def likeliest(data: Data, kind: Kind) -> Pairs:
    """Return the pairs that wait, the likeliest first."""
    order = sorted(identity.candidates(data, kind), key=lambda one: (-one.judgement.score, one.left.iri, one.right.iri))
    return tuple(order)


def _log(speaker: Speaker, data: Data) -> None:
    """Show all decisions, oldest first, by the names that the graph has for both."""
    decisions = read(Archive(data).decisions())
    stand = {id(one) for one in standing(decisions).values()}
    with data.in_force().index() as index:
        told = [(one, _name(index, one.left), _name(index, one.right), id(one) in stand) for one in decisions]
    if speaker.as_json:
        speaker.result([{**one.row(), "names": [left, right], "stands": on} for one, left, right, on in told], "")
        return
    rows = [
        [one.on, one.by, one.verdict, left, right, "stands" if on else "", one.why, one.batch]
        for one, left, right, on in told
    ]
    speaker.table(["when", "who", "verdict", "left", "right", "", "why", "batch"], rows)


def _name(index: Index, iri: str) -> str:
    iri = index.survivor(iri) or iri
    found, given = index.entity(iri), index.conferral(iri)
    if found is None and given is not None and given.award is not None:
        return " ".join(part for part in (given.award.label, given.date) if part)
    return found.label if found is not None else iri


def _seats(side: Profile | Occasion) -> list[dict[str, object]]:
    if isinstance(side, Occasion):
        return []
    return [
        {"post": seat.post, "organization": seat.organization, "first": seat.first, "last": seat.last}
        for seat in side.seats
    ]


def _list(speaker: Speaker, waiting: Pairs) -> None:
    if speaker.as_json:
        speaker.result(
            [
                {
                    "left": one.judgement.left,
                    "right": one.judgement.right,
                    "names": [one.left.name, one.right.name],
                    "verdict": str(one.judgement.verdict),
                    "score": one.judgement.score,
                    "reasons": one.judgement.reasons,
                    "posts": [_seats(one.left), _seats(one.right)],
                    "facts": [_facts(one.left), _facts(one.right)],
                    "documents": [sorted(one.left.documents), sorted(one.right.documents)],
                }
                for one in waiting
            ],
            "",
        )
        return
    rows = [
        [
            one.left.name,
            one.right.name,
            f"{one.judgement.score:.2f}",
            str(one.judgement.verdict),
            "; ".join(one.judgement.reasons),
        ]
        for one in waiting
    ]
    speaker.table(["left", "right", "same", "verdict", "reasons"], rows)


def _facts(side: Profile | Occasion) -> dict[str, tuple[str, ...]]:
    return dict(side.facts)


def _decision(pair: str, verdict: Verdict, by: str, on: str, why: str, batch: str | None = None) -> Decision:
    left, sign, right = pair.partition("=")
    if not sign or "://" not in left or "://" not in right:
        raise ValueError(f"a pair is IRI=IRI, not {pair!r}")
    return Decision(left, right, verdict, by, on, why, batch)


def _imported(path: Path, by: str, on: str, batch: str | None, own: bool) -> tuple[Decision, ...]:
    """Return the decisions of a file; those that it gives no name of their own bear that of the file.

    With `own` whoever imports has decided: names and days of the file stand with the reasons.
    """
    try:
        found = exchange.understood(path.read_text(encoding="utf-8"), FileFormat.of(path.name), by=by, on=on)
    except (ValueError, OSError) as error:
        raise ValueError(f"{path}: {error}") from None
    named = (replace(one, batch=one.batch or batch or path.name) for one in found)
    return tuple(exchange.owned(one, by, on, batch or path.name) for one in found) if own else tuple(named)


def _export(path: Path, decisions: list[Decision], base: str) -> None:
    path.write_text(exchange.written(decisions, FileFormat.of(path.name), base=base), encoding="utf-8", newline="")
