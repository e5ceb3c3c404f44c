"""The full day as it is shown to people.

``python -m tests.alerts.shown`` prints its text part, ``python -m tests.alerts.shown FILE``
writes its page, and ``python -m tests.alerts.shown docs/digest.md`` renews the text part there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.alerts.day import message

BLOCK = "```text\n"


def shown(page: str) -> str:
    """A page of the docs with the text part in its block, without the invisible isolates."""
    before, mark, rest = page.partition(BLOCK)
    _, end, after = rest.partition("\n```\n")
    assert mark
    assert end
    return before + mark + re.sub("[\u2066-\u2069]", "", message().text).rstrip() + end + after


def main(arguments: list[str]) -> None:
    """Print the text part, or write what the file named asks for."""
    if not arguments:
        sys.stdout.write(message().text)
        return
    file = Path(arguments[0])
    markdown = file.suffix == ".md"
    text = shown(file.read_text(encoding="utf-8")) if markdown else message().html
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
