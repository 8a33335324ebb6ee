"""Options that commands share; each may be given by the environment instead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ontology.iris import DEFAULT_BASE

DATA = Path("htxgraph-data")
BASE = DEFAULT_BASE

DataFolder = Annotated[Path, Parameter(env_var="HTXGRAPH_DATA", help="The data folder: archive, store, generations.")]
Base = Annotated[str, Parameter(env_var="HTXGRAPH_BASE", help="The address under which IRIs are minted.")]
Quiet = Annotated[bool, Parameter(negative=(), help="Say nothing but errors.")]
Json = Annotated[bool, Parameter(negative=(), help="Give the result as one JSON object.")]


def _day(_: object, value: str | None) -> None:
    if value is not None and re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value) is None:
        raise ValueError(f"a day is 2022, 2022-03 or 2022-03-22, not {value!r}")


From = Annotated[str | None, Parameter(name="--from", validator=_day, help="First day: 2022, 2022-03 or 2022-03-22.")]
To = Annotated[str | None, Parameter(name="--to", validator=_day, help="Last day, inclusive.")]
On = Annotated[str, Parameter(validator=_day, help="The day: 2022, 2022-03 or 2022-03-22.")]
Cursor = Annotated[str | None, Parameter(help="Go on after a page: the `next` it gave.")]
