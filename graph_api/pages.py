"""Addresses of things: /id/… leads to data in the format asked for, or to a page."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph_api import negotiate, schemas
from graph_api.deps import GenerationDep, GraphDep
from graph_store.rows import Named, RelationFilter
from graph_store.workers import Format
from ontology import documentation
from queries.errors import UnknownEntity

router = APIRouter(tags=["Things"])
_SHOWN, _SHOWN_PASSAGES = 100, 10
_TEMPLATES = Environment(loader=PackageLoader("graph_api"), autoescape=True, undefined=StrictUndefined)


@router.get("/id/{key:path}", status_code=303, response_class=RedirectResponse)
def thing(key: str, graph: GraphDep, accept: Annotated[str | None, Header()] = None) -> RedirectResponse:
    """Lead from a thing's address to what is known of it: a page for readers, data for programs."""
    graph.entity(key)
    data = (*negotiate.GRAPHS.values(), "application/json")
    page = negotiate.wants(accept, negotiate.HTML, data)
    return RedirectResponse(f"/{'page' if page else 'data'}/{key}", status_code=303)


@router.get("/data/{key:path}", response_class=Response)
def data(
    key: str,
    graph: GraphDep,
    generation: GenerationDep,
    format: Annotated[str | None, Query(description="ttl, nt, jsonld or rdf.")] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Give all triples about one thing, from both ends."""
    iri = graph.iri(key)
    kind = Format.JSON_LD if accept == "application/json" else negotiate.graph_format(accept, format)
    answer = graph.describe(iri, (Format.JSON, kind), generation)
    if not answer.body.strip() or (b"<" not in answer.body and b"{" not in answer.body):
        raise UnknownEntity(f"nothing in this generation has the IRI {iri}")
    return Response(answer.body, media_type=kind.value)


@router.get("/page/{key:path}", response_class=HTMLResponse)
def page(key: str, graph: GraphDep, generation: GenerationDep) -> HTMLResponse:
    """Show what is known of one entity: its names, passages that name it, and its newest relations."""
    card = graph.entity(key, generation)
    relations = graph.relations(card.iri, RelationFilter(), limit=_SHOWN, generation=generation)
    passages = graph.evidence(card.iri, generation)[:_SHOWN_PASSAGES]

    def key_of(iri: str) -> str | None:
        return schemas.key_of(iri, graph.base)

    def thing(named: Named) -> Markup:
        key = key_of(named.iri)
        return (
            Markup('<a href="/page/{}">{}</a>').format(quote(key), named.label) if key else Markup.escape(named.label)
        )

    content = _TEMPLATES.get_template("entity.html").render(
        card=card,
        key=key_of(card.iri) or card.iri,
        relations=relations.rows,
        more=relations.cursor is not None,
        passages=passages,
        thing=thing,
        key_of=key_of,
        web=lambda source: source is not None and source.startswith(("https://", "http://")),
    )
    return HTMLResponse(content)


@router.get("/ontology", response_class=Response)
def ontology(
    lang: Annotated[Literal["vi", "en"], Query(description="The language of the page.")] = "vi",
    format: Annotated[str | None, Query(description="ttl, nt, jsonld or rdf; none for the page.")] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Give the ontology: a page for readers, Turtle, N-Triples, JSON-LD or RDF/XML for programs."""
    if format is None and (
        accept in (None, "*/*") or negotiate.wants(accept, negotiate.HTML, tuple(negotiate.GRAPHS.values()))
    ):
        return HTMLResponse(documentation.page(lang), headers={"Content-Language": lang, "Vary": "Accept"})
    kind = negotiate.graph_format(accept, format)
    return Response(documentation.data(kind.value), media_type=kind.value, headers={"Vary": "Accept"})


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def home(request: Request) -> RedirectResponse:
    """Lead to the description of the service."""
    return RedirectResponse("/docs", status_code=307)
