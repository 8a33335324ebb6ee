"""The ontology, as a page or in RDF."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import HTMLResponse

from graph_api import negotiate
from ontology import documentation

router = APIRouter(tags=["Things"])


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
