"""Lists are read to their end as they were when they were begun, whatever is published meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

NEWS = """HTX Rừng Biếc số {number} nhận Bằng khen

Ngày {day}/{month}/2024, tại Hội nghị tổng kết năm 2023, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Rừng Biếc số {number}.

Kinh tế tập thể, HTX của tỉnh phát triển. Liên minh HTX tỉnh đồng hành cùng các HTX. Nhiều HTX làm ăn khá.

Trong năm, toàn tỉnh thành lập mới được 1{number} HTX, giải thể 1{number} HTX ngừng hoạt động.
"""
COMMITTEE = "Ủy ban nhân dân tỉnh Vân Hạc"


def article(folder: Path, number: int, *, day: int, month: int = 3) -> Path:
    path = folder / f"{number:03}.txt"
    path.write_text(NEWS.format(number=number, day=day, month=month), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that tests begin with a copy of."""
    folder = tmp_path_factory.mktemp("paging")
    (folder / "news").mkdir()
    news = [article(folder / "news", number, day=number) for number in range(1, 8)]
    pipeline.ingest(news, Data(folder / "data"), jobs=1)
    return folder


@pytest.fixture
def world(begun: Path, tmp_path: Path) -> Iterator[tuple[TestClient, Data, Path]]:
    shutil.copytree(begun, tmp_path, symlinks=True, dirs_exist_ok=True)
    data = Data(tmp_path / "data")
    with TestClient(create_app(Settings(data=data.path, workers=1))) as client:
        yield client, data, tmp_path / "news"


def get(client: TestClient, address: str, **asked: Any) -> Any:
    answer = client.get(address, params={name: value for name, value in asked.items() if value is not None})
    assert answer.status_code == 200, answer.text
    return answer.json()


def named(item: dict[str, Any]) -> tuple[str, ...]:
    """What makes an item of a list one and no other."""
    if "observation" in item:
        return (item["observation"],)
    ends = (item["subject"]["iri"], item["kind"], item["object"]["iri"]) if "subject" in item else ()
    return (item["claim"], *ends)


def rest(client: TestClient, address: str, cursor: str | None, **asked: Any) -> list[Any]:
    found: list[Any] = []
    while cursor is not None:
        page = get(client, address, cursor=cursor, **asked)
        found += page["items"]
        cursor = page["next"]
    return found


def lists(client: TestClient) -> list[tuple[str, dict[str, str]]]:
    key = get(client, "/api/search", q=COMMITTEE, kind="organization")["items"][0]["key"]
    return [
        ("/api/conferrals", {"order": "newest"}),
        ("/api/conferrals", {"order": "oldest"}),
        (f"/api/entities/{key}/relations", {"order": "newest"}),
        (f"/api/entities/{key}/relations", {"order": "counterpart"}),
        (f"/api/entities/{key}/relations", {"order": "evidence"}),
        (f"/api/entities/{key}/timeline", {}),
        ("/api/observations", {}),
    ]


def changed(data: Data, news: Path) -> None:
    """Publish what comes before and after every place of the lists, and change and withdraw some of what is in them."""
    new = [article(news, 20, day=28, month=12), article(news, 0, day=1, month=1), article(news, 3, day=28)]
    pipeline.ingest(new, data, jobs=1)
    (gone,) = (one["iri"] for one in pipeline.documents(data) if one["file"] == "005.txt")
    assert gone is not None
    pipeline.withdraw(data, [gone], "told in error")


def test_a_list_that_was_begun_goes_on_as_it_was(world) -> None:
    client, data, news = world
    asked = lists(client)
    whole = [get(client, address, limit=500, **more)["items"] for address, more in asked]
    first = [get(client, address, limit=2, **more) for address, more in asked]
    changed(data, news)
    for (address, more), before, page in zip(asked, whole, first, strict=True):
        assert len(before) > 2, address
        assert page["items"] + rest(client, address, page["next"], limit=2, **more) == before, (address, more)
        assert get(client, address, limit=500, **more)["items"] != before, address


def test_every_page_tells_the_generation_it_is_of(world) -> None:
    client, data, news = world
    page = get(client, "/api/conferrals", limit=2)
    changed(data, news)
    answer = client.get("/api/conferrals", params={"limit": 2, "cursor": page["next"]})
    assert answer.headers["X-Generation"] == str(answer.json()["generation"]) == str(page["generation"])
    assert get(client, "/api/conferrals")["generation"] > page["generation"]


def test_where_a_generation_is_gone_what_stays_is_told_once(world) -> None:
    client, data, news = world
    asked = lists(client)
    whole = [get(client, address, limit=500, **more)["items"] for address, more in asked]
    first = [get(client, address, limit=2, **more) for address, more in asked]
    changed(data, news)
    with data.lock():
        data.prune(1)
    assert len(data.numbers()) == 1
    for (address, more), before, page in zip(asked, whole, first, strict=True):
        after = [named(one) for one in rest(client, address, page["next"], limit=2, **more)]
        assert len(after) == len(set(after)), address
        listed = get(client, address, limit=500, **more)["items"]
        now = [named(one) for one in listed]
        assert after == now[len(now) - len(after) :], address
        stays = [one for one in before[2:] if one in listed]
        assert {named(one) for one in stays} <= set(after), address


@pytest.mark.parametrize("cursor", ["forged", "1.forged", "99999.forged", ".", "1.", "WzFd", "1.WzFd", "²." + "WzFd"])
@pytest.mark.parametrize("address", ["/api/conferrals", "/api/observations", "/api/presenters-who-received"])
def test_a_cursor_that_is_none_is_a_bad_parameter(world, address: str, cursor: str) -> None:
    answer = world[0].get(address, params={"cursor": cursor})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Unknown cursor"
