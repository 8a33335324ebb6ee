"""Mistakes are told at their place: the first terminal that cannot stand there, and what may be meant."""

import pytest
from pyoxigraph import Store

from graph_store.errors import QuerySyntax
from queries import catalog
from queries.errors import BadQuery
from queries.grammar import stop
from queries.mistakes import unknown_terms, unreadable
from queries.tokens import tokens

MISTAKES = [
    ("SELECT * WHERE {\n  ?s ?p . }", 2, 9, "unexpected '.'; expected a value or variable"),
    ("SELECT { ?s ?p ?o }", 1, 8, "unexpected '{'"),
    ("SELECT ?x WHERE ?s ?p ?o }", 1, 17, "unexpected '?s'; expected {"),
    ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 30, "unexpected '?s'; expected BY"),
    ("SELECT ?s { ?s ?p ?o . FILTR(?o) }", 1, 24, "unexpected 'FILTR' (did you mean FILTER?)"),
    ("SELECT ?s WHERE { ?s ?p ?o }}", 1, 29, "unexpected '}'"),
    ("SELECT ?s {\r\n?s ?p ?o } LIMIT x", 2, 18, "unexpected 'x'; expected a number"),
    ("SELECT ?x {\n?s ?p ?o", 2, 9, "the text ends, but the '{' of line 1, column 11 is not closed"),
    ("SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }", 1, 41, "the SELECT contains a variable that is unbound"),
    ("SELECT ?s { ?s nix:p ?o }", 1, 16, "unknown prefix nix:"),
    ("SELECT ?s { ?s fofa:name ?o }", 1, 16, "unknown prefix fofa: (did you mean foaf:?)"),
    ("ASK {} ORDER BY", 1, 16, "the text ends too early"),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), MISTAKES)
def test_a_mistake_is_told_where_it_is(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(SyntaxError) as refused:
        Store().query(text)
    told = unreadable(text, QuerySyntax.told(str(refused.value.msg)))
    assert told.place is not None
    assert (told.place.line, told.place.column) == (line, column)
    assert told.message.startswith(message)
    assert told.place.excerpt == text.splitlines()[line - 1]


@pytest.mark.parametrize("query", catalog.catalog().values(), ids=lambda query: query.name)
def test_every_named_query_follows_the_grammar(query: catalog.NamedQuery) -> None:
    assert stop(list(tokens(query.text)), update=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PREFIX a: <urn:a>",
        "LOAD SILENT <urn:a> INTO GRAPH <urn:g> ;",
        "INSERT DATA { <urn:a> a 1 ; <urn:b> 'x'@vi, -2.5e1 . GRAPH <urn:g> { [] <urn:p> (1 2) } } ; CLEAR ALL",
        "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING NAMED <urn:g> WHERE { ?s ^<urn:p>/(!a|<urn:q>)* ?o }",
        "DELETE WHERE { ?s ?p ?o } ; PREFIX b: <urn:b> COPY DEFAULT TO b:c",
    ],
)
def test_updates_follow_the_grammar(text: str) -> None:
    Store().update(
        text.replace("; PREFIX b: <urn:b> COPY DEFAULT TO b:c", "").replace(
            "LOAD SILENT <urn:a> INTO GRAPH <urn:g> ;", ""
        )
    )
    assert stop(list(tokens(text)), update=True) is None


@pytest.mark.parametrize(
    "text", ["CREATE GRAPH <urn:g> CLEAR ALL", "INSERT DATA { ?s", "DROP", "ADD <urn:a> <urn:b>", ";"]
)
def test_what_is_no_update_stops_somewhere(text: str) -> None:
    assert stop(list(tokens(text)), update=True) is not None


def test_a_text_too_nested_to_be_looked_at_is_left_to_the_engine() -> None:
    assert stop(list(tokens("ASK {" + "{" * 5000)), update=False) is None


TERMS = [
    ("ASK { ?c htx:recipient ?x }", ()),
    ("ASK { ?c htx:recipent ?x }", ("unknown term htx:recipent (did you mean htx:recipient?)",)),
    (
        "ASK { ?c <https://w3id.org/htxgraph/ontology#Conferal> ?x }",
        ("unknown term htx:Conferal (did you mean htx:Conferral?)",),
    ),
    ("PREFIX o: <https://w3id.org/htxgraph/ontology#> ASK { ?c o:zzz 'htx:nothing' }", ("unknown term htx:zzz",)),
    ("PREFIX htx: <urn:other> ASK { ?c htx:zzz ?x }", ()),
    ("ASK { ?c foaf:zzz ?x } # htx:zzz", ()),
    ("ASK { 'htx:zzz", ()),
]


@pytest.mark.parametrize(("text", "told"), TERMS)
def test_terms_of_ours_that_do_not_exist_are_told(text: str, told: tuple[str, ...]) -> None:
    assert unknown_terms(text) == told


def test_an_error_without_a_place_is_told_all_the_same() -> None:
    assert isinstance(unreadable("ASK {}", QuerySyntax("No scheme found in an absolute IRI")), BadQuery)
