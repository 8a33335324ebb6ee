"""Keys: made once, kept as hashes, scoped, revoked at once, and counted where rates are set."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from graph_api import errors
from graph_api.access import needs
from graph_api.app import create_app
from graph_api.keys import Key, Keys, Scope
from graph_api.rates import Rated
from graph_api.settings import BadSetting, Settings
from graph_store.errors import StoreDamaged
from htxgraph import output
from htxgraph.cli import run


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


@pytest.fixture
def client(keys: Keys) -> Iterator[TestClient]:
    app = FastAPI()
    errors.add_to(app)
    app.state.keys = keys

    @app.get("/reviewed")
    def reviewed(key: Annotated[Key, Depends(needs(Scope.REVIEW))]) -> str:
        return key.name

    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


def test_a_key_is_kept_as_a_hash_in_a_file_that_others_cannot_read(keys: Keys, tmp_path: Path) -> None:
    _, token = keys.add("An", [Scope.WRITE])
    file = tmp_path / "keys.jsonl"
    assert token not in file.read_text()
    assert token.split("_", 2)[2] not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_a_key_is_found_by_its_whole_token_only(keys: Keys) -> None:
    key, token = keys.add("An", [Scope.WRITE])
    assert keys.find(token) == key
    for other in (token[:-1], token + "a", token.swapcase(), key.id, "", "htx_00000000_" + "a" * 43, "\x00é"):
        assert keys.find(other) is None


def test_a_scope_allows_itself_and_reading_and_admin_allows_all(keys: Keys) -> None:
    allowed = {scope: {one for one in Scope if keys.add("An", [scope])[0].allows(one)} for scope in Scope}
    assert allowed == {
        Scope.READ: {Scope.READ},
        Scope.WRITE: {Scope.READ, Scope.WRITE},
        Scope.REVIEW: {Scope.READ, Scope.REVIEW},
        Scope.ADMIN: set(Scope),
    }


def test_another_process_knows_a_key_and_its_end_at_once(keys: Keys, tmp_path: Path) -> None:
    running = Keys(tmp_path)
    assert running.all() == ()
    key, token = keys.add("An", [Scope.WRITE])
    assert running.find(token) == key
    keys.revoke(key.id)
    assert running.find(token) is None


def test_a_damaged_file_of_keys_is_told_by_its_line(keys: Keys, tmp_path: Path) -> None:
    keys.add("An", [Scope.WRITE])
    with (tmp_path / "keys.jsonl").open("a") as file:
        file.write('{"id": "1"}\n')
    with pytest.raises(StoreDamaged, match="line 2"):
        Keys(tmp_path).all()


def test_a_route_that_needs_a_scope_lets_in_who_has_it(client: TestClient, keys: Keys) -> None:
    _, token = keys.add("An", [Scope.REVIEW])
    for headers in ({"Authorization": f"Bearer {token}"}, {"authorization": f"bearer {token}"}, {"X-API-Key": token}):
        assert client.get("/reviewed", headers=headers).json() == "An"


def test_who_sends_no_key_a_wrong_one_or_one_of_another_scope_is_told_so(client: TestClient, keys: Keys) -> None:
    off = client.get("/reviewed")
    assert (off.status_code, off.json()["title"]) == (403, "Not allowed")  # nobody has such a key: it is off
    keys.add("An", [Scope.REVIEW])
    _, other = keys.add("Bình", [Scope.WRITE])
    none = client.get("/reviewed")
    wrong = client.get("/reviewed", headers={"Authorization": "Bearer htx_wrong"})
    short = client.get("/reviewed", headers={"Authorization": f"Bearer {other}"})
    assert (none.status_code, none.headers["www-authenticate"]) == (401, 'Bearer realm="htxgraph"')
    assert (wrong.status_code, 'error="invalid_token"' in wrong.headers["www-authenticate"]) == (401, True)
    assert (short.status_code, "review" in short.json()["detail"]) == (403, True)


def test_a_revoked_key_is_refused_from_the_next_request_on(client: TestClient, keys: Keys) -> None:
    key, token = keys.add("An", [Scope.REVIEW])
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/reviewed", headers=headers).status_code == 200
    keys.add("Bình", [Scope.REVIEW])
    keys.revoke(key.id)
    assert client.get("/reviewed", headers=headers).status_code == 401


# --- rates


def rated(tmp_path: Path, anonymous: str, keyed: str) -> TestClient:
    return TestClient(create_app(Settings(data=tmp_path, rate_anonymous=anonymous, rate_key=keyed)))


def test_an_address_that_asks_too_often_waits_and_a_key_may_ask_more(keys: Keys, tmp_path: Path) -> None:
    _, token = keys.add("An", [Scope.READ])
    client = rated(tmp_path, "2/hour", "4/hour")
    asked = [client.get("/queries").status_code for _ in range(3)]
    keyed = [client.get("/queries", headers={"X-API-Key": token}).status_code for _ in range(5)]
    assert asked == [200, 200, 429]
    assert keyed == [200, 200, 200, 200, 429]
    refused = client.get("/queries")
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 3600


def test_wrong_keys_count_for_their_address_and_probes_are_free(tmp_path: Path) -> None:
    client = rated(tmp_path, "2/hour", "")
    asked = [client.get("/queries", headers={"X-API-Key": f"htx_{n}"}).status_code for n in range(3)]
    assert asked == [200, 200, 429]
    assert [client.get("/healthz").status_code for _ in range(5)] == [200] * 5


def test_a_rate_that_cannot_be_understood_is_named() -> None:
    with pytest.raises(BadSetting, match="HTXGRAPH_RATE_KEY"):
        Rated(FastAPI(), keys=Keys(Path()), anonymous="", keyed="often")


# --- the commands


def test_keys_are_made_listed_and_revoked_by_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path / "data")]
    assert run(["keys", "add", "Ông An", "--scope", "write", "--scope", "review", "--json", *data]) == output.DONE
    made = json.loads(capsys.readouterr().out)
    assert made["scopes"] == ["review", "write"]
    assert Keys(tmp_path / "data").find(made["key"]) is not None
    assert run(["keys", "list", *data]) == output.DONE
    listed = capsys.readouterr().out
    assert "Ông An" in listed
    assert made["key"] not in listed
    assert run(["keys", "revoke", made["id"], *data]) == output.DONE
    assert Keys(tmp_path / "data").all() == ()


@pytest.mark.parametrize(
    "wrong", [["add", "An"], ["add", "An", "--scope", "all"], ["add", "", "--scope", "read"], ["revoke", "12345678"]]
)
def test_a_key_command_that_cannot_be_done_says_why(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["keys", *wrong, "--data", str(tmp_path)]) == output.USAGE
    assert capsys.readouterr().err.startswith("error: ")
    assert not (tmp_path / "keys.jsonl").exists()
