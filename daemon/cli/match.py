"""``didevan match``: what the rules say of a text, and why."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import BinaryIO

import click

from daemon.cli.settings import rules_of
from daemon.cli.setup import Setup
from daemon.cli.terminal import show
from daemon.model.article import Verdict
from daemon.model.language import Language
from daemon.rules.matcher import Matcher

FIELDS = ("title", "body", "text")
LANGUAGES = {language.value.lower(): language for language in Language} | {
    "ku": None,  # Kurdish of whatever kind: the text itself must tell
    "kmr-latn": Language.KURMANJI,
    "badini": Language.BADINI,
}

_LONE = re.compile("[\ud800-\udfff]")


@click.command()
@click.argument("files", nargs=-1, type=click.File("rb"))
@click.option("--jsonl", is_flag=True, help="Read JSON lines, write JSON lines, as said above.")
@click.pass_obj
def command(setup: Setup, files: tuple[BinaryIO, ...], jsonl: bool) -> None:
    """Say what the rules find in FILES (or '-', the standard input), and why.

    A file is one article as plain text; its parts are told with the sum for each category.

    With --jsonl every line is one JSON object: {"id", "title", "body", "text", "language"},
    with a text alone or title and body, and every key optional but one of those. Each
    gives one line, in order, with the verdict, the matches and the names found. Offsets
    count code points in the field as given. A bad line gives {"error"}; the rest goes on.
    """
    matcher = rules_of(setup)
    for file in files or (sys.stdin.buffer,):
        if jsonl:
            _write(judged(matcher, line) for line in file)
        else:
            _explain(matcher, file)


def _write(answers: Iterable[Mapping[str, object] | None]) -> None:
    for answer in answers:
        if answer is not None:
            click.echo(_line(answer))


def _line(answer: Mapping[str, object]) -> str:
    line = json.dumps(answer, ensure_ascii=False)
    # half a letter has no UTF-8, but JSON can write it in ASCII
    return json.dumps(answer) if _LONE.search(line) else line


def _explain(matcher: Matcher, file: BinaryIO) -> None:
    text = file.read().decode("utf-8-sig", errors="replace")
    click.echo(f"{click.format_filename(getattr(file, 'name', '<stdin>'))}:")
    for line in matcher.explain({"text": text}).lines():
        show(f"  {line}")


def judged(matcher: Matcher, line: bytes) -> Mapping[str, object] | None:
    """The answer to one line of JSON; None for an empty line."""
    if not line.strip():
        return None
    try:
        question = json.loads(line, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        return {"error": f"not JSON: {error}"}
    if not isinstance(question, dict):
        return {"error": "not a JSON object"}
    identity = {"id": question["id"]} if "id" in question else {}
    fields = {name: question[name] for name in FIELDS if question.get(name) is not None}
    if wrong := _wrong(fields, question.get("language")):
        return {**identity, "error": wrong}
    verdict = matcher.match(fields, _language(question.get("language")))
    return {"id": question.get("id"), **answer(verdict)}


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")


def _finite(number: str) -> float:
    if math.isinf(value := float(number)):
        raise ValueError(f"{number} is too large")
    return value


def answer(verdict: Verdict) -> dict[str, object]:
    """A verdict in the stable form of ``match --jsonl``."""
    return {
        "flagged": verdict.flagged,
        "score": verdict.score,
        "severity": verdict.severity,
        "language": verdict.language,
        "categories": list(verdict.categories),
        "matches": [asdict(match) for match in verdict.matches],
        "entities": [asdict(mention) for mention in verdict.entities],
    }


def _wrong(fields: Mapping[str, object], language: object) -> str:
    if not fields:
        return "no text: give 'text', or 'title' and 'body'"
    for name, value in fields.items():
        if not isinstance(value, str):
            return f"'{name}' is not a string"
    if language is not None and not isinstance(language, str):
        return "'language' is not a string"
    return ""


def _language(named: str | None) -> Language | None:
    """The language named; a tag that is not one of ours is as good as none."""
    return LANGUAGES.get(named.lower()) if named else None
