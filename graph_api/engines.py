"""An engine elsewhere that answers queries is kept up with the data folder, as long as the service runs."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from graph_store import pushing
from graph_store.errors import StoreError
from graph_store.generations import Data
from graph_store.remote import Holding

_LOG = logging.getLogger(__name__)
_EVERY_SECONDS = 0.5
_PAUSE_SECONDS = 10.0


@asynccontextmanager
async def followed(data: Data, holding: Holding | None) -> AsyncIterator[None]:
    """Have the engine brought to each new generation while inside; whatever it lacks, readers answer meanwhile."""
    if holding is None or not holding.remote.update:
        yield
        return
    task = asyncio.create_task(_follow(data, holding))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _follow(data: Data, holding: Holding) -> None:
    told = ""
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        try:
            current = data.current()
            behind = current is not None and holding.number() != current.number
        except StoreError as error:
            behind, said = False, str(error)
        else:
            said = await _push(data, holding) if behind else ""
        if said and said != told:
            _LOG.error("%s", said)
        told = said
        if said:
            await asyncio.sleep(_PAUSE_SECONDS)


async def _push(data: Data, holding: Holding) -> str:
    """Have another process do it, so that this one goes on answering; return what went wrong, if anything."""
    # by its path, so that nothing else than this package is found under its name
    command = [sys.executable, "-P", str(Path(pushing.__file__)), str(data.path)]
    pipe = asyncio.subprocess.PIPE
    root = str(Path(pushing.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    process = await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stderr=pipe, env={**os.environ, "PYTHONPATH": paths}
    )
    try:
        said = (await process.communicate(json.dumps(asdict(holding.remote)).encode()))[1]
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    return said.decode(errors="replace").strip() if process.returncode else ""
