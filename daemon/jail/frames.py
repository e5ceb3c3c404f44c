"""What goes through the pipe: tasks down, answers up.

A task is pickled, because only we write tasks. An answer was made by a process that has read
hostile bytes, so it is JSON, bounded, and read back into nothing but our own plain values.
"""

from __future__ import annotations

import dataclasses
import pickle
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from daemon.errors import DidevanError
from daemon.jail.limits import MEGABYTE
from daemon.model.article import Parsed
from daemon.model.outcome import Extracted, NothingFound, Unreadable

MOST_ANSWER = 24 * MEGABYTE
HEAD = struct.Struct(">cI")
SIZE = struct.Struct(">I")
STATUS = struct.Struct(">i")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Job(StrEnum):
    """What a child can do."""

    PARSE = "parse"
    EXTRACT = "extract"
    RAW_TEXT = "raw_text"


class Mark(StrEnum):
    """The first byte of every answer."""

    READY = "R"
    DONE = "D"
    LAST = "L"  # done as well, but this child wants to be replaced
    FAULT = "F"  # an exception that nobody expected, in words
    MEMORY = "M"


class Garbled(DidevanError):
    """A child sent what no child of ours sends; never leaves this room."""


@dataclass(frozen=True, slots=True)
class Task:
    """One call of one function; ``seconds`` is the processor time it may take."""

    job: Job
    seconds: int
    arguments: tuple[Any, ...]  # Any: each job's own, checked where they are given


_ANSWERS: Mapping[Job, TypeAdapter[Any]] = {
    Job.PARSE: TypeAdapter(Parsed | Unreadable),
    Job.EXTRACT: TypeAdapter(Extracted | NothingFound),
    Job.RAW_TEXT: TypeAdapter(str),
}


def packed(task: Task) -> bytes:
    """The task as a frame."""
    body = pickle.dumps(task, protocol=pickle.HIGHEST_PROTOCOL)
    return SIZE.pack(len(body)) + body


def unpacked(body: bytes) -> Task:
    """The task of a frame that our parent wrote."""
    task = pickle.loads(body)  # noqa: S301 (the parent's own; answers are never pickled)
    assert isinstance(task, Task)  # noqa: S101
    return task


def answered(job: Job, value: object) -> bytes:
    """A value as JSON; lone halves of surrogate pairs, which no text may hold, become U+FFFD."""
    try:
        return _ANSWERS[job].dump_json(value)
    except (PydanticSerializationError, UnicodeEncodeError):
        return _ANSWERS[job].dump_json(_whole(value))


def understood(job: Job, body: bytes) -> Any:
    """The value of an answer; raises Garbled when it is none."""
    try:
        return _ANSWERS[job].validate_json(body)
    except ValidationError as error:
        raise Garbled(f"{error.error_count()} mistakes in an answer") from error


def _whole(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, tuple):
        return tuple(map(_whole, value))
    if isinstance(value, Mapping):
        return {_whole(name): _whole(held) for name, held in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return type(value)(**{name: _whole(each) for name, each in held.items()})
    return value
