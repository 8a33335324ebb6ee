"""Readers answer completely or with one clear error, and nobody's query is another's trouble."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from graph_store import workers
from graph_store.archive import Entry
from graph_store.errors import (
    PoolBusy,
    QueryCancelled,
    QueryCrashed,
    QueryError,
    QuerySyntax,
    QueryTimeout,
    QueryTooBig,
    StoreMissing,
    UnknownGeneration,
)
from graph_store.generations import Data
from graph_store.workers import Cancellation, Format, Pool
from ingest.load import load

EX = "https://example.org/"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"
BOMB = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def entry(number: int) -> Entry:
    document, graph = f"{EX}d{number}", f"{EX}graph/d{number}"
    lines = [f'<{EX}p{number}-{n}> <{EX}name> "Người thứ {n}"@vi <{graph}> .\n' for n in range(300)]
    return Entry(document, graph, b"x%d" % number, "", b"[]", "".join(lines).encode())


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    data = Data(tmp_path_factory.mktemp("workers") / "data")
    load(data, [entry(1)])
    return data


@pytest.fixture(scope="module")
def pool(data):
    with Pool(data, 3, memory=100 << 20, waiting=20) as pool:
        yield pool


def count(pool: Pool, **options) -> int:
    rows = pool.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", **options)
    return int(rows[0]["n"]["value"])


def test_rows_booleans_and_graphs_come_in_the_formats_asked_for(pool):
    answer = pool.query("ASK {}")
    assert (answer.kind, json.loads(answer.body)) == ("ask", {"head": {}, "boolean": True})
    answer = pool.query(f"SELECT ?s WHERE {{ ?s <{EX}name> 'Người thứ 7'@vi }}", formats=(Format.CSV, Format.TURTLE))
    assert answer.body.split() == [b"s", f"{EX}p1-7".encode()]
    answer = pool.query(f"CONSTRUCT WHERE {{ <{EX}p1-7> ?p ?o }}", formats=(Format.CSV, Format.N_TRIPLES))
    assert answer.kind == "graph"
    assert answer.body.decode() == f'<{EX}p1-7> <{EX}name> "Người thứ 7"@vi .\n'


def test_parameters_are_bound_by_the_engine(pool):
    rows = pool.select("SELECT ?s ?o WHERE { ?s ?p ?o }", bindings={"o": '"Người thứ 7"@vi'})
    assert [row["s"]["value"] for row in rows] == [f"{EX}p1-7"]
    for bad in ("<not an iri>", "<x:a> . <x:b> <x:c> <x:d>", "} DROP ALL {"):
        with pytest.raises(QuerySyntax):
            pool.query("SELECT ?s ?o WHERE { ?s ?p ?o }", bindings={"o": bad})


def test_a_dataset_of_ones_own_holds_only_what_is_named(pool):
    graph = f"{EX}graph/d1"
    assert count(pool, default_graphs=[graph]) == 300
    assert count(pool, named_graphs=[graph]) == 0
    rows = pool.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }", default_graphs=[graph])
    assert rows[0]["n"]["value"] == "0"


def test_a_syntax_error_tells_line_and_column(pool):
    with pytest.raises(QuerySyntax) as error:
        pool.query("SELECT *\nWHERE { ?s ?p }")
    assert error.value.line == 2
    assert error.value.column is not None


def test_an_answer_that_is_too_large_is_an_error_not_a_part(pool):
    with pytest.raises(QueryTooBig, match="LIMIT"):
        pool.query("SELECT * WHERE { ?s ?p ?o }", max_bytes=1000)


def test_only_selects_have_rows(pool):
    with pytest.raises(QueryError, match="not a SELECT"):
        pool.select("ASK {}")


def test_a_runaway_ends_at_its_deadline_and_the_next_query_is_fine(pool):
    began = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"0\.3 s"):
        pool.query(RUNAWAY, deadline=0.3)
    assert time.monotonic() - began < 1.3
    assert count(pool) == 300


def test_a_memory_bomb_is_an_error_of_that_query_only(pool):
    with pytest.raises(QueryCrashed):
        pool.query(BOMB, deadline=240)
    assert count(pool) == 300


def test_nesting_that_breaks_the_engine_is_an_error_of_that_query_only(pool):
    deep = "SELECT * WHERE " + "{" * 20000 + "?s ?p ?o" + "}" * 20000
    with pytest.raises(QueryCrashed):
        pool.query(deep)
    assert count(pool) == 300


def test_readers_have_no_network(pool):
    with pytest.raises(QueryCrashed, match="the engine gave up"):
        pool.query("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", deadline=5)


def test_quick_queries_whose_callers_leave_cost_no_reader(data, monkeypatch):
    monkeypatch.setattr(workers, "_LONGEST_UNWANTED", 1e9)
    with Pool(data, 1, waiting=60) as alone:
        before = alone.pids
        for number in range(50):
            leaving = Cancellation()
            asking = threading.Thread(target=_left, args=(alone, f"ASK {{ ?s ?p {number} }}", leaving))
            asking.start()
            leaving.cancel()
            asking.join()
        assert count(alone) == 300
        assert set(before) <= set(alone.pids)
        assert (alone.load.killed, alone.load.running, alone.load.waiting) == (0, 0, 0)


def _left(pool: Pool, text: str, leaving: Cancellation) -> None:
    with suppress(QueryCancelled):
        pool.query(text, cancellation=leaving)


def test_a_cancelled_query_stops_at_once(pool):
    cancellation = Cancellation()
    threading.Timer(0.2, cancellation.cancel).start()
    began = time.monotonic()
    with pytest.raises(QueryCancelled):
        pool.query(RUNAWAY, deadline=20, cancellation=cancellation)
    assert time.monotonic() - began < 2
    with pytest.raises(QueryCancelled):
        pool.query("ASK {}", cancellation=cancellation)
    assert count(pool) == 300


def test_eight_runaways_do_not_starve_small_questions(pool):
    enough = [Cancellation() for _ in range(8)]

    def runaway(number: int) -> None:
        with suppress(QueryTimeout, QueryCancelled):
            pool.query(f"{RUNAWAY} # {number}", deadline=60, cancellation=enough[number])

    with ThreadPoolExecutor(8) as threads:
        runaways = [threads.submit(runaway, number) for number in range(8)]
        try:
            for _ in range(30):
                pool.query("ASK {}", deadline=30)
            assert not any(one.done() for one in runaways)  # all were answered beside them
        finally:
            for one in enough:
                one.cancel()
        for one in runaways:
            one.result(60)
    assert count(pool) == 300


def test_runaways_end_at_their_deadline_whether_they_run_or_wait(pool):
    def runaway(number: int) -> None:
        with pytest.raises((QueryTimeout, PoolBusy)):
            pool.query(f"{RUNAWAY} # late {number}", deadline=1)

    with ThreadPoolExecutor(8) as threads:
        for one in [threads.submit(runaway, number) for number in range(8)]:
            one.result(60)
    assert count(pool) == 300


def test_when_too_many_wait_the_next_is_told_to_come_again(data):
    with Pool(data, 1, waiting=1) as pool, ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(pool.query, RUNAWAY, deadline=1.5) for _ in range(2)]
        time.sleep(0.5)
        with pytest.raises(PoolBusy, match="too many") as busy:
            pool.query("ASK {}")
        assert busy.value.retry_after > 0
        for one in asked:
            with pytest.raises((QueryTimeout, PoolBusy)):
                one.result()


def test_many_threads_get_each_its_own_answer(pool):
    def ask(number: int) -> str:
        rows = pool.select("SELECT ?o WHERE { ?s ?p ?o } ", bindings={"o": f'"Người thứ {number}"@vi'})
        return rows[0]["o"]["value"]

    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(ask, range(200))) == [f"Người thứ {number}" for number in range(200)]


def test_readers_follow_the_generation_in_force_and_can_ask_the_past(tmp_path):
    data = Data(tmp_path / "data")
    with Pool(data, 2) as pool:
        with pytest.raises(StoreMissing, match="htxgraph ingest"):
            pool.query("ASK {}")
        for number in range(1, 4):
            load(data, [entry(number)])
            assert count(pool) == 300 * number
        assert count(pool, generation=1) == 300
        assert pool.query("ASK {}", generation=2).generation == 2
        with pytest.raises(UnknownGeneration):
            pool.query("ASK {}", generation=9)


def test_closing_ends_all_processes(data):
    pool = Pool(data, 2)
    pids = pool.pids
    assert len(pids) >= 2
    pool.close()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
