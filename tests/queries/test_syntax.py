from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from queries.errors import BadQuery, NotAllowed, QueryError, QueryTooComplex
from queries.syntax import Operation, check, declared, projected

OPERATIONS = [
    ("SELECT * {}", Operation.SELECT),
    ("# a comment\nPREFIX a: <http://a/> ask {}", Operation.ASK),
    ("BASE <http://b/> PREFIX : <c#> CONSTRUCT WHERE { ?s ?p ?o }", Operation.CONSTRUCT),
    ('VERSION "1.2" DESCRIBE <http://a/>', Operation.DESCRIBE),
    ("PREFIX select: <http://a/> INSERT DATA { select:a a select:b }", Operation.UPDATE),
    ("WITH <g:g> DELETE {?s ?p ?o} WHERE {?s ?p ?o}", Operation.UPDATE),
]


@pytest.mark.parametrize(("text", "operation"), OPERATIONS)
def test_an_operation_is_told_by_its_first_word_after_the_prologue(text, operation):
    assert check(text).operation is operation


CALLS = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { sErViCe SILENT ?x { ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<http://x/>#{\n{ ?s ?p ?o } }",
    "PREFIX ex: <http://x/> SELECT * { SERVICE ex:sparql { ?s ?p ?o } }",
    "PREFIX ex: <http://x/> SELECT * { SERVICEex:sparql{ ?s ?p ?o } }",
    "PREFIX ex: <http://x/> SELECT * { SERVICESILENTex:sparql{ ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p _:a.SERVICE<http://x/>{ ?s ?p ?o } }",
    'SELECT * { ?s ?p "a"@enSERVICE<http://x/>{ ?s ?p ?o } }',
    "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE?x#>\n{ ?a ?b ?c } }",
    'SELECT * { ?a ?b ?c FILTER(?a<?b#>"""\n)SERVICE?x{ ?a ?b ?c } #"""\n}',
    "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o # \\u000A SERVICE <http://x/> { ?a ?b ?c }\n }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } } } }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
    "LOAD <http://x/>",
    "load SILENT <http://x/> INTO GRAPH <g:g>",
    "INSERT DATA { <a:a> <a:a> 1 }; LOAD<http://x/>",
    "INSERT DATA { <a:a> <a:a> <a:b> } ;#\nLOAD#>\n<http://x/>",
]


@pytest.mark.parametrize("text", CALLS)
def test_a_call_to_another_server_is_refused_however_it_is_written(text):
    with pytest.raises((NotAllowed, BadQuery)):
        check(text)


HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://x/> { }' }",
    "# SERVICE <http://x/> { ?s ?p ?o }\nSELECT * { ?s ?p ?o }",
    "SELECT * { <http://x/service/a> ?p ?service }",
    "PREFIX service: <http://x/> SELECT * { service:a service:load ?load }",
    "SELECT ?load { ?s <http://x/load> ?load FILTER(?a<?b && ?c>?load) }",
    'INSERT DATA { <a:a> <a:b> "LOAD <http://x/>" }',
]


@pytest.mark.parametrize("text", HARMLESS)
def test_the_words_themselves_are_no_crime(text):
    assert check(text)


ALLOWED = ["https://partner.example/sparql"]
ROUND_THE_LIST = [
    "SELECT * { SERVICE <https://partner.example.evil.example/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://partner.example@evil.example/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://partner.example/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://partner.example/sparql/../admin> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://partner.example/sparql/%2E%2e/admin> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://partner.example/sparql/./..> { ?s ?p ?o } }",
    "SELECT * { SERVICE #<https://partner.example/sparql\n<http://evil.example/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://evil.example/>#<https://partner.example/sparql\n{ ?s ?p ?o } }",
    "SELECT * { SERVICE <HTTPS://PARTNER.EXAMPLE/sparql> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <https://partner.example/sparql> } SERVICE ?e { ?s ?p ?o } }",
    "PREFIX p: <https://partner.example/> SELECT * { SERVICE p:sparql { ?s ?p ?o } }",
    "BASE <http://evil.example/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://partner.example/sparql> { SERVICE <http://evil.example/> { ?s ?p ?o } } }",
    "SELECT * { SERVICE <https://partner.example/\\u002e\\u002e/x> { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE<http://evil.example/>{ } SERVICE <https://partner.example/sparql> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", ROUND_THE_LIST)
def test_no_way_leads_round_the_list_of_allowed_endpoints(text):
    with pytest.raises((NotAllowed, BadQuery)):
        check(text, services=ALLOWED)


def test_what_is_called_is_told():
    text = "SELECT * { SERVICE SILENT <https://partner.example/sparql?x=1> { ?s ?p ?o } ?a ?b 'SERVICE' }"
    assert check(text, services=ALLOWED).calls == ("https://partner.example/sparql?x=1",)
    assert check("SELECT * { ?a ?b 'SERVICE' }", services=ALLOWED).calls == ()


def test_service_is_allowed_for_the_prefixes_an_operator_lists():
    text = "SELECT * { SERVICE <https://partner.example/sparql> { ?s ?p ?o } }"
    assert check(text, services=["https://partner.example/"])
    with pytest.raises(NotAllowed, match="line 1, column 12"):
        check(text, services=["https://other.example/"])


def test_deep_and_endless_queries_are_refused_before_they_crash_the_engine():
    assert check("SELECT * " + "{" * 100 + "?s ?p ?o" + "}" * 100)
    for text in (
        "SELECT * " + "{" * 101 + "}" * 101,
        "SELECT * { FILTER(" + "(" * 400 + "1" + ")" * 401 + "}",
        "SELECT * { ?s ?p ?o " + "MINUS { ?s ?p ?o } " * 5000 + "}",
        "SELECT * { " + "".join(f"BIND({n} AS ?v{n}) " for n in range(5000)) + "}",
        "SELECT * { ?s ?p ?o } #" + "x" * (1 << 20),
    ):
        with pytest.raises(QueryTooComplex):
            check(text)


ERRORS = [
    ("", 1, 1),
    ("PREFIX a: <http://a/>\n", 2, 1),
    ("FIND * {}", 1, 1),
    ("SELECT *\n{ ?s ?p 'a }", 2, 9),
    ("SELECT * {\r\n  ?s ?p €}", 2, 9),
    ("SELECT * { ?s ?p ?o \x00}", 1, 21),
]


@pytest.mark.parametrize(("text", "line", "column"), ERRORS)
def test_an_unreadable_text_says_where(text, line, column):
    with pytest.raises(BadQuery) as told:
        check(text)
    assert (told.value.place.line, told.value.place.column) == (line, column)
    assert f"line {line}, column {column}" in str(told.value)


PROJECTIONS = [
    ("SELECT ?a ?b { ?a ?p ?b }", True),
    ("SELECT * { ?a ?p ?b }", True),
    ("SELECT ?b { ?a ?p ?b }", False),
    ("SELECT (COUNT(?a) AS ?b) { ?a ?p ?b }", False),
    ("SELECT ?a (COUNT(*) AS ?n) { ?a ?p ?b } GROUP BY ?a", True),
    ("SELECT $a { { SELECT ?b { ?a ?p ?b } } }", False),
    ("SELECT ?a { { SELECT ?a ?b { ?a ?p ?b } } }", True),
    ("SELECT ?a { { SELECT ?b { ?c ?p ?b } } ?a ?q ?b }", True),
    ("SELECT DISTINCT (MAX(?x) AS ?a) { { SELECT DISTINCT ?a { ?a ?p ?x } } UNION { SELECT ?x { ?x ?p ?a } } }", False),
]


@pytest.mark.parametrize(("text", "passes"), PROJECTIONS)
def test_every_select_that_uses_a_parameter_must_project_it(text, passes):
    if passes:
        projected(text, ["a"])
    else:
        with pytest.raises(BadQuery, match=re.escape("?a")):
            projected(text, ["a"])


def test_prefixes_used_without_being_declared_are_told():
    assert check("PREFIX a: <http://a/> SELECT * { a:b htx:award :c, 'd:e', a:f }").undeclared == ("htx", "")
    assert declared("PREFIX a: <http://a/> PREFIX : <#> SELECT * {}") == {"a": "http://a/", "": "#"}


PIECES = st.sampled_from(
    [
        "SERVICE",
        "LOAD",
        "SELECT",
        "*",
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        "?x",
        "<http://x/>",
        "ex:a",
        "'",
        '"',
        '"""',
        "#",
        "\n",
        " ",
        ".",
        ";",
        "true",
        "1",
        "_:b",
        "@en",
        "\\u0053",
        "\\",
        "FILTER",
        "^^",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
@example("SELECT * {FILTER(?x<?x)SERVICE?x#>\n{}}")
def test_any_text_is_either_read_or_refused_with_a_query_error(text):
    try:
        check(text)
    except QueryError as error:
        assert str(error)
