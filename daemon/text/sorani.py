"""Central Kurdish (Sorani): its nouns, its verbs and what is joined to the front of a word."""

from __future__ import annotations

import re
from functools import cache

from daemon.text.dialect import ARABIC_SCRIPT, Dialect, Grip, Tense
from daemon.text.sorani_nouns import chain, describe, letter_class
from daemon.text.sorani_verbs import PREFIXES, light_verbs, verb_endings


@cache
def _compiled(grammar: str) -> re.Pattern[str]:
    return re.compile(grammar)


@cache
def _noun(last: str, grip: Grip) -> re.Pattern[str]:
    return _compiled(chain(letter_class(last), grip))


@cache
def _verb(last: str, tense: Tense | None, prefixed: bool) -> re.Pattern[str]:
    return _compiled(verb_endings(last, tense, prefixed))


_JOINED = "بە لە بۆ کە و لەو بەو لەم بەم ئەو ئەم ەەر لەناو لەسەر لەگەل ەەمو نێوان"

DIALECT = Dialect(
    script=ARABIC_SCRIPT,
    noun=_noun,
    verb=_verb,
    light_verb=_compiled(light_verbs()),
    describe=describe,
    proclitics={
        **dict.fromkeys(_JOINED.split(), ()),
        **dict.fromkeys(("بێ", "بەبێ"), ("negated",)),
        **dict.fromkeys(("دژە", "دژی", "دژ"), ("anti",)),
    },
    verbal_proclitics=frozenset(("بە", "لە", "بۆ", "کە", "و")),
    prefixes=PREFIXES,
    clitics=("م", "ت", "ی", "مان", "تان", "یان"),
    worn={"ە": ""},
)
