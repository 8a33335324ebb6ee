"""A browser and the service on the shipped samples; tests are skipped where there is no Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest

from bench.synthetic import Page
from graph_api.keys import Keys, Scope
from graph_store.archive import Entry
from graph_store.generations import Data
from ingest import pipeline
from ingest.load import load
from ontology import iris
from ontology.terms import DCT, FOAF, HTX, ORG, RDF, SKOS

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

SAMPLES = Path(str(resources.files("ingest") / "samples"))
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


_PATIENCE = 180_000.0
"""How many milliseconds a page may take on a machine that is busy with other tests, too."""
HOSTILE = iris.mint("person", "hostile in a browser")
HOSTILE_NAME = "<script>document.title='taken'</script> \u202ejavascript:alert(2)"
CROWD = iris.mint("organization", "crowd in a browser")
CROWD_NAME = "Hợp tác xã " + "Nông nghiệp Dịch vụ Tổng hợp " * 8 + "Núi Mây"
MEMBERS = 520


class Site:
    """The service under test: its address, and a reviewer's key."""

    def __init__(self, address: str, key: str) -> None:
        self.address, self.key = address, key


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site") / "data"
    pipeline.ingest([SAMPLES], Data(folder), jobs=1)
    load(Data(folder), [_crowd()])
    _, token = Keys(folder).add("Người duyệt", [Scope.REVIEW])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "htxgraph", "serve", "--data", str(folder), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as served:
        try:
            _until_ready(f"http://127.0.0.1:{port}/readyz")
            yield Site(f"http://127.0.0.1:{port}", token)
        finally:
            served.terminate()
            served.wait(120)


def _crowd() -> Entry:
    """A document that tells of someone with a hostile name, and of hundreds in an organization with a long one."""
    iri = iris.mint("document", "crowd in a browser")
    page = Page(iri, iris.graph(iri))
    page.say(iri, RDF.type, HTX.Document)
    page.tell(iri, DCT.title, HOSTILE_NAME)
    page.say(CROWD, RDF.type, HTX.Cooperative)
    page.tell(CROWD, SKOS.prefLabel, CROWD_NAME)
    people = [(iris.mint("person", f"crowd {number}"), f"{'Trăng' * 15} {number}") for number in range(MEMBERS - 1)]
    for person, name in [(HOSTILE, HOSTILE_NAME), *people]:
        page.say(person, RDF.type, FOAF.Person)
        page.tell(person, SKOS.prefLabel, name)
        held = iris.mint("membership", person, CROWD)
        page.say(held, RDF.type, ORG.Membership)
        page.say(held, ORG.member, person)
        page.say(held, ORG.organization, CROWD)
        page.prove(held)
    text = "".join(f"câu thứ {number}\n" for number in range(1, MEMBERS + 1))
    return Entry(iri, page.graph, text.encode(), text, b"{}", "".join(page.quads).encode(), extractor="made up")


def _until_ready(address: str) -> None:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield found
        found.close()


@pytest.fixture
def visit(site: Site, browser: "sync_api.Browser") -> Iterator[Callable[..., "sync_api.Page"]]:
    """Open pages of the site; whatever a page complains of, or fetches from elsewhere, fails the test."""
    contexts, complaints = [], []

    def opened(path: str, *, width: int = 1280, language: str = "vi-VN", **options: object) -> "sync_api.Page":
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((site.address, "data:", "blob:")) else complaints.append(asked.url)
            ),
        )
        page.goto(site.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


class Made:
    """What the site holds beside the samples."""

    HOSTILE, HOSTILE_NAME, CROWD, MEMBERS = HOSTILE, HOSTILE_NAME, CROWD, MEMBERS


@pytest.fixture
def made() -> type[Made]:
    return Made
