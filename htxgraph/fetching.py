"""The command that fetches pages of feeds and sitemaps into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from htxgraph import output
from htxgraph.options import Json, Quiet
from htxgraph.output import Speaker
from ingest.fetcher import Fetcher
from ingest.fetching import fetch as fetched
from ingest.issues import Issue, Level


def fetch(
    lists: Annotated[list[str], Parameter(help="Addresses of feeds (RSS, Atom) or sitemaps.", negative=())],
    *,
    into: Annotated[Path, Parameter(help="The folder for the pages; ingest it afterwards, or watch it.")],
    allow: Annotated[list[str], Parameter(help="Hosts that may be fetched from, such as vanhac.example.", negative=())],
    pause: Annotated[float, Parameter(help="Seconds between two requests to one host, at least.")] = 1.0,
    most: Annotated[int, Parameter(help="Pages to fetch at most.")] = 1000,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Fetch pages that are new or changed: by robots.txt, slowly, from allowed hosts only, never from private nets."""
    speaker = Speaker(quiet, json)
    new = same = 0
    issues: list[Issue] = []
    for one in fetched(lists, into, Fetcher(frozenset(allow), pause), most=most):
        if isinstance(one, Issue):
            issues.append(one)
            speaker.issues([one])
        else:
            new, same = new + one.new, same + (not one.new)
    refused = sum(issue.level is Level.ERROR for issue in issues)
    told = {"new": new, "unchanged": same, "refused": refused, "issues": [output.as_value(one) for one in issues]}
    speaker.result(told, f"{new} new or changed, {same} unchanged, {refused} refused; in {into}")
    return output.REFUSED if refused else output.DONE
