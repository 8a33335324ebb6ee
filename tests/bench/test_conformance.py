"""The conformance runner: it counts what passes, fails and is not known, and its service passes what the engine does."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.conformance import __main__ as conformance
from bench.conformance.manifests import cases, missing, start
from bench.conformance.results import Rows, expected, same
from bench.conformance.running import Result, Runner
from bench.conformance.targets import Engine

SUITE = Path(__file__).parents[2].parent / "shared" / "w3c" / "sparql11"
MANIFEST = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix : <#> .
<> a mf:Manifest ; mf:include ( <elsewhere/manifest.ttl> ) ; mf:entries ( :right :wrong :unknown :bad ) .
:right a mf:QueryEvaluationTest ; mf:name "right" ; mf:action [ qt:query <q.rq> ; qt:data <d.ttl> ] ; mf:result <right.srj> .
:wrong a mf:QueryEvaluationTest ; mf:name "wrong" ; mf:action [ qt:query <q.rq> ; qt:data <d.ttl> ] ; mf:result <wrong.srj> .
:unknown a mf:NewKindOfTest ; mf:name "unknown" ; mf:action <q.rq> .
:bad a mf:NegativeSyntaxTest11 ; mf:name "bad" ; mf:action <q.rq> .
"""


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    rows = '{"head":{"vars":["s","o"]},"results":{"bindings":[%s]}}'
    row = '{"s":{"type":"bnode","value":"%s"},"o":{"type":"bnode","value":"%s"}}'
    (tmp_path / "manifest.ttl").write_text(MANIFEST)
    (tmp_path / "q.rq").write_text("SELECT ?s ?o { ?s <urn:p> ?o }")
    (tmp_path / "d.ttl").write_text("_:a <urn:p> _:b . _:b <urn:p> _:a .")
    (tmp_path / "right.srj").write_text(rows % f"{row % ('x', 'y')},{row % ('y', 'x')}")
    (tmp_path / "wrong.srj").write_text(rows % f"{row % ('x', 'y')},{row % ('z', 'x')}")
    return tmp_path / "manifest.ttl"


def test_each_test_is_passed_failed_or_skipped_and_none_is_left_out(manifest: Path) -> None:
    runner = Runner(Engine())
    found = {case.iri: runner.run(case) for case in cases(manifest)}
    assert {name: one.result for name, one in found.items()} == {
        "right": Result.PASSED,
        "wrong": Result.FAILED,
        "unknown": Result.SKIPPED,
        "bad": Result.FAILED,
    }
    assert "NewKindOfTest" in found["unknown"].why
    assert "should be refused" in found["bad"].why
    assert len(missing(manifest)) == 1


def test_rows_are_the_same_by_value_and_in_order_where_it_counts(tmp_path: Path) -> None:
    def read(number: str) -> Rows:
        kind = "http://www.w3.org/2001/XMLSchema#decimal"
        value = f'{{"x":{{"type":"literal","datatype":"{kind}","value":"{number}"}}}}'
        (tmp_path / "r.srj").write_text(f'{{"head":{{"vars":["x"]}},"results":{{"bindings":[{value},{{}}]}}}}')
        found = expected(tmp_path / "r.srj", "urn:x")
        assert isinstance(found, Rows)
        return found

    one, other = read("2.0"), read("2")
    assert same(one, other)
    assert not same(one, read("2.5"))
    assert same(one, Rows(other.variables, other.rows[::-1]))
    assert not same(Rows(one.variables, one.rows, ordered=True), Rows(other.variables, other.rows[::-1]))


def test_a_path_without_tests_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        conformance.main([str(tmp_path)])
    assert ended.value.code == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.skipif(not SUITE.is_dir(), reason=f"the W3C tests are not at {SUITE}")
def test_our_service_passes_what_the_engine_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.xml"
    groups = [f"--group={name}" for name in ("csv-tsv-res", "json-res", "delete-insert", "update-silent", "exists")]
    assert conformance.main([str(start(SUITE)), *groups, f"--junit={report}"]) == 0, capsys.readouterr().out
    suites = ElementTree.parse(report).getroot()
    assert {suite.get("name") for suite in suites} == {name.partition("=")[2] for name in groups}
    assert int(suites.get("tests", 0)) == sum(len(suite) for suite in suites) > 40
    assert int(suites.get("failures", 0)) == 2
