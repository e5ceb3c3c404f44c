"""``python -m daemon``: the same as the command ``didevan``."""

from __future__ import annotations

from daemon.cli import cli
from daemon.service import garbage


def main() -> None:
    """Run the command line."""
    garbage.seldom()
    cli(prog_name="didevan")


if __name__ == "__main__":
    main()
