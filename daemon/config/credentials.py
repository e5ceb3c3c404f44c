"""Secrets, which systemd hands over as files in a directory only we can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from daemon.errors import Problem, SettingsError

ReadSecret = Callable[[str], str | None]
"""Gives the secret of a name, or None when the operator provided none."""


def credentials(environ: Mapping[str, str]) -> ReadSecret:
    """A reader of the files in $CREDENTIALS_DIRECTORY; without it there are no secrets.

    The reader raises SettingsError when a secret is there but cannot be read as text.
    """
    directory = environ.get("CREDENTIALS_DIRECTORY")

    def read(name: str) -> str | None:
        if not directory or "/" in name or name.startswith("."):
            return None
        return _read(Path(directory) / name)

    return read


def _read(path: Path) -> str | None:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise SettingsError([Problem(str(path), 0, "this credential is not text")]) from error
    except OSError as error:
        message = f"this credential cannot be read: {error.strerror}"
        raise SettingsError([Problem(str(path), 0, message)]) from error
    # the newline an editor puts at the end of a file belongs to no password
    return text.removesuffix("\n").removesuffix("\r")
