"""Awards over HTTP: every sum is what SPARQL counts in the same graph; cards count exactly; lists meet page by page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline
from ontology.terms import SKOS

SAMPLES = Path(str(resources.files("ingest") / "samples"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("awards") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    with TestClient(create_app(Settings(data=data, workers=1))) as found:
        yield found


def get(client: TestClient, address: str, **asked: Any) -> Any:
    answer = client.get(address, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def key(client: TestClient, name: str) -> str:
    return str(get(client, "/api/search", q=name)["items"][0]["key"])


def counted(client: TestClient, query: str) -> dict[str, int]:
    rows = get(client, "/sparql", query=query)["results"]["bindings"]
    return {row["value"]["value"]: int(row["number"]["value"]) for row in rows}


COUNTS = {
    "grantor": "?c htx:grantor ?value .",
    "award": "?c htx:award ?value .",
    "event": "?c htx:atEvent ?value .",
    "recipient": "?c htx:recipient ?r . ?r htx:knownMember? ?value . MINUS { ?value a htx:CountedGroup }",
    "presenter": "?p htx:presents ?c ; htx:presenter ?value .",
    "principal": "?p htx:presents ?c ; htx:onBehalfOf ?value .",
}


@pytest.mark.parametrize("of", sorted(COUNTS))
def test_rankings_count_what_sparql_counts(client: TestClient, of: str) -> None:
    query = f"""SELECT ?value (COUNT(DISTINCT ?c) AS ?number) WHERE {{
      ?c a htx:Conferral ; htx:status ?s . VALUES ?s {{ htx:conferred htx:decided }} {COUNTS[of]} }} GROUP BY ?value"""
    wanted = counted(client, query)
    found = get(client, "/api/who-awarded-whom/top", of=of, limit=500)["items"]
    assert wanted
    assert {one["value"]: one["conferrals"] for one in found} == wanted
    assert [one["conferrals"] for one in found] == sorted(wanted.values(), reverse=True)


def everything(client: TestClient) -> list[dict[str, Any]]:
    return list(get(client, "/api/conferrals", limit=500)["items"])


def test_a_sum_is_at_least_so_many_plus_groups_of_unstated_size(client: TestClient) -> None:
    sums: dict[str, list[int]] = {}
    for one in everything(client):
        for party in one["parties"]:
            if party["role"] == "grantor":
                kept = sums.setdefault(party["who"]["iri"], [0, 0, 0])
                kept[:] = (kept[0] + 1, kept[1] + one["at_least"], kept[2] + one["unsized"])
    found = get(client, "/api/who-awarded-whom/top", of="grantor", limit=500)["items"]
    assert {one["value"]: [one["conferrals"], one["at_least"], one["unsized"]] for one in found} == sums
    assert any(one["unsized"] for one in found)


@pytest.mark.parametrize("across", ["year", "award", "level", "province", "province_now"])
def test_a_table_has_a_cell_for_every_giver_and_value(client: TestClient, across: str) -> None:
    def value(one: dict[str, Any]) -> str | None:
        if across == "year":
            return one["date"][:4] if one["date"] else None
        found = one[across]
        return str(found["iri"] if isinstance(found, dict) else found) if found else None

    wanted: Counter[tuple[str | None, str]] = Counter()
    for one in everything(client):
        givers = [party["who"]["iri"] for party in one["parties"] if party["role"] == "grantor"] or [None]
        if (at := value(one)) is not None:
            wanted.update((giver, at) for giver in set(givers))
    found = get(client, "/api/who-awarded-whom/matrix", across=across, most=100)
    assert found["complete"]
    cells = {
        (one["source"]["iri"] if one["source"] else None, one["group"]): one["conferrals"] for one in found["cells"]
    }
    assert cells == dict(wanted)
    assert {one["value"] for one in found["columns"]} == {at for _, at in wanted}


def test_a_small_table_says_that_it_leaves_something_out(client: TestClient) -> None:
    found = get(client, "/api/who-awarded-whom/matrix", across="award", most=1)
    assert (len(found["rows"]), len(found["columns"]), found["complete"]) == (1, 1, False)


def test_who_presents_and_receives_is_listed_with_both_numbers(client: TestClient) -> None:
    query = """SELECT ?value (COUNT(DISTINCT ?c) AS ?number) WHERE { ?p htx:presenter ?value .
      ?c a htx:Conferral ; htx:recipient/htx:knownMember? ?value } GROUP BY ?value"""
    found = get(client, "/api/presenters-who-received")["items"]
    assert {one["who"]["iri"]: one["received"] for one in found} == counted(client, query)
    assert all(one["presented"] for one in found)


def test_a_chain_of_awarding_leads_from_giver_to_giver(client: TestClient) -> None:
    found = get(client, "/api/chains")["honours"]
    for one in found:
        assert all(relation["kind"] == "grants" for relation in one["relations"])
    assert [one["receiver"]["iri"] for one in found][:-1] == [one["giver"]["iri"] for one in found][1:]
    rows = get(client, "/queries/awarding-chains")["rows"]
    assert bool(found) == bool(rows)


def test_a_card_has_every_relation_in_a_section_with_its_exact_number(client: TestClient) -> None:
    for name in ("Nguyễn Đức Hiền", "UBND tỉnh Bắc Giang", "Bằng khen"):
        one = key(client, name)
        card = get(client, f"/api/entities/{one}", each=50)
        assert sum(section["count"] for section in card["sections"]) == sum(c["count"] for c in card["counts"])
        for section in card["sections"]:
            page = client.get(f"{section['link']}&limit=500").json()["items"]
            assert len(page) == section["count"]
            assert section["relations"] == page[: len(section["relations"])]
            assert len(section["relations"]) == min(50, section["count"])


def test_a_card_tells_posts_in_time_with_their_passages(client: TestClient) -> None:
    card = get(client, f"/api/entities/{key(client, 'Nguyễn Đức Hiền')}")
    assert card["posts"]
    for post in card["posts"]:
        assert post["first"] <= post["last"]
        claim = post["claim"].partition("/id/")[2]
        assert len(get(client, f"/api/entities/{claim}/evidence")["items"]) == post["evidence"]


def test_a_card_and_lists_come_as_linked_data(client: TestClient) -> None:
    for address in (f"/api/entities/{key(client, 'Nguyễn Đức Hiền')}/relations", "/api/conferrals"):
        answer = client.get(address, params={"format": "jsonld", "limit": 5})
        claims = {one["claim"] for one in get(client, address, limit=5)["items"]}
        assert answer.headers["content-type"] == "application/ld+json"
        triples = list(parse(answer.content, format=RdfFormat.JSON_LD))
        assert claims <= {triple.subject.value for triple in triples}
        assert SKOS.prefLabel in {triple.predicate.value for triple in triples}


def test_lists_give_passages_and_only_the_fields_asked_for(client: TestClient) -> None:
    address = f"/api/entities/{key(client, 'Nguyễn Đức Hiền')}/relations"
    proven = get(client, address, evidence=1)["items"]
    assert all(len(one["passages"]) == min(3, one["evidence"]) for one in proven if one["kind"] != "mentions")
    assert any(one["passages"] for one in proven if one["kind"] == "mentions")
    lean = get(client, address, fields="claim,date")["items"]
    assert [{"claim": one["claim"], "date": one["date"]} for one in proven] == lean
    wrong = client.get(address, params={"fields": "claim,colour"})
    assert (wrong.status_code, wrong.json()["title"]) == (400, "Bad parameter")
    rows = list(csv.DictReader(io.StringIO(client.get(address, params={"format": "csv", "evidence": 1}).text)))
    assert [row["claim"] for row in rows] == [one["claim"] for one in proven]
    assert rows[0]["quotes"].startswith(proven[0]["passages"][0]["quote"] if proven[0]["passages"] else "")


def test_a_table_without_rows_has_its_head_all_the_same(client: TestClient) -> None:
    for address in ("/api/conferrals", "/api/who-awarded-whom", "/api/who-awarded-whom/top"):
        lines = client.get(address, params={"format": "csv", "from": "1800", "to": "1801"}).text.splitlines()
        assert len(lines) == 1
        assert "," in lines[0]


@pytest.mark.parametrize("order", ["newest", "oldest", "counterpart", "evidence"])
def test_pages_of_relations_meet_in_every_order_without_gap_or_overlap(client: TestClient, order: str) -> None:
    address = f"/api/entities/{key(client, 'UBND tỉnh Bắc Giang')}/relations"
    whole = [
        (one["claim"], one["kind"], one["object"]["iri"])
        for one in get(client, address, order=order, limit=500)["items"]
    ]
    got: list[tuple[str, str, str]] = []
    cursor: str | None = None
    while True:
        page = get(client, address, order=order, limit=3, **({"cursor": cursor} if cursor else {}))
        got += [(one["claim"], one["kind"], one["object"]["iri"]) for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert got == whole
    assert len(set(got)) == len(got)


def test_suggestions_follow_what_is_typed(client: TestClient) -> None:
    for typed in ("nguyen d", "Nguyễn Đức H", "Đ/c Nguyễn Đức Hiền"):
        items = get(client, "/api/suggest", q=typed)["items"]
        assert "Nguyễn Đức Hiền" in [one["label"] for one in items]


def test_the_versioned_address_gives_the_same(client: TestClient) -> None:
    for address in ("search?q=hien", "conferrals?limit=3", "who-awarded-whom/top", "chains"):
        assert client.get(f"/api/v1/{address}").content == client.get(f"/api/{address}").content


def test_figures_are_found_by_words_and_paged(client: TestClient) -> None:
    found = get(client, "/api/observations", measure="von dieu le", place="bac giang")["items"]
    assert [(one["value"], one["unit"], one["qualifier"], one["period"]) for one in found] == [
        (2473, "tỷ đồng", "moreThan", "2021")
    ]
    whole = [one["observation"] for one in get(client, "/api/observations", limit=500)["items"]]
    got: list[str] = []
    cursor: str | None = None
    while True:
        page = get(client, "/api/observations", limit=7, **({"cursor": cursor} if cursor else {}))
        got += [one["observation"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert got == whole
    assert (
        len(set(whole)) == len(whole) == len(client.get("/api/observations?format=csv&limit=500").text.splitlines()) - 1
    )
    (proven,) = get(client, "/api/observations", measure="von dieu le", place="bac giang", evidence=1)["items"]
    assert "2.473 tỷ đồng" in proven["passages"][0]["quote"]


def test_issues_are_what_the_named_queries_find(client: TestClient) -> None:
    found = get(client, "/api/issues", limit=500)["items"]
    assert {"doubtful-periods", "implied-totals", "possible-duplicates"} <= {one["query"] for one in found}
    assert all(one["evidence"] or one["inferred_by"] for one in found)
    doubtful = get(client, "/api/issues", kind="doubtful-periods", limit=500)["items"]
    assert [one["row"] for one in doubtful] == get(client, "/queries/doubtful-periods")["rows"]
    assert client.get("/api/issues", params={"kind": "figures"}).status_code == 400
    assert client.get("/api/issues", params={"kind": "none"}).status_code == 404
