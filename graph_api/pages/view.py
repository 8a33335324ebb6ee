"""What every page is made with: templates, the reader's language, links, and how things are named."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Annotated, Any, Literal, get_args
from urllib.parse import quote, urlencode

from fastapi import Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from graph_api.deps import GenerationDep, GraphDep
from graph_api.errors import NotAcceptable
from graph_api.pages import twins
from graph_store.rows import Named
from ontology import documentation, iris
from queries.entities import Graph

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_COOKIE, _YEAR = "lang", 365 * 24 * 3600
_PLACES = ("cursor", "start")
"""Parameters that tell where in a list a page begins; another list is read from its beginning."""
_STATIC = resources.files("graph_api") / "static"


@cache
def words() -> Mapping[str, Mapping[Language, str]]:
    """Return what pages say, by key and language (`words.toml`)."""
    return tomllib.loads((resources.files("graph_api.pages") / "words.toml").read_text(encoding="utf-8"))


@cache
def columns() -> Mapping[str, str]:
    """Return what columns of answers are called in Vietnamese, by the variable's name (`columns.toml`)."""
    return tomllib.loads((resources.files("graph_api.pages") / "columns.toml").read_text(encoding="utf-8"))


@cache
def _terms(language: Language) -> Mapping[str, str]:
    return {term.name: term.label for section in documentation.sections(language) for term in section.terms}


@cache
def static(name: str) -> str:
    """Return the address of a file that pages need; it changes with the file, so that it may be kept for ever."""
    return f"/static/{name}?v={sha256((_STATIC / name).read_bytes()).hexdigest()[:10]}"


_TEMPLATES = Environment(
    loader=PackageLoader("graph_api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.globals["static"] = static


@cache
def libraries() -> str:
    """Return, as JSON, the files that each kind of picture needs, in the order in which to load them."""
    needed = {
        "network": ("cytoscape.min.js", "layout-base.js", "cose-base.js", "cytoscape-fcose.js"),
        "map": ("leaflet.css", "leaflet.js"),
    }
    return json.dumps({kind: [static(f"vendor/{name}") for name in names] for kind, names in needed.items()})


_TEMPLATES.globals["libraries"] = libraries


@dataclass(frozen=True, slots=True)
class View:
    """One reader's request: whom to ask, which generation, in which language; `render` makes the page."""

    request: Request
    graph: Graph
    generation: int
    language: Language
    chosen: bool
    twin: str | None = None

    def say(self, key: str, **values: object) -> str:
        """Return the words for a key in the reader's language, with `{…}` filled in; KeyError for an unknown key.

        Of one thing there may be words of their own (`passages-n-one`).
        """
        one = f"{key}-one"
        said = words()[one if values.get("n") in (1, "1") and one in words() else key][self.language]
        return said.format(**values) if values else said

    def name(self, kind: str) -> str:
        """Return what a kind of entity, relation, role or status is called; the raw word where there is no other."""
        found = words().get(f"kind.{kind}")
        return found[self.language] if found else _terms(self.language).get(kind, kind)

    def claim(self, kind: str) -> str:
        """Return what a claim of a kind (`membership`, `conferral`) says, in a word; its name where there is none."""
        found = words().get(f"claim.{kind}")
        return found[self.language] if found else self.name(kind)

    def column(self, variable: str) -> str:
        """Return what a column of an answer is called: its variable in words."""
        plain = variable.removesuffix("Name") or variable
        found = columns().get(plain) if self.language == "vi" else None
        return found or "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in plain)

    def number(self, value: int) -> str:
        """Return a number as it is written in the reader's language."""
        written = f"{value:,}"
        return written.replace(",", ".") if self.language == "vi" else written

    def date(self, value: str | None) -> str:
        """Return a date of any precision as it is written in Vietnam (22/3/2022, 3/2022, 2022); ISO in English."""
        if value is None or self.language == "en":
            return value or ""
        return "/".join(part.lstrip("0") for part in reversed(value[:10].split("-")))

    @staticmethod
    def before(text: str | None) -> str:
        """Return the words before a quote; what is left of a cut word gives way to an ellipsis."""
        whole = (text or "").partition(" ")[2]
        return f"… {whole}" if whole else ""

    @staticmethod
    def after(text: str | None) -> str:
        """Return the words after a quote, without what is left of a cut word."""
        whole = (text or "").rpartition(" ")[0]
        return f"{whole} …" if whole else ""

    def key(self, iri: str) -> str | None:
        """Return the short key of an entity's IRI; None for what has no page."""
        try:
            return iris.key(iri, self.graph.base)
        except ValueError:
            return None

    def named(self, iris: Iterable[str]) -> dict[str, Named]:
        """Return entities and terms of the vocabularies as they are named, by IRI."""
        with self.graph.generation(self.generation).index() as index:
            return dict(index.names(iris))

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """Return what entities and terms of the vocabularies are called, by IRI."""
        return {iri: named.label for iri, named in self.named(iris).items()}

    def link(self, iri: str) -> str | None:
        """Return the address of an entity's page on this site; None for what has none."""
        key = self.key(iri)
        return f"/page/{quote(key)}" if key else None

    def here(self, **changes: str | None) -> str:
        """Return this page's address with parameters changed, at the beginning of its lists; None takes one away."""
        kept = [
            (name, value)
            for name, value in self.request.query_params.multi_items()
            if name not in changes and name not in _PLACES
        ]
        new = [(name, value) for name, value in changes.items() if value is not None]
        asked = urlencode(kept + new)
        return self.request.url.path + (f"?{asked}" if asked else "")

    def show(
        self, template: str, shown: Mapping[str, object], offered: Iterable[str] = twins.TWINS, **drawn: object
    ) -> Response:
        """Return a page or, at the address of one of the twins `offered`, what is `shown` on it as data.

        `drawn` is for the page alone: addresses, pictures, and words that follow from what is shown.
        Raises NotAcceptable for a twin that is not offered.
        """
        there = tuple(offered)
        if self.twin is None:
            return self.render(template, **{"twins": [(one, *self.data(one)) for one in there], **shown, **drawn})
        if self.twin not in there:
            raise NotAcceptable(f"this page comes as {', '.join(there)}, not as {self.twin}")
        return twins.answer(self.graph, self.generation, self.twin, shown)

    def data(self, twin: str) -> tuple[str, str]:
        """Return the media type and the address of a twin of this page."""
        asked = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        return twins.TWINS[twin], twins.address(self.request.url.path, urlencode(asked), twin)

    def render(self, template: str, **values: object) -> HTMLResponse:
        """Return a page; the template sees the view as `v`, its words as `t`, and the values."""
        given = {"twins": (), **values}
        content = _TEMPLATES.get_template(template).render(v=self, t=self.say, lang=self.language, **given)
        page = HTMLResponse(content, headers={"Content-Language": self.language})
        page.headers["Vary"] = "Accept-Language, Cookie"
        if self.chosen:
            page.set_cookie(_COOKIE, self.language, max_age=_YEAR, samesite="lax", httponly=True)
        return page


def problem_page(told: Mapping[str, Any], asked: Headers, path: str) -> str:
    """Return a problem document as a page, in the language of whoever asked; it needs no graph."""
    language = _language(cookie_parser(asked.get("cookie", "")), asked.get("accept-language", ""))
    said = defaultdict(str, {key: texts[language] for key, texts in words().items()})
    return _TEMPLATES.get_template("problem.html").render(told=defaultdict(str, told), t=said, lang=language, path=path)


def _language(cookies: Mapping[str, str], accepted: str) -> Language:
    kept = cookies.get(_COOKIE)
    for one in LANGUAGES:
        if kept == one:
            return one
    return "en" if accepted.strip().lower().startswith("en") else "vi"


def spoken(request: Request) -> Language:
    """Return the language of whoever asks: the one kept, else the browser's."""
    return _language(request.cookies, request.headers.get("accept-language", ""))


async def view(
    request: Request,
    graph: GraphDep,
    generation: GenerationDep,
    lang: Annotated[Language | None, Query(description="The language of the page; kept in a cookie.")] = None,
) -> View:
    """Return the view of a request: the language asked for, else the one kept, else the browser's."""
    twin = twins.asked(request.url.path)
    if twin is None:  # one address has a page in each language: it must not be tagged by generation alone
        del request.state.generation
    return View(
        request,
        graph,
        generation,
        lang or spoken(request),
        lang is not None,
        twin,
    )


ViewDep = Annotated[View, Depends(view)]
