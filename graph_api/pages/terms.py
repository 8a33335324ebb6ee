"""The ontology: its pages within the site, each term with a picture, a query and examples from the graph; and in RDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from graph_api import negotiate
from graph_api.pages import diagram, twins
from graph_api.pages.twins import twinned
from graph_api.pages.view import Language, View, ViewDep, spoken
from graph_store.errors import StoreMissing
from graph_store.rows import Named
from ontology import documentation
from ontology.documentation import Term
from ontology.terms import HTX
from queries import catalog, syntax
from queries.catalog import NamedQuery
from queries.entities import Passage
from queries.errors import UnknownEntity
from queries.written import written

router = APIRouter()
_PROPERTIES = ("objects", "literals", "others")
_SHOWN = ("class", "kinds", "subproperty", "domain", "of", "range", "narrower", "used", "members", "exact", "close")


@dataclass(frozen=True, slots=True)
class Related:
    """Terms that a term is related to: the relation's name, and each IRI as it is written and where it leads."""

    name: str
    terms: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of a class, or a use of a property, in the graph, with the first passage that says so."""

    thing: Named
    value: Named | str | None
    passage: Passage | None


@router.get("/ontology", response_class=Response, tags=["Things"])
def ontology(
    request: Request,
    lang: Annotated[Literal["vi", "en"] | None, Query(description="The language of the page.")] = None,
    format: Annotated[str | None, Query(description="ttl, nt, jsonld or rdf; none for the page.")] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Give the ontology: a page for readers, Turtle, N-Triples, JSON-LD or RDF/XML for programs."""
    if format is None and (
        accept in (None, "*/*") or negotiate.wants(accept, negotiate.HTML, tuple(negotiate.GRAPHS.values()))
    ):
        return _page(request, lang)
    kind = negotiate.graph_format(accept, format)
    return Response(documentation.data(kind.value), media_type=kind.value, headers={"Vary": "Accept"})


@router.get("/ontology.json", include_in_schema=False)
def as_json(lang: Language = "vi") -> Response:
    """Give every term of the ontology by section, as its page shows them."""
    shown = {section.name: [twins.told(one, "") for one in section.terms] for section in documentation.sections(lang)}
    return JSONResponse({"ontology": documentation.ONTOLOGY, **shown})


@router.get("/ontology.ttl", include_in_schema=False)
@router.get("/ontology.jsonld", include_in_schema=False)
def as_graph(request: Request) -> Response:
    """Give the ontology itself."""
    kind = twins.TWINS[twins.asked(request.url.path) or "ttl"]
    return Response(documentation.data(kind), media_type=kind)


@twinned(router, "/ontology/{name}")
def term(name: str, view: ViewDep) -> Response:
    """Show one class, property or concept: what it means, what it is related to, how to ask for it, and examples."""
    found = documentation.term(name, view.language)
    if found is None:
        raise UnknownEntity(f"the ontology has no term {name!r}; see /ontology for all of them")
    section, one = found
    query = _query(section.name)
    return view.show(
        "term.html",
        {
            "section": section.name,
            "term": one,
            "examples": list(_examples(view, query, one)) if query else [],
            "questions": [asked for asked in _questions() if f"htx:{one.name}" in _names(asked.text)],
        },
        (twins.JSON,),
        heading=section.heading,
        related=list(_related(one, view.language)),
        picture=_picture(section.name, one, view.language),
        words=documentation.word,
        query=_written(view, query, one) if query else None,
    )


def _page(request: Request, lang: Language | None) -> HTMLResponse:
    graph = request.app.state.graph
    try:
        generation = graph.generation().number
    except StoreMissing:  # the ontology is there before anything is told in it
        generation = 0
    view = View(request, graph, generation, lang or spoken(request), lang is not None)
    media = [(one, twins.TWINS[one], f"/ontology.{one}") for one in twins.TWINS]
    return view.render(
        "ontology.html",
        twins=media,
        about=documentation.about(view.language),
        namespace=HTX.NAMESPACE,
        sections=documentation.sections(view.language),
    )


def _query(section: str) -> NamedQuery | None:
    """Return the query that finds examples of the terms of a section."""
    if section == "classes":
        return catalog.find("members-of-class")
    return catalog.find("uses-of-property") if section in _PROPERTIES else None


def _written(view: View, query: NamedQuery, one: Term) -> str:
    """Return the query for a term as one would write it."""
    text = written(query, {query.parameters[0].name: one.iri}, view.graph.base)
    return text.replace(f"<{one.iri}>", documentation.short(one.iri))


def _examples(view: View, query: NamedQuery, one: Term) -> Iterator[Example]:
    rows = view.graph.rows(query, {query.parameters[0].name: one.iri}, generation=view.generation)
    names = view.named({str(row[name]) for row in rows for name in ("thing", "value") if "://" in str(row.get(name))})
    for row in rows:
        thing = str(row["thing"])
        if "://" not in thing:  # an anonymous node is nothing to show
            continue
        key = view.key(thing)
        label = row.get("thingName") or (view.claim(key.partition("/")[0]) if key else None)
        value: Any = row.get("value")
        if isinstance(value, str) and "://" in value:
            value = names.get(value) or Named(value, str(row.get("valueName") or _short(value)), "")
        passages = view.graph.some_evidence(thing, view.generation) if key else []
        yield Example(
            names.get(thing) or Named(thing, str(label or _short(thing)), ""),
            None if value is None else value if isinstance(value, Named) else str(value),
            passages[0] if passages else None,
        )


def _short(iri: str) -> str:
    short = documentation.short(iri)
    return short if short != iri else iri.rstrip("/").rpartition("/")[2]


def _questions() -> Iterator[NamedQuery]:
    return (one for one in catalog.catalog().values() if one.operation is syntax.Operation.SELECT)


def _names(text: str) -> set[str]:
    return {word.strip("();,.{}[]^*+/|!") for word in text.replace("/", " ").replace("|", " ").split()}


def _related(one: Term, language: Language) -> Iterator[Related]:
    told = dict(one.relations)
    for name in _SHOWN:
        if told.get(name):
            nodes = [_node(iri, language) for iri in told[name] if "://" in iri]
            yield Related(name, tuple((node.label, node.name, node.address or "") for node in nodes))


def _picture(section: str, one: Term, language: Language) -> diagram.Diagram | None:
    told = dict(one.relations)

    def nodes(name: str) -> list[diagram.Node]:
        return [_node(iri, language) for iri in told.get(name, ()) if "://" in iri]

    if section in _PROPERTIES:
        return diagram.of_property(
            _node(one.iri, language), nodes("domain") + nodes("of"), nodes("range"), nodes("subproperty")
        )
    if section != "classes":
        return None
    has = []
    for iri in told.get("used", ()):
        found = documentation.term(iri.removeprefix(HTX.NAMESPACE), language)
        ends = dict(found[1].relations).get("range", ()) if found else ()
        has.append((_node(iri, language), _node(ends[0], language) if ends and "://" in ends[0] else None))
    return diagram.of_class(_node(one.iri, language), has, nodes("kinds"))


def _node(iri: str, language: Language) -> diagram.Node:
    found = documentation.term(iri.removeprefix(HTX.NAMESPACE), language) if iri.startswith(HTX.NAMESPACE) else None
    name = documentation.short(iri)
    if found is None:
        sort = "datatype" if name.startswith("xsd:") else "other"
        return diagram.Node(name, name, iri if sort == "other" else None, sort)
    section, one = found
    sort = {"classes": "class", "concepts": "concept"}.get(section.name, "property")
    return diagram.Node(one.label, name, f"/ontology/{one.name}", sort)
