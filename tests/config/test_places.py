from __future__ import annotations

from pathlib import Path

import pytest

from daemon.config.credentials import credentials
from daemon.config.places import find_places, state_directory
from daemon.errors import SettingsError


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture
def system(tmp_path: Path) -> Path:
    (tmp_path / "etc").mkdir()
    return tmp_path / "etc"


def test_files_that_are_named_are_taken_even_when_they_are_missing(
    here: Path, system: Path
) -> None:
    (here / "sources.toml").touch()
    (here / "config.toml").touch()
    places = find_places(
        {}, sources=Path("x.toml"), config=Path("y.toml"), here=here, system=system
    )
    assert (places.sources, places.config) == (Path("x.toml"), Path("y.toml"))


def test_the_files_here_go_before_those_of_the_system(here: Path, system: Path) -> None:
    for folder in (here, system):
        (folder / "sources.toml").touch()
        (folder / "config.toml").touch()
    places = find_places({}, here=here, system=system)
    assert (places.sources, places.config) == (here / "sources.toml", here / "config.toml")


def test_the_files_of_the_system_are_found_when_none_are_here(here: Path, system: Path) -> None:
    (system / "sources.toml").touch()
    (system / "config.toml").touch()
    places = find_places({}, here=here, system=system)
    assert (places.sources, places.config) == (system / "sources.toml", system / "config.toml")


def test_a_config_beside_the_sources_goes_before_one_here(here: Path, system: Path) -> None:
    (here / "config.toml").touch()
    (system / "config.toml").touch()
    places = find_places({}, sources=system / "sources.toml", here=here, system=system)
    assert places.config == system / "config.toml"


def test_without_any_file_the_config_is_the_defaults(here: Path, system: Path) -> None:
    places = find_places({}, here=here, system=system)
    assert (places.sources, places.config) == (here / "sources.toml", None)


@pytest.mark.parametrize(
    ("environ", "directory"),
    [
        ({"STATE_DIRECTORY": "/var/lib/didevan", "HOME": "/root"}, "/var/lib/didevan"),
        ({"STATE_DIRECTORY": "/var/lib/didevan:/var/lib/other"}, "/var/lib/didevan"),
        ({"XDG_STATE_HOME": "/home/a/state", "HOME": "/home/a"}, "/home/a/state/didevan"),
        ({"XDG_STATE_HOME": "state", "HOME": "/home/a"}, "/home/a/.local/state/didevan"),
        ({"HOME": "/home/a"}, "/home/a/.local/state/didevan"),
    ],
)
def test_the_state_lies_where_the_system_says(environ: dict[str, str], directory: str) -> None:
    assert state_directory(environ) == Path(directory)


def test_a_secret_is_read_without_the_newline_an_editor_left(tmp_path: Path) -> None:
    (tmp_path / "smtp-password").write_bytes("نهێنی \r\n".encode())
    read = credentials({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert read("smtp-password") == "نهێنی "


def test_a_secret_nobody_provided_is_none(tmp_path: Path) -> None:
    assert credentials({"CREDENTIALS_DIRECTORY": str(tmp_path)})("smtp-password") is None
    assert credentials({})("smtp-password") is None


def test_no_name_leads_out_of_the_credentials(tmp_path: Path) -> None:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "secret").write_text("x")
    read = credentials({"CREDENTIALS_DIRECTORY": str(tmp_path / "credentials")})
    assert read("../secret") is None
    assert read("..") is None


def test_a_secret_that_cannot_be_read_is_told_without_its_content(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"xyzzy-9\xff")
    (tmp_path / "folder").mkdir()
    read = credentials({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    for name, said in (("broken", "is not text"), ("folder", "cannot be read: Is a directory")):
        with pytest.raises(SettingsError) as caught:
            read(name)
        assert said in str(caught.value)
        assert "xyzzy-9" not in str(caught.value)
