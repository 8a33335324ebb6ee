"""Commands for other people's data: registers taken as datasets, and entities linked to their entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.workers import Pool
from htxgraph import output
from htxgraph.options import BASE, DATA, Base, DataFolder, Json, Quiet
from htxgraph.output import Speaker
from ingest.errors import SourceError
from ingest.issues import Level
from ingest.linking import datasets, deciding, exchange, links
from ingest.linking.datasets import Dataset
from ingest.linking.deciding import LinkDecision
from ingest.linking.links import COMPARED, DECIDED, Link, Linked, Other
from ingest.resolve.decisions import Verdict
from queries.entities import Graph
from queries.linking import matching, proposing, registered, upkeep
from queries.linking.elsewhere import OURS, Service
from queries.linking.proposing import Proposal

Stands = dict[tuple[str, str], LinkDecision]
Pairs = Annotated[list[str] | None, Parameter(help="IRI=IRI: our entity and the entry.", negative=())]


def register(
    file: Annotated[Path, Parameter(help="The register: CSV, TSV, XLSX, ODS, JSON or JSON lines.")],
    *,
    name: Annotated[str, Parameter(help="What to call the dataset: small letters, digits, hyphens.")],
    as_of: Annotated[str, Parameter(help="The day of the list's state: 2026-06-30.")],
    title: Annotated[str | None, Parameter(help="The list's own title; else the file's name.")] = None,
    source: Annotated[str | None, Parameter(help="The address it comes from.")] = None,
    publisher: Annotated[str | None, Parameter(help="Who keeps it.")] = None,
    licence: Annotated[str | None, Parameter(help="The address of its licence.")] = None,
    layout: Annotated[Path | None, Parameter(help="A TOML file that tells which column says what.")] = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Take a register or list as a dataset of the graph; taken again, only what is other in it changes."""
    speaker = Speaker(quiet, json)
    about = Dataset(name, title or file.stem, as_of, source, publisher, licence)
    try:
        report = datasets.register(file, about, Data(data), layout=layout, base=base)
    except SourceError as error:
        output.complain(f"error: {error}")
        return output.REFUSED
    speaker.issues(report.issues)
    left_out = sum(issue.level is Level.WARNING for issue in report.issues)
    applied = report.loaded.applied if report.loaded is not None else None
    generation = report.loaded.generation if report.loaded is not None else None
    speaker.result(
        {
            "dataset": name,
            "entries": report.entries,
            "warnings": left_out,
            "quads_added": applied.added if applied else 0,
            "quads_removed": applied.removed if applied else 0,
            "generation": generation.number if generation else None,
            "issues": [output.as_value(issue) for issue in report.issues],
        },
        f"{name}: {report.entries:,} entries as of {as_of}, {left_out} warnings; "
        f"{applied.added if applied else 0:,} quads added, {applied.removed if applied else 0:,} removed",
    )
    return output.REFUSED if any(issue.level is Level.ERROR for issue in report.issues) else output.DONE


def link(
    dataset: Annotated[str, Parameter(help="The dataset whose entries are matched; with --service, what to call it.")],
    *,
    service: Annotated[str | None, Parameter(help="The address of a reconciliation service to match with.")] = None,
    type: Annotated[str | None, Parameter(help="The service's type to ask for.")] = None,
    property: Annotated[
        list[str] | None, Parameter(help="What the service calls what we know: code=P1234.", negative=())
    ] = None,
    same: Pairs = None,
    different: Pairs = None,
    undo: Pairs = None,
    by: Annotated[str, Parameter(help="Who decides; it is kept with each decision.")] = "reviewer",
    why: str = "",
    batch: Annotated[str | None, Parameter(help="A name for what is decided now.")] = None,
    list: Annotated[
        bool, Parameter(negative=(), help="List the pairs that wait for a decision, with reasons.")
    ] = False,
    export: Annotated[Path | None, Parameter(help="Write the links: SSSOM as .tsv, pairs as .csv.")] = None,
    read_from: Annotated[Path | None, Parameter(name="--import", help="Take decisions from an SSSOM file.")] = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Link our entities to a dataset's entries, or a service's; people's decisions come first, and a refusal stays."""
    found, now = Data(data), datetime.now(UTC).isoformat(timespec="seconds")
    about = _about(found, dataset, service, now, base)
    decided = [
        *(_decided(pair, Verdict.SAME, by, now, dataset, why, batch) for pair in same or ()),
        *(_decided(pair, Verdict.DIFFERENT, by, now, dataset, why, batch) for pair in different or ()),
        *(_decided(pair, Verdict.UNDO, by, now, dataset, why, batch) for pair in undo or ()),
        *(_imported(read_from, dataset, by, now, batch) if read_from is not None else ()),
    ]
    stands = deciding.standing(_with(found, decided, dataset), links.survivors(found))
    if service is None:
        stands = _present(found, dataset, stands)
    proposed = _proposed(found, about, service, type, property, stands, base)
    wanted, waiting = _sorted_out(proposed, stands, now)
    done = links.publish(found, about, wanted, base=base)
    if export is not None:
        _export(export, done.links, stands, proposed, about, base)
    _tell(Speaker(quiet, json), dataset, done, waiting, proposing.shared(proposed), listed=list)
    return output.DONE


def _about(data: Data, dataset: str, service: str | None, now: str, base: str) -> Other:
    """Return what our entities are linked to."""
    if service is not None:
        with Service(service) as asked:
            return Other(dataset, asked.manifest.name, now[:10], None, service)
    found = registered.dataset(data, dataset)
    return Other(dataset, found.title, found.as_of, Dataset(dataset, found.title, found.as_of).iri(base), found.source)


def _with(data: Data, decided: Sequence[LinkDecision], dataset: str) -> list[LinkDecision]:
    """Log decisions and return all that are logged of a dataset."""
    archive = Archive(data)
    if decided:
        with data.lock():
            archive.decide([one.row() for one in decided])
    return deciding.read(archive.decisions(), dataset)


def _present(data: Data, dataset: str, stands: Stands) -> Stands:
    """Return the decisions on entries that the dataset has, and tell those that it has not: they wait until it has."""
    gone = registered.missing(data, dataset, (target for _, target in stands))
    for entity, target in sorted(pair for pair in stands if pair[1] in gone):
        output.complain(f"note: {dataset} has no entry {target} now; what was decided of {entity} and it waits")
    return {pair: one for pair, one in stands.items() if pair[1] not in gone}


def _proposed(
    data: Data,
    about: Other,
    service: str | None,
    kind: str | None,
    properties: Sequence[str] | None,
    stands: Stands,
    base: str,
) -> list[Proposal]:
    different = deciding.different(stands)
    data.in_force()
    with Pool(data, 1) as pool:
        graph = Graph(data, pool, base=base)
        ours = upkeep.Matching(graph).entries()
        if service is None:
            with closing(registered.entries(data, about.name)) as theirs:
                hints = proposing.contexts(graph)
                return [*proposing.proposals(ours, theirs, different=different, contexts=hints)]
        told = dict(_property(one) for one in properties) if properties is not None else None
        with Service(service) as asked:
            return [*asked.proposals(ours.each(), kind=kind, properties=told, different=different)]


def _property(text: str) -> tuple[str, str]:
    ours, sign, theirs = text.partition("=")
    if not sign or ours not in OURS:
        raise ValueError(
            f"--property takes one of {', '.join(OURS)} and the service's name for it: code=P1, not {text!r}"
        )
    return ours, theirs


def _export(
    path: Path, found: Sequence[Link], stands: Stands, proposed: Iterable[Proposal], about: Other, base: str
) -> None:
    names: dict[str, str] = {}
    for one in proposed:
        names |= {one.entity: one.name, one.target: one.target_name}
    refused = [one for one in stands.values() if one.verdict is Verdict.DIFFERENT]
    text = (
        exchange.pairs(found, names)
        if path.suffix == ".csv"
        else exchange.sssom(found, refused, names, dataset=about.name, title=about.title, as_of=about.as_of, base=base)
    )
    path.write_text(text, encoding="utf-8", newline="")


def _sorted_out(proposed: Iterable[Proposal], stands: Stands, now: str) -> tuple[list[Link], list[Proposal]]:
    """Return the links that are to be, and what waits for people: nothing of an entity that they linked, or were unsure of."""
    settled = {entity for (entity, _), one in stands.items() if one.verdict is not Verdict.DIFFERENT}
    wanted = [
        Link(entity, target, one.relation, DECIDED, 1.0, (one.why,) if one.why else (), one.by, one.on[:10])
        for (entity, target), one in stands.items()
        if one.verdict is Verdict.SAME
    ]
    open_ones = [one for one in proposed if one.entity not in settled]
    wanted += [
        Link(one.entity, one.target, "exactMatch", COMPARED, one.score, one.reasons, links.LINKER, now[:10])
        for one in open_ones
        if one.verdict is matching.Verdict.LINK
    ]
    linked = {one.entity for one in wanted}
    return wanted, [one for one in open_ones if one.entity not in linked]


def _tell(
    speaker: Speaker,
    dataset: str,
    done: Linked,
    waiting: Sequence[Proposal],
    shared: dict[str, list[str]],
    *,
    listed: bool,
) -> None:
    applied = done.loaded.applied
    speaker.result(
        {
            "dataset": dataset,
            "links": len(done.links),
            "new": done.new,
            "gone": done.gone,
            "other": done.other,
            "waiting": [asdict(one) for one in waiting] if listed else len(waiting),
            "shared": shared,
            "quads_added": applied.added,
            "quads_removed": applied.removed,
        },
        f"{dataset}: {len(done.links):,} links ({done.new} new, {done.other} other, {done.gone} gone); "
        f"{len(waiting)} pairs wait for a decision; {applied.added:,} quads added, {applied.removed:,} removed",
    )
    if speaker.as_json or speaker.quiet:
        return
    for target, entities in shared.items():
        output.complain(
            f"note: {len(entities)} entities are linked to one entry; they may be one: {target}: {', '.join(entities)}"
        )
    if listed:
        rows = [
            [one.name, one.target_name, f"{one.score:.2f}", "; ".join(one.reasons), f"{one.entity}={one.target}"]
            for one in waiting
        ]
        speaker.table(["ours", "entry", "same", "reasons", "pair"], rows)


def _decided(pair: str, verdict: Verdict, by: str, on: str, dataset: str, why: str, batch: str | None) -> LinkDecision:
    left, sign, right = pair.partition("=")
    if not sign:
        raise ValueError(f"a pair is IRI=IRI, not {pair!r}")
    return LinkDecision(left, right, verdict, by, on, dataset, why, batch=batch)


def _imported(path: Path, dataset: str, by: str, on: str, batch: str | None) -> list[LinkDecision]:
    try:
        found = exchange.understood(path.read_text(encoding="utf-8"), dataset=dataset, by=by, on=on)
    except (ValueError, OSError) as error:
        raise ValueError(f"{path}: {error}") from None
    return [replace(one, batch=batch or path.name) for one in found]
