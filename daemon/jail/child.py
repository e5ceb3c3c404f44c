"""A child's life: bound and loaded as its mother is, it answers tasks until nobody asks."""

from __future__ import annotations

import ctypes
import math
import os
import re
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from daemon.jail.frames import HEAD, MOST_ANSWER, SIZE, Job, Mark, Task, answered, unpacked
from daemon.jail.limits import MEGABYTE
from daemon.model.outcome import Fetched
from daemon.model.source import Source

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_FILES = 64
_MOST_TASKS = 5000  # the libraries keep caches that never shrink
_GROWN = 220 * MEGABYTE  # memory once taken is seldom given back
_LONGEST_FAULT = 300
_REFUSED = frozenset(
    [
        *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"),
        *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn"),
    ]
)

_HIGH_WATER = re.compile(rb"VmHWM:\s+(\d+) kB")

Jobs = Mapping[Job, Callable[..., object]]


def live(connection: socket.socket, jobs: Jobs, mother: int) -> None:
    """Answer the tasks that come in; what the mother (a process's number) gave up stays so."""
    _die_with_parent()
    if os.getppid() != mother:  # she died before we could be told
        return
    sys.addaudithook(_refuse)
    number = str(os.getpid()).encode()
    with suppress(ConnectionError), connection:
        connection.sendall(HEAD.pack(Mark.READY.encode(), len(number)) + number)
        _serve(connection, jobs)


def bind(memory: int) -> None:
    """Take away from this process, and all it makes, what reading a document does not need."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # sent to the whole group: the parent decides
    _die_with_parent()
    _lower(resource.RLIMIT_AS, memory)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, _FILES)
    with suppress(OSError):  # when memory is short for all, we go before the daemon
        Path("/proc/self/oom_score_adj").write_text("1000")


def load() -> Jobs:
    """The functions, imported only now, within the limits."""
    from daemon.extract import extract, raw_page  # noqa: PLC0415
    from daemon.sources import KINDS  # noqa: PLC0415

    def parse(source: Source, fetched: Fetched, now: datetime) -> object:
        return KINDS[source.kind].parse(source, fetched, now)

    return {Job.PARSE: parse, Job.EXTRACT: extract, Job.RAW_TEXT: raw_page}


def write_nothing() -> None:
    """From now on no file can grow."""
    _lower(resource.RLIMIT_FSIZE, 0)


def _serve(connection: socket.socket, jobs: Jobs) -> None:
    for number, body in enumerate(_frames(connection), start=1):
        mark, answer = _answer(jobs, body)
        worn = number >= _MOST_TASKS or _peak() > _GROWN
        if mark is Mark.DONE and worn:
            mark = Mark.LAST
        connection.sendall(HEAD.pack(mark.encode(), len(answer)) + answer)
        if mark is not Mark.DONE:
            return


def _frames(connection: socket.socket) -> Iterator[bytes]:
    while head := _exactly(connection, SIZE.size):
        yield _exactly(connection, SIZE.unpack(head)[0])


def _exactly(connection: socket.socket, size: int) -> bytes:
    """So many bytes; none when the parent is gone."""
    received = bytearray()
    while len(received) < size:
        chunk = connection.recv(min(size - len(received), MEGABYTE))
        if not chunk:
            return b""
        received += chunk
    return bytes(received)


def _answer(jobs: Jobs, body: bytes) -> tuple[Mark, bytes]:
    try:
        task = unpacked(body)
        _allow(task.seconds)
        answer = _done(jobs, task)
    except MemoryError:
        return Mark.MEMORY, b""
    except Exception as error:  # noqa: BLE001  # an edge: the parent raises it again, in words
        words = f"{type(error).__name__}: {error}"[:_LONGEST_FAULT]
        return Mark.FAULT, words.encode("utf-8", "replace")
    return (Mark.DONE, answer) if len(answer) <= MOST_ANSWER else (Mark.MEMORY, b"")


def _done(jobs: Jobs, task: Task) -> bytes:
    return answered(task.job, jobs[task.job](*task.arguments))


def _allow(seconds: int) -> None:
    """Let the kernel end us when we compute for so many seconds from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or until <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _lower(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (bound, bound))


def _peak() -> int:
    """The most memory that we ever held, in bytes.

    What getrusage says was inherited from the daemon when it is larger: only the kernel's
    account of our own pages is about us.
    """
    with suppress(OSError):
        found = _HIGH_WATER.search(Path("/proc/self/status").read_bytes())
        if found:
            return int(found[1]) * 1024
    return 0


def _die_with_parent() -> None:
    """End with who made us, even while computing; elsewhere than on Linux the limits do it."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event}: whoever reads documents touches nothing else")
