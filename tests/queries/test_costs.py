"""Why a query took too long, told by its own patterns, with what answers the question sooner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import catalog
from queries.costs import explained

PERSON = "https://w3id.org/htxgraph/id/person/an-0123456789ab"
SLOW = [
    (
        "SELECT (COUNT(*) AS ?n) WHERE {\n  ?a ?b ?c .\n  ?d ?e ?f }",
        (3, "?d ?e ?f", "shares no variable"),
        "/.well-known/void",
    ),
    ("SELECT ?s { ?s ?p ?o }", (1, "?s ?p ?o", "matches every triple"), None),
    (
        "SELECT ?a { ?a (htx:awarded|^htx:awarded)* ?b }",
        (1, "?a (htx:awarded|^htx:awarded)* ?b", "any length"),
        "/api/paths?from=…&to=…",
    ),
    (
        "SELECT ?n { ?p skos:prefLabel ?n FILTER(CONTAINS(LCASE(?n), 'an')) }",
        (1, "FILTER(CONTAINS(LCASE(?n), 'an'))", "reads every text"),
        "/api/search?q=…",
    ),
    (
        "SELECT ?c { ?c htx:award ?a ; htx:conferredOn ?d }\nORDER BY DESC(?d) LIMIT 20",
        (1, "?c htx:award ?a", "begins from every match"),
        "/api/conferrals",
    ),
    (
        f"SELECT ?g {{ ?c htx:recipient <{PERSON}> ; htx:grantor ?g . ?x htx:presenter ?y }}",
        (1, "?x htx:presenter ?y", "shares no variable"),
        "/api/conferrals?recipient=person/an-0123456789ab",
    ),
    (
        "SELECT ?g (COUNT(?c) AS ?n) { ?c htx:recipient ?r ; htx:grantor ?g } GROUP BY ?g",
        (1, "?c htx:recipient ?r", "begins from every match"),
        "/api/who-awarded-whom",
    ),
    (
        "SELECT ?m { ?m org:member ?p OPTIONAL { ?m htx:post ?q . ?q org:postIn ?o } }",
        (1, "?m htx:post ?q . ?q org:postIn ?o", "several patterns"),
        "/api/entities/…/relations",
    ),
    (
        "SELECT ?x { { SELECT ?x { ?x htx:award ?y } } ?b htx:recipient ?r }",
        (1, "?b htx:recipient ?r", "shares no variable"),
        "/api/conferrals",
    ),
    ("SELECT ?x { ?x a ?t FILTER(?x IN (<urn:a>, <urn:b>)) }", (1, "FILTER(?x IN (<urn:a>, <urn:b>))", "VALUES"), None),
]


@pytest.mark.parametrize(("text", "reason", "address"), SLOW)
def test_the_part_that_makes_a_query_long_is_named_with_what_to_ask_instead(
    text: str, reason: tuple[int, str, str], address: str | None
) -> None:
    found = explained(text, "the query did not end within 1 s")
    line, pattern, why = reason
    first = found.reasons[0]
    assert (first.place.line, first.text) == (line, pattern)
    assert why in first.why
    assert str(found).startswith("the query did not end within 1 s; ")
    assert [one.address for one in found.instead][:1] == ([address] if address else [])


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?o {{ <{PERSON}> ?p ?o . ?o ?q ?r }}",
        "SELECT ?o { VALUES ?s { <urn:a> } ?s ?p ?o }",
        "SELECT ?o { ?s skos:prefLabel 'An' OPTIONAL { ?s ?p ?o } }",
        "SELECT ?o { ?m org:member ?p OPTIONAL { ?p skos:prefLabel ?o } FILTER(?p = ?q) ?q htx:of ?m }",
    ],
)
def test_what_is_joined_with_something_given_is_not_blamed(text: str) -> None:
    told = [one.why for one in explained(text, "late").reasons]
    assert not [why for why in told if "every triple" in why or "shares no variable" in why]


@pytest.mark.parametrize("name", list(catalog.catalog()))
def test_a_question_that_has_a_name_is_led_to_it(name: str) -> None:
    query = catalog.find(name)
    addresses = [one.address for one in explained(query.text, "late").instead]
    same = [one for one in addresses if one.startswith("/queries/")]
    ours = {token for token in query.text.split() if token.startswith(("htx:", "org:", "qb:", "oa:"))}
    assert same or len(ours) < 2
    assert all(one.removeprefix("/queries/") in catalog.catalog() for one in same)


@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "(",
                ")",
                "[",
                "]",
                ".",
                ";",
                ",",
                "|",
                "/",
                "*",
                "+",
                "^",
                "?a",
                "?b",
                "ex:c",
                "<urn:d>",
                "'e'",
                "1",
                "a",
                "OPTIONAL",
                "UNION",
                "FILTER",
                "EXISTS",
                "SELECT",
                "WHERE",
                "VALUES",
                "BIND",
                "AS",
                "GRAPH",
                "ORDER",
                "BY",
                "NOT",
                "IN",
            ]
        )
    )
)
def test_whatever_the_text_it_is_looked_at_to_the_end(words: list[str]) -> None:
    explained(" ".join(["SELECT * {", *words, "}"]), "late")
