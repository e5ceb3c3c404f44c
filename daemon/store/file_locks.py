"""Locks on files that belong to a process: kill -9 frees them at once, and a fork shares none."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

_held: set[int] = set()


def take(file: Path) -> int | None:
    """A descriptor of ``file`` that alone holds its lock; None when somebody else holds it.

    The file is made when it is missing. Raises OSError when it cannot be.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    _held.add(descriptor)
    return descriptor


def share(file: Path) -> int:
    """A descriptor of ``file`` that holds its lock, together with whoever shares it.

    Raises OSError when the file cannot be made.
    """
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # is_held has it for a moment at most
        if os.fstat(descriptor).st_nlink:  # and may have removed the file in that moment
            _held.add(descriptor)
            return descriptor
        os.close(descriptor)


def let_go(descriptor: int) -> None:
    """Give a lock back; one that a fork let go of already is left alone."""
    if descriptor in _held:
        _held.discard(descriptor)
        os.close(descriptor)


def is_held(file: Path) -> bool:
    """Whether somebody holds the lock of ``file``; one that nobody holds is removed."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        with contextlib.suppress(FileNotFoundError):
            file.unlink()
        return False
    finally:
        os.close(descriptor)


def _let_go_in_child() -> None:
    """A forked child shares the lock, and would keep it when its parent is killed."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_let_go_in_child)
