"""The command line: it parses arguments, calls one function, prints. Exit codes are in `output`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError
from rich.console import Console

from graph_store.errors import StoreError
from htxgraph import output, reading, writing
from queries.errors import QueryError

APP = App(
    name="htxgraph",
    help="Who awarded what to whom, for whom, when, and where does it say so: a knowledge graph of Vietnamese news.",
    version=version("htxgraph"),
    result_action="return_value",
)
reading.add_to(APP)
writing.add_to(APP)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        result = APP(list(arguments), exit_on_error=False, print_error=False, error_console=Console(stderr=True))
    except CycloptsError as error:
        output.complain(f"error: {_told(error)}\nhtxgraph --help tells what there is.")
        return output.USAGE
    except (ValueError, QueryError) as error:
        output.complain(f"error: {error}")
        return output.USAGE
    except StoreError as error:
        output.complain(f"error: {error}")
        return output.STORE
    except KeyboardInterrupt:
        output.complain("interrupted: what was published before stays in force; run the command again to go on")
        return 130
    return result if isinstance(result, int) else output.DONE


def main() -> None:
    """Run the command line and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def _told(error: CycloptsError) -> str:
    return " ".join(str(error).split())
