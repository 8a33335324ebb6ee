"""How the service is set up: one frozen value, read once from the environment and from a file."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from graph_store.remote import Remote
from ontology.iris import DEFAULT_BASE

FILE = "HTXGRAPH_SETTINGS"
"""Names the file of settings, in TOML, where there is one."""
TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which processes that answer on one socket add up their numbers; `serve` makes one."""
_BEGIN = "HTXGRAPH_"


SECRET = frozenset(["store_password"])
"""Settings that are not shown."""


class BadSetting(ValueError):
    """A setting that cannot be understood; the message names it and where it stands."""


_PREFIX = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+/[^\s<>\"{}|^`\\]*\Z")
_ADDRESS = re.compile(r"(https?)://([A-Za-z0-9.:\[\]-]+)/?\Z")
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
_MAY_BE_NONE = frozenset(["cache_mb"])
_KINDS = {int: "a whole number", float: "a number", bool: "true or false", str: "a text", Path: "a path"}


_PROCESSES = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Settings:
    """The service's settings; setting `x` is `HTXGRAPH_X` in the environment, or `x` in the file of settings."""

    data: Annotated[Path, "The data folder: archive, store, generations."] = Path("htxgraph-data")
    base: Annotated[str, "The address under which IRIs are minted."] = DEFAULT_BASE
    host: Annotated[str, "The address to listen on."] = "127.0.0.1"
    port: Annotated[int, "The port to listen on."] = 8000
    address: Annotated[
        str, "The public address, as `https://graph.example.org`, for links in answers; empty: as the caller asked."
    ] = ""
    processes: Annotated[int, "How many processes take requests on one socket; by default one a core, at most 4."] = (
        _PROCESSES
    )
    workers: Annotated[int, "How many readers each process has: so many queries are answered at once."] = 3
    worker_memory_mb: Annotated[int, "Memory of one reader, in MB; a query that needs more ends with an error."] = 2048
    query_timeout: Annotated[float, "Seconds after which a query ends; callers may ask for less."] = 30.0
    query_max_mb: Annotated[int, "The longest answer, in MB; a longer one is an error, never cut off."] = 256
    waiting: Annotated[int, "How many queries may wait for a reader in each process; others are told to come back."] = (
        64
    )
    cache_mb: Annotated[int, "Answers kept in each process, in MB; 0 for none."] = 64
    licence: Annotated[
        str, "The address of the licence under which the data is given, for the dataset's description."
    ] = ""
    services: Annotated[
        str,
        "Prefixes of SPARQL endpoints that queries may call, separated by spaces; none when empty. "
        "Each has a path, at least `/`.",
    ] = ""
    store: Annotated[
        str,
        "Where a SPARQL 1.1 engine takes queries, to be asked in place of the readers (`engines.md`); empty for none.",
    ] = ""
    store_update: Annotated[str, "Where that engine takes updates, by which it is kept up with the data folder."] = ""
    store_user: Annotated[str, "The user as whom the engine is asked; empty for none, or for a token."] = ""
    store_password: Annotated[str, "The user's password; without a user, a bearer token."] = ""
    store_merged: Annotated[
        str, "The graph that holds the merged triples, where the engine has no default graph that can be written to."
    ] = ""
    key_timeout: Annotated[float, "Seconds that a query may ask for with a key."] = 300.0
    update_timeout: Annotated[float, "Seconds after which an update ends, and changes nothing."] = 120.0
    update_memory_mb: Annotated[int, "Memory of an update, in MB."] = 4096
    update_max_mb: Annotated[int, "The longest body of an update or upload, in MB."] = 64
    upload_memory_mb: Annotated[int, "Memory of the process that reads an upload, in MB; it has no network either."] = (
        2048
    )
    upload_seconds: Annotated[int, "Seconds of processor time in which an upload must be read."] = 600
    rate_anonymous: Annotated[str, "How often one address may ask, as `100/minute`; empty for no bound."] = ""
    rate_key: Annotated[str, "How often one key may ask, as `1000/minute`; empty for no bound."] = ""
    log_requests: Annotated[bool, "Whether each request becomes a line of JSON on standard error."] = False
    plain: Annotated[bool, "Whether a new data folder keeps graphs as they are written, with nothing derived."] = False

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> tuple[Settings, dict[str, str]]:
        """Return the settings in force, and where each that is not the default is from: a variable or a file.

        Variables go before the file that `HTXGRAPH_SETTINGS` names. Raises BadSetting for what cannot be understood, and
        for names that are none.
        """
        given = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        origins: dict[str, str] = {}
        if given.get(FILE):
            path = Path(given[FILE])
            for name, value in _of_file(path).items():
                values[name] = _checked(f"{path}: {name}", name, value)
                origins[name] = str(path)
        for name in _names():
            if (text := given.get(variable(name))) is not None:
                values[name] = _of_text(variable(name), name, text)
                origins[name] = variable(name)
        for unknown in sorted(one for one in given if one.startswith(_BEGIN) and one != FILE):
            _known(unknown.removeprefix(_BEGIN).lower(), unknown, variable)
        return cls(**values), origins

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return the settings in force; raises BadSetting as `read` does."""
        return cls.read(environment)[0]


@cache
def _names() -> dict[str, type]:
    """The kind of each setting."""
    return get_type_hints(Settings)


def _of_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadSetting(f"{path}, which {FILE} names, cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is no TOML: {error}") from None
    for name in found:
        _known(name, f"{path}: {name}", str)
    return found


def _known(name: str, told: str, written: Callable[[str], str]) -> None:
    if name not in _names():
        near = get_close_matches(name, _names(), n=1)
        raise BadSetting(f"{told} is no setting{f'; did you mean {written(near[0])}?' if near else ''}")


def _of_text(told: str, name: str, text: str) -> object:
    kind = _names()[name]
    if kind is bool:
        value: object = _TRUTH.get(text.lower(), text)
    else:
        try:
            value = kind(text)
        except ValueError:
            value = text
    return _checked(told, name, value)


def _checked(told: str, name: str, value: object) -> object:
    """Return a value of a setting's kind; BadSetting for another one."""
    kind = _names()[name]
    if kind is Path and isinstance(value, str):
        value = Path(value)
    elif kind is float and type(value) is int:
        value = float(value)
    if not (isinstance(value, kind) and isinstance(value, bool) == (kind is bool)):
        raise BadSetting(f"{told} must be {_KINDS[kind]}, not {value!r}")
    if isinstance(value, int | float) and kind is not bool and (value < 0 or (value == 0 and name not in _MAY_BE_NONE)):
        raise BadSetting(f"{told} must be more than 0, not {value}")
    return value


def prefixes(settings: Settings) -> tuple[str, ...]:
    """Return the prefixes of the endpoints that queries may call; BadSetting for one that another host may have."""
    found = tuple(settings.services.split())
    for prefix in found:
        if not _PREFIX.match(prefix):
            name = variable("services")
            raise BadSetting(f"{name}: {prefix!r} is no prefix of addresses such as https://query.example.org/sparql")
    return found


def remote(settings: Settings) -> Remote | None:
    """Return the engine elsewhere that answers queries, None without one; BadSetting for an address that is none."""
    for name in ("store", "store_update", "store_merged"):
        told = getattr(settings, name)
        if told and not _PREFIX.match(told):
            raise BadSetting(f"{variable(name)}: {told!r} is no address such as https://query.example.org/sparql")
    if not settings.store:
        return None
    return Remote(
        settings.store, settings.store_update, settings.store_user, settings.store_password, settings.store_merged
    )


def public(settings: Settings) -> tuple[str, str] | None:
    """Return scheme and host of the public address, None without one; BadSetting for what is none."""
    if not settings.address:
        return None
    found = _ADDRESS.match(settings.address)
    if found is None:
        raise BadSetting(f"{variable('address')}: {settings.address!r} is no address such as https://graph.example.org")
    return found[1], found[2]


def as_environment(settings: Settings) -> dict[str, str]:
    """Return the environment that gives these settings."""
    return {variable(field.name): str(getattr(settings, field.name)) for field in fields(settings)}


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{_BEGIN}{name.upper()}"


def documented() -> str:
    """Return the table of all settings, in Markdown."""
    about = get_type_hints(Settings, include_extras=True)
    rows = [
        f"| `{one.name}` | `{variable(one.name)}` | {_default(one.name)} | {about[one.name].__metadata__[0]} |"
        for one in fields(Settings)
    ]
    return "\n".join(["| setting | variable | default | what it says |", "|---|---|---|---|", *rows]) + "\n"


def _default(name: str) -> str:
    value = getattr(Settings, name)
    if name == "processes":
        return "cores, at most 4"
    return "" if value == "" else f"`{str(value).lower() if isinstance(value, bool) else value}`"
