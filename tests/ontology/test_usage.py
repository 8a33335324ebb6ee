"""Every term that code, queries and our own files use is defined in core.ttl or listed in terms.py."""

import ast
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology import terms, turtle
from ontology.terms import HTX, PREFIXES

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "graph_store", "ingest", "queries", "graph_api", "htxgraph", "bench")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
QUERIES = sorted((ROOT / "queries" / "sparql").glob("*.rq"))
GROUPS = {name: group for name, group in vars(terms).items() if isinstance(group, type)}
LISTED = {value for group in GROUPS.values() for name, value in vars(group).items() if not name.startswith("_")}
# Namespaces whose terms are only data or annotations of other vocabularies, cited as alignments.
CITED = {PREFIXES[prefix] for prefix in ("schema", "lode", "vivo", "nobel", "wd", "wdt", "sssom", "vann")}
NAME = re.compile(r"(?<![\w:/<#])([a-z][a-z0-9-]*):([A-Za-z][\w-]*)")


def plain(text):
    """SPARQL without comments, strings and IRIs."""
    return re.sub(r"#[^\n]*|\"\"\".*?\"\"\"|\"[^\"\n]*\"|'[^'\n]*'|<[^<>\s]*>", " ", text, flags=re.DOTALL)


def unknown(text):
    for prefix, local in NAME.findall(plain(text)):
        if prefix in PREFIXES and PREFIXES[prefix] not in CITED and PREFIXES[prefix] + local not in LISTED:
            yield f"{prefix}:{local}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_names_terms_that_exist(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in GROUPS:
            group = GROUPS[node.value.id]
            assert hasattr(group, node.attr) or hasattr(str, node.attr), f"{node.value.id}.{node.attr}"


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_queries_name_terms_that_exist(path):
    assert list(unknown(path.read_text(encoding="utf-8"))) == []


def test_a_term_that_does_not_exist_is_noticed():
    text = 'SELECT ?c { ?c htx:recipent ?r ; skos:prefLabel "htx:no" . } # htx:neither\n'
    assert list(unknown(text)) == ["htx:recipent"]


@pytest.mark.parametrize("name", ["core.ttl", "awards.ttl", "posts.ttl", "measures.ttl", "places.ttl", "shapes.ttl"])
def test_our_files_use_terms_that_exist(name):
    used = set()
    for quad in ox.parse(turtle.content(name), format=ox.RdfFormat.TURTLE):
        used.add(quad.predicate.value)
        if quad.predicate.value == terms.RDF.type:
            used.add(quad.object.value)
    own = {PREFIXES["sh"], *CITED}
    assert {one for one in used if not one.startswith(tuple(own))} <= LISTED


def test_what_is_ours_is_defined_in_one_place():
    assert {value for value in LISTED if value.startswith(HTX.NAMESPACE)} == {
        value for name, value in vars(HTX).items() if not name.startswith("_")
    }
