from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from daemon.jail import child
from daemon.jail.frames import Garbled, Job, Task, answered, packed, understood, unpacked
from daemon.model.article import Entry, Parsed, Precision
from daemon.model.outcome import Extracted, NothingFound, Reason, Unreadable
from tests.jail.documents import SOURCE, page

ENTRY = Entry(
    key="https://esta.example/1",
    aliases=("guid:1",),
    url="https://esta.example/1",
    title="تەقینەوە",
    summary="کورتە\u200cیەک",
    content="",
    published_at=datetime(2026, 11, 14, 6, tzinfo=UTC),
    precision=Precision.DAY,
    fingerprint="f",
)
VALUES = [
    (Job.PARSE, Parsed("ئێستا", (ENTRY,), "a note")),
    (Job.PARSE, Unreadable(Reason.BROKEN_FEED, "odd")),
    (Job.EXTRACT, Extracted("سەردێڕ", "دەق", "2026", None, {"image": "https://x.example/1"})),
    (Job.EXTRACT, NothingFound(Reason.NO_TEXT, "")),
    (Job.RAW_TEXT, "هەموو دەقەکە"),
]


@pytest.mark.parametrize(("job", "value"), VALUES)
def test_an_answer_is_understood_as_it_was_meant(job: Job, value: object) -> None:
    assert understood(job, answered(job, value)) == value


def test_half_a_surrogate_pair_does_not_cost_the_answer() -> None:
    said = Extracted("a\ud800b", "x\udfffy", extra={"site": "\ud83d"})
    heard = understood(Job.EXTRACT, answered(Job.EXTRACT, said))
    assert heard == Extracted("a\ufffdb", "x\ufffdy", extra={"site": "\ufffd"})


@pytest.mark.parametrize(
    "said",
    [b"", b"null", b"[]", b'{"reason": "no_such_word", "detail": ""}', b'{"title": 7}', b"\xff"],
)
def test_what_is_no_answer_is_refused(said: bytes) -> None:
    for job in (Job.PARSE, Job.EXTRACT):
        with pytest.raises(Garbled):
            understood(job, said)


def test_a_task_arrives_as_it_was_given() -> None:
    task = Task(Job.EXTRACT, 8, (page(), None, SOURCE))
    frame = packed(task)
    assert int.from_bytes(frame[:4], "big") == len(frame) - 4
    assert unpacked(frame[4:]) == task


@pytest.mark.parametrize("event", ["socket.connect", "socket.getaddrinfo", "subprocess.Popen"])
def test_a_child_may_neither_connect_nor_start_anything(event: str) -> None:
    with pytest.raises(PermissionError, match=event):
        child._refuse(event, ())
    child._refuse("import", ())


def test_an_error_nobody_expected_is_told_in_words() -> None:
    def fails(*_given: object) -> object:
        raise KeyError("بۆمب")

    def runs_out(*_given: object) -> object:
        raise MemoryError

    jobs: Mapping[Job, object] = {Job.EXTRACT: fails, Job.RAW_TEXT: runs_out}
    fault = child._answer(jobs, packed(Task(Job.EXTRACT, 1000, ()))[4:])  # type: ignore[arg-type]
    assert fault == ("F", "KeyError: 'بۆمب'".encode())
    memory = child._answer(jobs, packed(Task(Job.RAW_TEXT, 1000, ()))[4:])  # type: ignore[arg-type]
    assert memory == ("M", b"")
