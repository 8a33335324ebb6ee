"""A SELECT turned into the query for its solutions."""

import pytest

from queries import syntax, witnesses

TWO = "?c htx:recipient ?p . ?p skos:prefLabel ?n"


def flat(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize(
    ("text", "solutions", "keys"),
    [
        (f"SELECT ?n {{ {TWO} }}", f"SELECT * {{ {{ {TWO} }} }}", {"c", "p", "n"}),
        (f"SELECT DISTINCT ?n WHERE {{ {TWO} }} ORDER BY ?n", f"SELECT * WHERE {{ {{ {TWO} }} }}", {"c", "p", "n"}),
        (
            f"BASE <urn:x> SELECT * FROM <urn:g> {{ {TWO} }}",
            f"BASE <urn:x> SELECT * FROM <urn:g> {{ {{ {TWO} }} }}",
            {"c", "p", "n"},
        ),
        (
            "SELECT (UCASE(?n) AS ?u) { ?p skos:prefLabel ?n }",
            "SELECT * { { ?p skos:prefLabel ?n } BIND(UCASE(?n) AS ?u) }",
            {"p", "n", "u"},
        ),
        (
            "SELECT ?y (COUNT(?c) AS ?k) { ?c htx:conferredOn ?d } GROUP BY (YEAR(?d) AS ?y) HAVING(COUNT(?c) > 1)",
            "SELECT * { { ?c htx:conferredOn ?d } BIND(YEAR(?d) AS ?y) }",
            {"c", "d", "y"},
        ),
        ("SELECT (COUNT(?c) AS ?k) (?k * 2 AS ?l) { ?c a ?t }", "SELECT * { { ?c a ?t } }", {"c", "t"}),
        ("SELECT ?p { _:c.1 htx:recipient ?p }", "SELECT * { { ?hidden_c_1 htx:recipient ?p } }", {"p"}),
        ("SELECT ?p { [ htx:recipient ?p ] }", "SELECT * { { ?hidden_1 htx:recipient ?p } }", {"p"}),
        ("SELECT ?p { [ htx:recipient ?p ] a ?t }", "SELECT * { { ?hidden_1 htx:recipient ?p ; a ?t } }", {"p", "t"}),
        (
            "SELECT ?p { ?p a ?t OPTIONAL { ?e htx:event [ htx:by ?p ; a [] ] } }",
            "SELECT * { { ?p a ?t OPTIONAL { ?hidden_1 htx:by ?p ; a ?hidden_2 . ?e htx:event ?hidden_1 } } }",
            {"p", "t", "e"},
        ),
    ],
)
def test_the_solutions_of_a_query_show_all_that_it_binds(text: str, solutions: str, keys: set[str]) -> None:
    witness = witnesses.of(text)
    assert flat(witness.text) == f"{solutions} LIMIT {witnesses.MOST_SOLUTIONS}"
    assert witness.keys == keys
    syntax.check(witness.text or "")


def test_values_after_the_group_stay() -> None:
    witness = witnesses.of("SELECT ?c { ?c ?p ?n } LIMIT 1 VALUES ?n { 1 2 }")
    assert flat(witness.text).endswith(f"LIMIT {witnesses.MOST_SOLUTIONS} VALUES ?n {{ 1 2 }}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(?c) AS ?k) { ?c a ?t } GROUP BY ?t",
        "SELECT (COUNT(?c) AS ?k) { ?c a ?t } GROUP BY (STR(?t))",
        "SELECT (COUNT(?c) AS ?k) { ?c a ?t } GROUP BY STR(?t)",
        "SELECT (COUNT(?c) AS ?k) { ?c a ?t } GROUP BY (STR(?t) AS ?s)",
    ],
)
def test_rows_that_nothing_tells_apart_have_no_solutions_of_their_own(text: str) -> None:
    assert witnesses.of(text).text is None


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("SELECT ?a { ?a a ?t }", ()),
        ("SELECT ?t (COUNT(*) AS ?n) { ?a a ?t } GROUP BY ?t", ("computed: (COUNT(*) AS ?n)",)),
        ("SELECT ?n { { SELECT (MAX(?d) AS ?n) { ?c ?p ?d } } }", ("computed: (MAX(?d) AS ?n)",)),
        ("SELECT ?a { ?a htx:awarded ?b }", ("derived from claims: htx:awarded",)),
        (
            "PREFIX h: <https://w3id.org/htxgraph/ontology#> SELECT ?a { ?a h:tookPartIn ?b }",
            ("derived from claims: htx:tookPartIn",),
        ),
        (
            "SELECT ?a { ?a <https://w3id.org/htxgraph/ontology#awarded>/htx:heldPostIn ?b }",
            ("derived from claims: htx:awarded", "derived from claims: htx:heldPostIn"),
        ),
    ],
)
def test_what_infers_a_row_is_named(text: str, rules: tuple[str, ...]) -> None:
    assert witnesses.of(text).rules == rules
