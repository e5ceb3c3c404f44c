from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from daemon.config.lines import find_lines, line_of

REPOSITORY = Path(__file__).parents[2]

TRICKY = '''\
# a comment with [[source]] and name = "x"
title = "a # no comment, \\"quoted\\""
"quoted.key" = 1
'literal key' = 2
dotted . "with space" .deep = true
text = """
first = "no key"
[no.table]
""\\"""""
raw = \'\'\'
[[nor.this]]\'\'\'
points = [ 1,
  # between
  2.5, [ "a]", 'b' ],
]
inline = { a = 1, "b" = { c = [ { d = 07:00:00 } ] } }
ends = 1979-05-27 07:32:00 # a date

[table]
key = "گەڕەک"
[ table . sub ]
key = 1

[[row]]
name = "one"
[row.options]
deep = 1
[[row.inner]]
x = 1
[[row.inner]]
x = 2
[[row]]
name = "two"
[[row.inner]]
x = 3
'''


def test_every_key_of_a_tricky_file_stands_where_an_editor_sees_it() -> None:
    lines = find_lines(TRICKY)
    assert lines["title",] == 2
    assert lines["quoted.key",] == 3
    assert lines["literal key",] == 4
    assert lines["dotted", "with space", "deep"] == 5
    assert lines["text",] == 6
    assert lines["raw",] == 10
    assert lines["points", 1] == 14
    assert lines["points", 2, 1] == 14
    assert lines["inline", "b", "c", 0, "d"] == 16
    assert lines["ends",] == 17
    assert lines["table", "key"] == 20
    assert lines["table", "sub", "key"] == 22
    assert lines["row", 0] == 24
    assert lines["row", 0, "options", "deep"] == 27
    assert lines["row", 0, "inner", 1, "x"] == 31
    assert lines["row", 1, "name"] == 33
    assert lines["row", 1, "inner", 0, "x"] == 35


def test_nothing_is_found_that_the_file_does_not_hold() -> None:
    assert set(find_lines(TRICKY)) == set(paths(tomllib.loads(TRICKY)))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("row", 1, "inner", 0, "x"), 35),
        (("row", 1, "missing"), 32),
        (("row", 9), 24),
        (("nowhere", 3, "x"), 0),
        ((), 0),
    ],
)
def test_what_is_missing_is_shown_where_it_should_stand(
    path: tuple[str | int, ...], line: int
) -> None:
    assert line_of(find_lines(TRICKY), path) == line


KEYS = st.text(alphabet="ab-_. \"'#[=ە", min_size=1, max_size=5)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-10, 10)
    | st.floats(allow_nan=False)
    | st.text(alphabet="ab #[]{},=\"'\\\nەک", max_size=12)
    | st.times().map(lambda time: time.replace(microsecond=0)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_the_walk_finds_exactly_the_keys_that_the_parser_finds(data: dict[str, object]) -> None:
    text = tomlkit.dumps(data)
    assert set(find_lines(text)) == set(paths(tomllib.loads(text)))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_lines_stay_right_whatever_blank_lines_stand_between(gaps: list[int]) -> None:
    text = "".join("\n" * gap + f"[[row]]\nkey = {place}\n" for place, gap in enumerate(gaps))
    lines = find_lines(text)
    for place in range(len(gaps)):
        assert text.splitlines()[lines["row", place, "key"] - 1] == f"key = {place}"


@pytest.mark.parametrize("name", ["pyproject.toml", "sources.toml"])
def test_our_own_files_are_walked_to_the_last_key(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert set(find_lines(text)) == set(paths(tomllib.loads(text)))


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*path, place))
