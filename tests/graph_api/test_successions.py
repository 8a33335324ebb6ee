"""Cards and pages tell what became of a province's body, as inferred, and keep the two bodies apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline
from ingest.context import Metadata

TEXTS = {
    "a.txt": "Ngày 2/3/2022, ông Triệu Văn Mẫu, Chủ tịch Liên minh HTX tỉnh Bắc Giang dự Hội nghị tổng kết năm 2021.\n",
    "b.txt": "Ngày 5/6/2026, bà Khúc Thị Thử, Chủ tịch Liên minh HTX tỉnh Bắc Ninh dự Hội nghị sơ kết năm 2026.\n",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("successions")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
        published = "2022-03-03" if name == "a.txt" else "2026-06-06"
        pipeline.ingest([folder / name], Data(folder / "data"), Metadata(published=published), jobs=1)
    with TestClient(create_app(Settings(data=folder / "data", workers=1))) as found:
        yield found


def key(client: TestClient, name: str) -> str:
    hits = client.get("/api/search", params={"q": name, "kind": "organization"}).json()["items"]
    return next(hit["key"] for hit in hits if hit["label"] == name)


def test_a_card_names_successor_and_predecessor_with_day_law_and_rule(client: TestClient) -> None:
    old, new = (key(client, f"Liên minh HTX tỉnh {name}") for name in ("Bắc Giang", "Bắc Ninh"))
    (became,) = client.get(f"/api/entities/{old}").json()["successions"]
    assert became["relation"] == "successor" and became["other"]["key"] == new
    assert (became["on"], became["source"]) == ("2025-07-01", "202/2025/QH15") and became["rule"]
    (came,) = client.get(f"/api/entities/{new}").json()["successions"]
    assert came["relation"] == "predecessor" and came["other"]["key"] == old
    assert client.get(f"/api/entities/{old}").json()["iri"] != client.get(f"/api/entities/{new}").json()["iri"]


def test_a_page_tells_it_as_inferred(client: TestClient) -> None:
    old = key(client, "Liên minh HTX tỉnh Bắc Giang")
    page = client.get(f"/page/{old}", headers={"Accept": "text/html", "Accept-Language": "vi"}).text
    assert "Kế thừa" in page and "nhập vào" in page and "Suy ra từ việc sắp xếp các tỉnh" in page


def test_a_person_has_no_successions(client: TestClient) -> None:
    person = client.get("/api/search", params={"q": "Triệu Văn Mẫu"}).json()["items"][0]["key"]
    assert client.get(f"/api/entities/{person}").json()["successions"] == []
