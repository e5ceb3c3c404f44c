"""Parsed rules files to a Matcher, or to everything that is wrong with them; opens no file."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from daemon.rules.compiling import compile_lexicon
from daemon.rules.forms import forget
from daemon.rules.lexicon import Lexicon
from daemon.rules.matcher import Matcher
from daemon.rules.problems import RuleProblem
from daemon.rules.sound import sound_tables

__all__ = ["RuleProblem", "load_rules"]


def load_rules(files: Mapping[str, Mapping[str, object]]) -> Matcher | tuple[RuleProblem, ...]:
    """Build a Matcher from parsed TOML files by name, in order: later files override earlier.

    When anything is wrong, every problem found is returned instead, and nothing is used.
    """
    with _no_collection():
        lexicon = _lexicon(files)
        if isinstance(lexicon, tuple):
            return lexicon
        lexicon.index.ready()  # Kurdish, in the room of what has been forgotten
        return Matcher(lexicon)


def _lexicon(files: Mapping[str, Mapping[str, object]]) -> Lexicon | tuple[RuleProblem, ...]:
    try:
        merged = sound_tables(files)
        if isinstance(merged, tuple):
            return merged
        return compile_lexicon(merged, _version(files))
    finally:
        forget()


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for garbage meanwhile.

    Hundreds of thousands of small objects are made, and nearly all stay: looking for garbage
    among them takes a third of the time and finds none.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()  # all of it is old now, and not looked through as something new
            gc.enable()


def _version(files: Mapping[str, Mapping[str, object]]) -> str:
    """The same for the same tables in the same order, whatever the files are called."""
    text = json.dumps(list(files.values()), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
