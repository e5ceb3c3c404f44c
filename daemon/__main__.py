"""``python -m daemon``: the same as the command ``didevan``."""

from __future__ import annotations

import atexit
import gc

from daemon.cli import cli

OBJECTS = 50_000
"""So many new objects before garbage is looked for."""


def main() -> None:
    """Run the command line.

    Nearly all that importing and reading the rules makes stays until the end: looking for
    garbage in it, again and again and once more at the end, took a third of a short command's
    time and found none.
    """
    gc.set_threshold(OBJECTS)
    atexit.register(gc.freeze)
    cli(prog_name="didevan")


if __name__ == "__main__":
    main()
