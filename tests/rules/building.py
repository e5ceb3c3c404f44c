"""Small sets of rules for the tests, and the shipped ones."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import daemon.rules
from daemon.rules.load import RuleProblem, load_rules
from daemon.rules.matcher import Matcher

FOLDER = Path(daemon.rules.__file__).parent

TERMS = """
[[term]]
id = "attack"
gloss = "attack"
ckb = ["هێرش"]
kmr = ["êrîş"]
light_verb = true
tags = ["violent"]

[[term]]
id = "rocket"
gloss = "rocket"
ckb = ["مووشەک"]
tags = ["violent"]

[[term]]
id = "kill"
gloss = "to kill"
kind = "verb"
ckb = ["کوژ", "کوشت"]

[[term]]
id = "player"
gloss = "player"
ckb = ["یاریزان"]

[[term]]
id = "council"
gloss = "Security Council"
kind = "phrase"
ckb = ["ئەنجومەنی ئاسایش"]
hides = true

[[term]]
id = "asayish"
gloss = "security service"
ckb = ["ئاسایش"]
"""

CATEGORY = """
[category]
id = "attacks"
name = "Attacks"
kurdish = "هێرشەکان"
severity = "high"
threshold = 10
"""


def tables(text: str) -> dict[str, object]:
    """The tables of a file written as TOML."""
    return tomllib.loads(text)


def small(*rules: str, more: str = "") -> Matcher:
    """A matcher with one category, a few terms, and these further tables."""
    made = load_rules(
        {"terms.toml": tables(TERMS + more), "c.toml": tables(CATEGORY + "".join(rules))}
    )
    assert isinstance(made, Matcher), made
    return made


def rule(when: str, weight: float = 10, **more: str) -> str:
    """A ``[[rule]]`` table called after its expression."""
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'\n[[rule]]\nid = "r"\ngloss = "tested"\nwhen = "{when}"\nweight = {weight}\n{extra}'


def problems(*files: str) -> tuple[RuleProblem, ...]:
    """What the loader says of these files, called a.toml, b.toml and so on."""
    made = load_rules({f"{chr(97 + i)}.toml": tables(text) for i, text in enumerate(files)})
    assert not isinstance(made, Matcher), "nothing was refused"
    return made


def messages(*files: str) -> str:
    """All problems as one text."""
    return "\n".join(f"{p.file} {p.path} {p.message}" for p in problems(*files))


@cache
def shipped() -> Matcher:
    """The rules as they are delivered."""
    names = sorted(FOLDER.rglob("*.toml"))
    made = load_rules({str(path): tables(path.read_text(encoding="utf-8")) for path in names})
    assert isinstance(made, Matcher), made[:20]
    return made
