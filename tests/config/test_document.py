from __future__ import annotations

from pathlib import Path

import pytest

from daemon.config.document import read_document
from daemon.errors import Problem


def read(path: Path) -> tuple[object, list[Problem]]:
    problems: list[Problem] = []
    document = read_document(path, problems)
    return document.data if document else None, problems


@pytest.mark.parametrize(
    "raw",
    [
        'name = "دیدەوان"\nplace = 2\n'.encode(),
        'name = "دیدەوان"\r\nplace = 2\r\n'.encode(),
        b"\xef\xbb\xbf" + 'name = "دیدەوان"\nplace = 2'.encode(),
    ],
    ids=["unix", "windows", "with a byte order mark"],
)
def test_a_file_is_read_whatever_editor_wrote_it(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(raw)
    assert read(path) == ({"name": "دیدەوان", "place": 2}, [])


@pytest.mark.parametrize(
    ("raw", "line", "message"),
    [
        (b'a = 1\nname = "\xe4"\n', 2, "this is not UTF-8; save the file as UTF-8"),
        (
            b'a = 1\r\n\r\nname = "x\r\n',
            3,
            "not valid TOML: a text in quotes is not closed on its line",
        ),
        (
            b"\xef\xbb\xbfa = 1\na = 2\n",
            2,
            "not valid TOML: this key or table is already written above",
        ),
        (b'a = """\nb\n', 2, "not valid TOML: unterminated string"),
        (b"a = " + b"[" * 5000, 0, "not valid TOML: lists within lists too deep to read"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    raw: bytes, line: int, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(raw)
    assert read(path) == (None, [Problem(str(path), line, message)])


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert read(tmp_path) == (None, [Problem(str(tmp_path), 0, "cannot be read: Is a directory")])


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert read(path) == (None, [Problem(str(path), 0, "there is no such file")])


def test_a_key_that_is_not_there_stands_where_its_table_does(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text("a = 1\n\n[b]\nc = 1\n")
    document = read_document(path, [])
    assert document is not None
    assert document.problem(("b", "missing"), "x") == Problem(str(path), 3, "x")
    assert document.problem((), "x") == Problem(str(path), 0, "x")
