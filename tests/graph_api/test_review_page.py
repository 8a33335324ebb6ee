"""The review page: only for reviewers, only from its own forms, and what is decided there holds until it is undone."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

NAME = "Triệu Văn Mẫu"
TEXTS = (
    f"Hội nghị Vân Hạc\n\nNgày 2/3/2022, ông {NAME} dự Hội nghị tổng kết năm 2021 tại tỉnh Vân Hạc.\n",
    f"Lễ hội Vân Hải\n\nNgày 5/6/2023, ông {NAME} dự Lễ khai mạc hội xuân tại tỉnh Vân Hải.\n",
)
BROWSER = {"Accept": "text/html", "Accept-Language": "vi"}


@pytest.fixture
def keys(tmp_path) -> Keys:
    return Keys(tmp_path / "data")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that tests begin with a copy of."""
    folder = tmp_path_factory.mktemp("review")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    pipeline.ingest(sorted(folder.glob("*.txt")), Data(folder / "data"), jobs=1)
    return folder / "data"


@pytest.fixture
def client(begun: Path, tmp_path: Path, keys: Keys) -> Iterator[TestClient]:
    shutil.copytree(begun, tmp_path / "data", symlinks=True, dirs_exist_ok=True)
    settings = Settings(data=tmp_path / "data", workers=1)
    with TestClient(create_app(settings), headers=BROWSER, base_url="http://127.0.0.1") as found:
        yield found


def signed_in(client: TestClient, token: str) -> str:
    return client.post("/review/session", data={"key": token}).text


def form(page: str) -> dict[str, str]:
    """The hidden fields of the page's first form for a pair."""
    return dict(
        re.findall(
            r'type="hidden" name="(\w+)" value="([^"]*)"', page.partition('id="verdict"')[2].partition("</form>")[0]
        )
    )


def test_a_reviewer_signs_in_decides_and_undoes(client, keys) -> None:
    assert 'type="password"' in client.get("/review").text
    _, token = keys.add("Người duyệt", [Scope.REVIEW])
    page = signed_in(client, token)
    assert page.count(f"<mark>{NAME}</mark>") == 2 and token not in page
    cookie = next(iter(client.cookies.jar))
    assert cookie.has_nonstandard_attr("HttpOnly") and cookie.get_nonstandard_attr("SameSite") == "strict"
    given = form(page)
    after = client.post("/review/decide", data={**given, "verdict": "same", "why": "cùng người"}).text
    assert "Không có cặp nào" in after and "cùng người" in after and "Người duyệt" in after
    undone = client.post("/review/undo", data={name: given[name] for name in ("csrf", "left", "right")}).text
    assert undone.count(f"<mark>{NAME}</mark>") == 2
    assert client.post("/review/leave", data={"csrf": given["csrf"]}).status_code == 200
    assert 'type="password"' in client.get("/review").text


def test_a_form_of_another_site_is_refused(client, keys) -> None:
    _, token = keys.add("Người duyệt", [Scope.REVIEW])
    given = form(signed_in(client, token))
    for csrf in ("", "0" * 64):
        answer = client.post("/review/decide", data={**given, "csrf": csrf, "verdict": "same"})
        assert answer.status_code == 403 and "<h1" in answer.text
    assert client.post("/review/leave", data={}).status_code == 403
    assert not client.app.state.graph.data.decisions_path.exists()


@pytest.mark.parametrize("told", [{"verdict": "perhaps"}, {"verdict": "same", "left": "x"}])
def test_a_forged_field_is_told_and_nothing_is_logged(client, keys, told) -> None:
    _, token = keys.add("Người duyệt", [Scope.REVIEW])
    given = form(signed_in(client, token))
    assert client.post("/review/decide", data={**given, **told}).status_code == 400
    assert not client.app.state.graph.data.decisions_path.exists()


@pytest.mark.parametrize("scopes", [[Scope.READ], [Scope.WRITE]])
def test_a_key_without_the_scope_does_not_sign_in(client, keys, scopes) -> None:
    _, token = keys.add("Ai đó", scopes)
    assert "không có quyền duyệt" in signed_in(client, token)
    assert client.cookies.get("review") is None


def test_a_revoked_key_is_signed_out_at_once(client, keys) -> None:
    key, token = keys.add("Người duyệt", [Scope.REVIEW])
    given = form(signed_in(client, token))
    keys.revoke(key.id)
    assert client.post("/review/decide", data={**given, "verdict": "same"}).status_code == 403
    assert 'type="password"' in client.get("/review").text
