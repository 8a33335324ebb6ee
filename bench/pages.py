"""How heavy pages are and how soon they come, on a made-up world: `python -m bench.pages [--scale 1m] [--data DIR] [--json]`.

Weights are compressed and count all that a page loads, scripts of its pictures included. First contentful paint is
measured where a Chromium and Playwright are, from an empty cache.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import zstandard

from bench import awardworld, report
from graph_store.generations import Data
from graph_store.rows import ConferralFilter, Order
from ingest.load import load
from ontology import iris
from ontology.documentation import ONTOLOGY

_SCALES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
_ROUNDS, _PAINTS = 20, 3
_HEADERS = {"Accept": "text/html", "Accept-Encoding": "zstd, gzip", "Accept-Language": "vi"}
_FONT = re.compile(r'url\("?(/?[\w./?=-]+\.woff2[^")]*)"?\)')


@dataclass(slots=True)
class Figures:
    """What was measured of one page: times of the server in milliseconds, kilobytes, and when something was painted."""

    times: list[float] = field(default_factory=list)
    kilobytes: float = 0.0
    paint: float | None = None

    @property
    def p95(self) -> float:
        """The time that all but a twentieth of the answers keep."""
        return round(sorted(self.times)[int(0.95 * (len(self.times) - 1))], 1)


class _Loaded(HTMLParser):
    """What a page loads by itself, and the kinds of pictures that it holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.pictures: set[str] = set()
        self.libraries: Mapping[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" in told:
            self.files.append(told["src"])
        if tag == "link" and told.get("rel") in ("stylesheet", "icon"):
            self.files.append(told["href"])
        if tag == "meta" and told.get("name") == "libraries":
            self.libraries = json.loads(told["content"])
        if "data-network" in told or "data-graph" in told:
            self.pictures.add("network")
        if "data-map" in told:
            self.pictures.add("map")
            self.files.append(told["data-shapes"])

    def all(self) -> list[str]:
        """Return every file that is loaded, each once."""
        drawn = (name for kind in self.pictures for name in self.libraries.get(kind, ()))
        return list(dict.fromkeys((*self.files, *drawn)))


def main() -> None:
    """Measure every page of a world, and print weights and times."""
    parser = report.arguments(__doc__ or "")
    parser.add_argument("--data", type=Path, help="a data folder to measure instead of a made-up world")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="htxgraph-pages-") as folder:
        data = Data(options.data or folder)
        if options.data is None:
            load(data, awardworld.documents(_SCALES[options.scale], seed=options.seed), batch=1000)
        found = measured(data)
    rows = [
        (name, one.p95, round(one.kilobytes, 1), "-" if one.paint is None else round(one.paint))
        for name, one in found.items()
    ]
    report.table(("page", "server p95 ms", "kB", "first paint ms"), rows)
    paints = [one.paint for one in found.values() if one.paint is not None]
    result: dict[str, Any] = {
        "scale": options.scale,
        "quads": data.in_force().manifest.quads if options.data else None,
        "server_p95_ms": max(one.p95 for one in found.values()),
        "max_page_kb": round(max(one.kilobytes for name, one in found.items() if name != "workbench"), 1),
        "first_contentful_paint_ms": round(max(paints), 1) if paints else None,
        "pages": {name: {"server_p95_ms": one.p95, "kb": round(one.kilobytes, 1)} for name, one in found.items()},
    }
    report.finish(result, options.json)


def measured(data: Data) -> dict[str, Figures]:
    """Return the figures of every page, by name."""
    found: dict[str, Figures] = {}
    with served(data.path) as port:
        pages = addresses(data)
        files: dict[str, int] = {}
        for name, several in pages.items():
            one = found[name] = Figures()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            for number in range(_ROUNDS + 1):
                started = time.perf_counter()
                body, packed = _got(connection, several[number % len(several)])
                if number:  # the first one reads what is kept from then on
                    one.times.append(1000 * (time.perf_counter() - started))
            one.kilobytes = (packed + sum(_weight(connection, at, files) for at in _Loaded(body).all())) / 1000
        for name, paint in _paints(port, {name: several[0] for name, several in pages.items()}).items():
            found[name].paint = paint
    return found


def addresses(data: Data) -> dict[str, list[str]]:
    """Return the addresses of pages to ask for, by name: of things, several of them, the largest first."""
    with data.in_force().index() as index:

        def things(kind: str) -> list[str]:
            return [f"/page/{quote(iris.key(one.iri))}" for one in index.entities(kind).rows[:10]]

        first = next(
            one.source for one in index.awarding_edges(ConferralFilter(), by="grantor", limit=20) if one.source
        )
        hub = f"/page/{quote(iris.key(first.iri))}"
        newest = index.conferrals(ConferralFilter(), order=Order.NEWEST, limit=10).rows
        documents = [f"/page/{quote(iris.key(one.iri))}" for one, _ in index.newest("document", limit=10)]
    ends = things("person")
    ways = urlencode({"left": ends[0].removeprefix("/page/"), "right": ends[-1].removeprefix("/page/")})
    by_hub = urlencode({"grantor": hub.removeprefix("/page/")})
    pages = {
        "home": ["/"],
        "search": [f"/search?{urlencode({'q': text})}" for text in ("nguyen van an", "htx che", "Trần Đức")],
        "who awarded whom": ["/who-awarded-whom", "/who-awarded-whom?group=year", "/who-awarded-whom?by=presenter"],
        "flow": ["/who-awarded-whom?show=flow&group=province"],
        "network": ["/who-awarded-whom?show=network"],
        "conferrals": ["/who-awarded-whom?show=conferrals"],
        "awards of one": [f"/who-awarded-whom?{by_hub}&show={show}" for show in ("table", "conferrals")],
        "hub": [hub],
        "person": ends,
        "organization": things("organization"),
        "post": things("post"),
        "award": things("award"),
        "event": things("event"),
        "place": things("place"),
        "document": documents,
        "claim": [f"/page/{quote(iris.key(one.claim))}" for one in newest],
        "ways": [f"/paths?{ways}"],
        "questions": ["/questions"],
        "ontology": [f"/{ONTOLOGY.rpartition('/')[2]}"],
        "term": ["/ontology/Conferral", "/ontology/grantor"],
        "reference": ["/docs"],
        "workbench": ["/workbench"],
    }
    return {name: several for name, several in pages.items() if several}  # a world may have no places of its own


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a data folder with one process; give the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "htxgraph", "serve", "--data", str(folder), "--port", str(port)]
    environment = {**os.environ, "HTXGRAPH_PROCESSES": "1"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            _until_ready(port)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def _until_ready(port: int) -> None:
    for _ in range(480):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.25)
    raise TimeoutError("the service does not answer")


def _got(connection: http.client.HTTPConnection, address: str) -> tuple[str, int]:
    """Return a page's text and its size as it was sent."""
    connection.request("GET", address, headers=_HEADERS)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise ValueError(f"{address} answers {answer.status}")
    return _unpacked(answer, body).decode(), len(body)


def _unpacked(answer: http.client.HTTPResponse, body: bytes) -> bytes:
    encoding = answer.headers.get("Content-Encoding")
    if encoding == "zstd":
        return zstandard.ZstdDecompressor().decompressobj().decompress(body)
    return gzip.decompress(body) if encoding == "gzip" else body


def _weight(connection: http.client.HTTPConnection, address: str, known: dict[str, int]) -> int:
    """Return how many bytes a file takes on the way; of a style sheet those of its fonts, too."""
    if address not in known:
        connection.request("GET", address, headers=_HEADERS)
        answer = connection.getresponse()
        body = answer.read()
        known[address] = len(body)
        if ".css" in address:
            fonts = _FONT.findall(_unpacked(answer, body).decode())
            known[address] += sum(_weight(connection, _beside(address, one), known) for one in fonts)
    return known[address]


def _beside(address: str, name: str) -> str:
    return name if name.startswith("/") else f"{address.partition('?')[0].rpartition('/')[0]}/{name}"


def _paints(port: int, pages: Mapping[str, str]) -> dict[str, float]:
    """Return when a browser with an empty cache first paints something of each page; nothing where there is none."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or find_spec("playwright") is None:
        return {}
    asked = [f"http://127.0.0.1:{port}{address}" for address in pages.values()]
    told = subprocess.run(
        [sys.executable, "-m", "bench.painted", chromium, str(_PAINTS), *asked],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(pages, json.loads(told.stdout), strict=True))


if __name__ == "__main__":
    main()
