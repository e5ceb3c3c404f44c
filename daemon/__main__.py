"""``python -m daemon``: the same as the command ``didevan``."""

from __future__ import annotations

from daemon.cli import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="didevan")


if __name__ == "__main__":
    main()
