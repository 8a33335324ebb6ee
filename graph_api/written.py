"""What a write is answered with."""

from __future__ import annotations

from fastapi.responses import JSONResponse

from graph_store.updating import Outcome
from ontology.iris import WRITTEN


def told(done: Outcome, status: int = 200) -> JSONResponse:
    """Return what a write did: the generation that holds it, quads added and removed, graphs that differ."""
    content = {
        "generation": done.generation,
        "added": done.added,
        "removed": done.removed,
        "graphs": [one or WRITTEN for one in done.graphs],
    }
    return JSONResponse(content, status_code=status, headers={"X-Generation": str(done.generation)})
