"""Options that commands share; each may be given by the environment instead."""

from __future__ import annotations

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
