"""How the service is set up: one frozen value, read from the environment once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ontology.iris import DEFAULT_BASE


class BadSetting(ValueError):
    """A setting in the environment that cannot be understood; the message names it."""


_PREFIX = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+/[^\s<>\"{}|^`\\]*\Z")
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
_MAY_BE_NONE = frozenset(["HTXGRAPH_CACHE_MB"])


@dataclass(frozen=True)
class Settings:
    """The service's settings; field `x` is read from `HTXGRAPH_X`.

    `processes` take requests on one socket. Each has `workers` readers, which answer so many queries at once, with
    `worker_memory_mb` of memory each; `waiting` more may queue. A query ends after `query_timeout` seconds (callers
    may ask for less, with a key for up to `key_timeout`) and with `query_max_mb` of answer. `cache_mb` of answers are
    kept in each process; 0 for none. Writes need a key; one has `update_timeout` seconds, `update_memory_mb` of memory
    and `update_max_mb` of body. `rate_anonymous` (an address) and `rate_key` bound requests, as `100/minute`; empty
    for no bound. `plain` makes a new data folder one without a merged default graph.
    Queries may call the SPARQL endpoints whose addresses begin with one of `services` (separated by spaces), none when
    that is empty; a prefix has a path at least of `/`, so that no other host begins so.
    `licence` is the address of the licence under which the data is given, for the description of the dataset.
    """

    data: Path = Path("htxgraph-data")
    base: str = DEFAULT_BASE
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = min(4, os.cpu_count() or 1)
    workers: int = 3
    worker_memory_mb: int = 2048
    query_timeout: float = 30.0
    query_max_mb: int = 256
    waiting: int = 64
    cache_mb: int = 64
    licence: str = ""
    services: str = ""
    key_timeout: float = 300.0
    update_timeout: float = 120.0
    update_memory_mb: int = 4096
    update_max_mb: int = 64
    rate_anonymous: str = ""
    rate_key: str = ""
    plain: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return the settings that the environment gives; BadSetting for one that is not of its kind."""
        given = os.environ if environment is None else environment
        values: dict[str, Any] = {
            field.name: _as(variable(field.name), given[variable(field.name)], type(getattr(cls, field.name)))
            for field in fields(cls)
            if variable(field.name) in given
        }
        return cls(**values)


def prefixes(settings: Settings) -> tuple[str, ...]:
    """Return the prefixes of the endpoints that queries may call; BadSetting for one that another host may have."""
    found = tuple(settings.services.split())
    for prefix in found:
        if not _PREFIX.match(prefix):
            name = variable("services")
            raise BadSetting(f"{name}: {prefix!r} is no prefix of addresses such as https://query.example.org/sparql")
    return found


def as_environment(settings: Settings) -> dict[str, str]:
    """Return the environment that gives these settings."""
    return {variable(field.name): str(getattr(settings, field.name)) for field in fields(settings)}


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"HTXGRAPH_{name.upper()}"


def _as(name: str, text: str, kind: Callable[[str], object]) -> object:
    if kind is bool:
        if text.lower() not in _TRUTH:
            raise BadSetting(f"{name} is true or false, not {text!r}")
        return _TRUTH[text.lower()]
    try:
        value = kind(text)
    except ValueError:
        raise BadSetting(f"{name} cannot be understood: {text!r}") from None
    if isinstance(value, int | float) and (value < 0 or (value == 0 and name not in _MAY_BE_NONE)):
        raise BadSetting(f"{name} must be more than 0, not {text}")
    return value
