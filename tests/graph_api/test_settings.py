"""Settings come from the environment and a file; what cannot be understood is told with its place."""

from dataclasses import fields
from pathlib import Path

import pytest

from graph_api.settings import BadSetting, Settings, documented, variable
from htxgraph import cli

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def given(tmp_path: Path, text: str, **variables: str) -> dict[str, str]:
    path = tmp_path / "htxgraph.toml"
    path.write_text(text, "utf-8")
    return {"HTXGRAPH_SETTINGS": str(path), **variables}


def test_a_file_gives_settings_and_variables_go_before_it(tmp_path):
    environment = given(
        tmp_path, 'port = 9000\nquery_timeout = 5\nplain = true\ndata = "/srv/x"\n', HTXGRAPH_PORT="9001"
    )
    found, origins = Settings.read(environment)
    assert (found.port, found.query_timeout, found.plain, found.data) == (9001, 5.0, True, Path("/srv/x"))
    assert origins["port"] == "HTXGRAPH_PORT"
    assert origins["plain"] == environment["HTXGRAPH_SETTINGS"]
    assert "host" not in origins


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ports = 1", r"htxgraph\.toml: ports is no setting; did you mean port\?"),
        ('port = "many"', r"htxgraph\.toml: port must be a whole number, not 'many'"),
        ("port = true", r"port must be a whole number, not True"),
        ("workers = 0", r"workers must be more than 0"),
        ("cache_mb = -1", r"cache_mb must be more than 0"),
        ("plain = 1", r"plain must be true or false, not 1"),
        ("port = ", r"htxgraph\.toml is no TOML"),
    ],
)
def test_what_a_file_gives_wrongly_is_told_with_its_place(tmp_path, text, told):
    with pytest.raises(BadSetting, match=told):
        Settings.read(given(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadSetting, match="HTXGRAPH_SETTINGS names, cannot be read"):
        Settings.read({"HTXGRAPH_SETTINGS": str(tmp_path / "none.toml")})


def test_a_variable_that_is_no_setting_is_told_with_the_nearest():
    with pytest.raises(BadSetting, match="HTXGRAPH_WORKER is no setting; did you mean HTXGRAPH_WORKERS"):
        Settings.read({"HTXGRAPH_WORKER": "3"})
    with pytest.raises(BadSetting, match="HTXGRAPH_PLAIN must be true or false, not 'perhaps'"):
        Settings.read({"HTXGRAPH_PLAIN": "perhaps"})


def test_every_setting_is_documented_as_it_is():
    told = DOCUMENT.read_text("utf-8")
    assert documented() in told
    assert all(f"`{variable(one.name)}`" in told for one in fields(Settings))


def test_the_command_shows_where_each_setting_is_from(tmp_path, monkeypatch, capsys):
    for name, value in given(tmp_path, "port = 9000\n", HTXGRAPH_WORKERS="2").items():
        monkeypatch.setenv(name, value)
    assert cli.run(["settings"]) == 0
    told = capsys.readouterr().out
    assert "HTXGRAPH_WORKERS" in told
    assert "9000" in told
    monkeypatch.setenv("HTXGRAPH_PORT", "many")
    assert cli.run(["settings"]) == 2
    assert "HTXGRAPH_PORT must be a whole number" in capsys.readouterr().err
