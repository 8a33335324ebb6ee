"""The review of who is who: pairs side by side, one key a decision, each of which can be undone."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from graph_store.archive import Archive
from graph_store.generations import Data
from htxgraph import output
from htxgraph.options import BASE, DATA, Base, DataFolder, Json
from htxgraph.output import Speaker
from ingest import identity
from ingest.identity import Candidate
from ingest.resolve import exchange
from ingest.resolve.decisions import Decision, Verdict, read, standing, undone
from ingest.resolve.exchange import FileFormat
from ingest.resolve.judge import Kind, Profile

_KEYS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE}


def review(
    *,
    kind: Literal["person", "organization"] = "person",
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
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Decide who is who: pairs of one name side by side, with reasons; every decision can be undone."""
    found, speaker = Data(data), Speaker(as_json=json)
    found.in_force()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    stated = [
        *(_decision(pair, Verdict.SAME, by, now, why, batch) for pair in same or ()),
        *(_decision(pair, Verdict.DIFFERENT, by, now, why, batch) for pair in different or ()),
        *(_decision(pair, Verdict.UNDO, by, now, why) for pair in undo or ()),
        *(_imported(read_from, by, now, batch) if read_from is not None else ()),
    ]
    if undo_batch is not None:
        stated += undone(read(Archive(found).decisions()), undo_batch, by, now, why)
    if stated:
        identity.decide(found, stated, base=base)
        speaker.say(f"{len(stated)} decided")
    if automatic:
        merged = identity.automatic(found, now, base=base)
        speaker.say(f"{len(merged)} pairs merged whose posts and organizations agree")
    if export is not None:
        _export(export, [one for _, one in sorted(standing(read(Archive(found).decisions())).items())], base)
    if list or json:
        _list(speaker, [*identity.candidates(found, Kind(kind))])
    elif not (stated or automatic or export):
        _ask(found, Kind(kind), by, base)
    return output.DONE


def _ask(data: Data, kind: Kind, by: str, base: str) -> None:
    """Show pair by pair and take one key for each; what was decided is published at the end."""
    decided: list[Decision] = []
    waiting = [*identity.candidates(data, kind)]
    output.print_line(f"{len(waiting)} pairs. Keys: s same, d different, u unsure, n next, b back, q end")
    place = 0
    while place < len(waiting):
        candidate = waiting[place]
        _show(candidate)
        key = _key()
        if key == "q":
            break
        if key == "b":
            place = max(0, place - 1)
            decided = [
                one for one in decided if one.pair != (waiting[place].judgement.left, waiting[place].judgement.right)
            ]
            continue
        if key in _KEYS:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            pair = candidate.judgement
            decided.append(Decision(pair.left, pair.right, _KEYS[key], by, now, "; ".join(pair.reasons)))
        place += 1
    if decided:
        identity.decide(data, decided, base=base)
    output.print_line(f"{len(decided)} decided")


def _key() -> str:
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip().lower()[:1] or ("n" if line else "q")


def _show(candidate: Candidate) -> None:
    judgement = candidate.judgement
    output.print_line(f"\n{judgement.score:.0%} same: {'; '.join(judgement.reasons)}")
    Speaker().table(["", "left", "right"], _rows(candidate.left, candidate.right))


def _seats(profile: Profile) -> list[dict[str, object]]:
    return [
        {"post": seat.post, "organization": seat.organization, "first": seat.first, "last": seat.last}
        for seat in profile.seats
    ]


def _rows(left: Profile, right: Profile) -> list[list[str]]:
    def seats(profile: Profile) -> str:
        return "\n".join(f"{_tail(seat.post)} ({seat.first or '?'})" for seat in profile.seats) or "none stated"

    return [
        ["name", left.name, right.name],
        ["posts", seats(left), seats(right)],
        ["documents", str(len(left.documents)), str(len(right.documents))],
        ["IRI", left.iri, right.iri],
    ]


def _list(speaker: Speaker, waiting: list[Candidate]) -> None:
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


def _decision(pair: str, verdict: Verdict, by: str, on: str, why: str, batch: str | None = None) -> Decision:
    left, sign, right = pair.partition("=")
    if not sign or "://" not in left or "://" not in right:
        raise ValueError(f"a pair is IRI=IRI, not {pair!r}")
    return Decision(left, right, verdict, by, on, why, batch)


def _imported(path: Path, by: str, on: str, batch: str | None) -> list[Decision]:
    """Return the decisions of a file; those that it gives no name of their own bear that of the file."""
    try:
        found = exchange.understood(path.read_text(encoding="utf-8"), FileFormat.of(path.name), by=by, on=on)
    except (ValueError, OSError) as error:
        raise ValueError(f"{path}: {error}") from None
    return [replace(one, batch=one.batch or batch or path.name) for one in found]


def _export(path: Path, decisions: list[Decision], base: str) -> None:
    path.write_text(exchange.written(decisions, FileFormat.of(path.name), base=base), encoding="utf-8", newline="")


def _tail(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2].rpartition("-")[0] or iri
