"""Where the settings files, the state and the credentials are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SYSTEM = Path("/etc/didevan")


@dataclass(frozen=True, slots=True)
class Places:
    """The files to read (``config`` None: the defaults) and the folder for our own data."""

    sources: Path
    config: Path | None
    state_dir: Path


def find_places(
    environ: Mapping[str, str],
    *,
    sources: Path | None = None,
    config: Path | None = None,
    here: Path = Path(),
    system: Path = SYSTEM,
) -> Places:
    """The files named, else those in ``here``, else those in ``system``.

    A config.toml beside the sources goes before both: files that lie together belong together.
    """
    sources = sources or _first("sources.toml", here, system) or here / "sources.toml"
    return Places(
        sources=sources,
        config=config or _first("config.toml", sources.parent, here, system),
        state_dir=state_directory(environ),
    )


def state_directory(environ: Mapping[str, str]) -> Path:
    """The service's own StateDirectory, else a folder of the user's, as XDG says."""
    # systemd may name several directories, separated by colons; the first is ours
    if given := environ.get("STATE_DIRECTORY"):
        return Path(given.split(":")[0])
    # XDG: a relative path is invalid and counts as not set
    if (given := environ.get("XDG_STATE_HOME")) and Path(given).is_absolute():
        return Path(given) / "didevan"
    return Path(environ.get("HOME") or Path.home()) / ".local" / "state" / "didevan"


def _first(name: str, *folders: Path) -> Path | None:
    return next((folder / name for folder in folders if (folder / name).exists()), None)
