"""The command line: it parses arguments, calls one function, prints. Exit codes are in `output`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError
from rich.console import Console

from graph_store.errors import StoreError
from htxgraph import output
from ingest.errors import IngestError
from queries.errors import QueryError

APP = App(
    name="htxgraph",
    help="Who awarded what to whom, for whom, when, and where does it say so: a knowledge graph of Vietnamese news.",
    version=version("htxgraph"),
    result_action="return_value",
    suppress_keyboard_interrupt=False,
)
# A command's modules are loaded when it runs: the service's framework alone takes a second.
for _command, _function, _help in (
    ("demo", "serving:demo", "Read the sample articles that ship with the package, and serve them."),
    ("ingest", "writing:ingest", "Read articles and tables into the graph and publish it."),
    ("parts", "parting:parts", "Read documents into parts on disk, by many workers, to be published later."),
    ("publish", "parting:publish", "Publish what all parts of a run hold."),
    ("fetch", "fetching:fetch", "Fetch new pages of feeds and sitemaps into a folder, politely."),
    ("map", "mapping:mapping", "List the mappings by which tables are read, or draft one."),
    ("extract", "writing:extract", "Show what documents say, as JSON or Turtle, without a store."),
    ("serve", "serving:serve", "Serve SPARQL, the named queries and the relationship API."),
    ("push", "engines:push", "Bring the SPARQL engine that HTXGRAPH_STORE names to the generation in force."),
    ("settings", "serving:settings", "Show the settings in force, and where each is from."),
    ("agents", "serving:agents", "Let an agent ask the graph over stdin and stdout (Model Context Protocol)."),
    ("query", "asking:query", "Ask a named query, or a SPARQL query from a file."),
    ("search", "asking:search", "Find people, organizations, posts, events and awards by name."),
    ("entity", "relating:entity", "Show what is known of one person, organization, event …, section by section."),
    ("relations", "relating:relations", "List an entity's relations, with counts by kind."),
    ("timeline", "relating:timeline", "List an entity's dated relations, oldest first."),
    ("holders", "relating:holders", "Tell who held a post on a day: yes, no or not known."),
    ("paths", "relating:paths", "Find how two entities are connected, each hop with a passage."),
    ("network", "relating:network", "Show who is around an entity, as a table, JSON, GraphML or GEXF."),
    ("who-awarded-whom", "awards:who_awarded_whom", "Sum who awarded whom, most conferrals first."),
    ("conferrals", "awards:conferrals", "List conferrals with grantor, presenter, principal and recipients."),
    ("matrix", "awards:matrix", "Set out who awarded how often by year, award, level or place."),
    ("chains", "awards:chains", "Find the longest chain of awarding: A honours B, who honours C."),
    ("stats", "asking:stats", "Tell what the graph in force holds."),
    ("review", "reviewing:review", "Decide who is who, pair by pair; every decision can be undone."),
    (
        "register",
        "linking:register",
        "Take a register or list as reference data: a dataset of its own, with source and day.",
    ),
    ("link", "linking:link", "Link our entities to the entries of a dataset, with reasons; people decide the rest."),
    ("withdraw", "writing:withdraw", "Take documents out of the graph, with what only they say."),
    ("rebuild", "writing:rebuild", "Make the graph anew from the archive and the decisions."),
    (
        "validate",
        "keeping:validate",
        "Check every quote against its text; archive, store and index against each other.",
    ),
    ("export", "keeping:export", "Write the graph into a file: .nq, .trig, .ttl, .nt, .jsonld or .rdf, packed or not."),
    ("backup", "keeping:backup", "Keep archive and decisions in one file."),
    ("restore", "keeping:restore", "Make a data folder again from a backup."),
):
    APP.command(f"htxgraph.{_function}", name=_command, help=_help)
KEYS = App(name="keys", help="Make, list and revoke the keys that let others write, review or ask for longer.")
for _command, _function, _help in (
    ("add", "add", "Make a key; it is shown once and kept as a hash."),
    ("list", "show", "List the keys in force."),
    ("revoke", "revoke", "Let a key be none any more, at once."),
):
    KEYS.command(f"htxgraph.keys:{_function}", name=_command, help=_help)
APP.command(KEYS)
QUARANTINE = App(name="quarantine", help="See, correct and read again what ingest refused.")
for _command, _function, _help in (
    ("list", "show", "List what is held back, with place and reason."),
    ("export", "export", "Write the rows that are held back as CSV, to be corrected."),
    ("retry", "retry", "Read what is held back again, rows with their corrections."),
):
    QUARANTINE.command(f"htxgraph.quarantine:{_function}", name=_command, help=_help)
APP.command(QUARANTINE)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        result = APP(list(arguments), exit_on_error=False, print_error=False, error_console=Console(stderr=True))
    except CycloptsError as error:
        output.complain(f"error: {_told(error)}\nhtxgraph --help tells what there is.")
        return output.USAGE
    except (ValueError, QueryError, IngestError) as error:
        output.complain(f"error: {error}")
        return output.USAGE
    except StoreError as error:
        output.complain(f"error: {error}")
        return output.STORE
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        output.complain(f"error: {where}{error.strerror or error}")
        return output.STORE
    except KeyboardInterrupt:
        output.complain("interrupted: what was published before stays in force; run the command again to go on")
        return 130
    return result if isinstance(result, int) else output.DONE


def main() -> None:
    """Run the command line and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal's language
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = output.DONE
    sys.exit(code)


def _told(error: CycloptsError) -> str:
    return " ".join(str(error).split())
