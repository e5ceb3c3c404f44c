"""How outlets tell each kind of event, from templates.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

Told = tuple[str, str]
"""A title and a body with their gaps."""


def _read() -> Mapping[str, Mapping[str, Told]]:
    text = Path(__file__).with_name("templates.toml").read_text(encoding="utf-8")
    return {
        kind: {form: (one["title"], "\n".join(one["paragraphs"])) for form, one in forms.items()}
        for kind, forms in tomllib.loads(text).items()
    }


TEMPLATES = _read()
MEMORIES = TEMPLATES["memory"]
DENIALS = TEMPLATES["denial"]
