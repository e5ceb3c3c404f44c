"""English, as the outlets of the region print it: the few endings of its nouns and verbs.

Nouns take s and es (army, armies), and the possessive s, whose apostrophe the folding drops
(Mosul's). Verbs take s, ed and ing with a silent e lost (seize, seizing) and a last consonant
doubled (rob, robbed). Irregular forms stand in the lexicon. Source: any grammar of English.
"""

from __future__ import annotations

import re
from functools import cache

from daemon.text.dialect import LATIN_SCRIPT, Attributes, Dialect, Grip, Tense

_LOST = "ies|ied|ing|ings"


@cache
def _noun(last: str, _grip: Grip) -> re.Pattern[str]:
    return re.compile("(?:s|es)?" if last else "ies")


@cache
def _verb(last: str, _tense: Tense | None, _prefixed: bool) -> re.Pattern[str]:
    doubled = f"|{last}(?:ed|ing|ings)" if last in "bdglmnprt" else ""
    return re.compile(f"(?:s|es|d|ed|ing|ings{doubled})?" if last else _LOST)


def _describe(tail: str) -> Attributes:
    return ("plural",) if tail else ()


_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "dozen several dozens scores hundreds thousands"
)
NUMBERS = frozenset(_NUMBERS.split())
"""Words for two and more, folded."""

DIALECT = Dialect(
    script=LATIN_SCRIPT,
    noun=_noun,
    verb=_verb,
    light_verb=re.compile("(?!)"),
    describe=_describe,
    proclitics={},
    verbal_proclitics=frozenset(),
    prefixes={},
    clitics=(),
    worn={"y": ""},
    worn_verb={"y": "", "e": ""},
    name=re.compile("s?"),
)
