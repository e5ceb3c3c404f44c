"""What an accepted name stands for in the gazetteer: its spellings as forms of one entity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from daemon.model.language import RIGHT_TO_LEFT, Language
from daemon.model.new_name import Candidate, Sighting
from daemon.stories.group_words import PROPER
from daemon.stories.new_names import bare, ended
from daemon.text.spelling import fold

_MARKS = re.compile("[\"'«»“”‘’„‹›()\\[\\]]+")
_KEYS = {
    Language.BADINI: "kmr-Arab",
    Language.KURMANJI: "kmr",
    Language.ARABIC: "ar",
    Language.ENGLISH: "en",
}
_GROUP = {"ckb": "گرووپی", "kmr-Arab": "گرۆپا", "kmr": "Koma", "ar": "جماعة"}
CONTEXT = ("گرووپ", "گرۆپ", "میلیشیا", "چەکدار", "بەرپرسیارێتی", "grûp", "kom", "çekdar", "êrîş")
"""Words near which a bare name, that may be anybody's, is the group's."""


def entity_of(
    candidate: Candidate, head: Mapping[str, str], accepted: date
) -> Mapping[str, str | Sequence[str]]:
    """The keys and values of its ``[[entity]]``; ``head`` has its id, type and English name.

    A name of one word that follows an everyday word (گرووپی شەهباز) is known with such a word,
    and alone only in the context of fighters.
    """
    order = candidate.spellings.index
    forms, short = _forms(sorted(candidate.sightings, key=lambda one: order(one.quote.surface)))
    kurdish = next(iter(forms.get("ckb") or forms.get("kmr-Arab") or ()), "")
    values: dict[str, str | Sequence[str]] = {**head}
    if kurdish:
        values["kurdish"] = kurdish
    values |= {key: forms[key] for key in ("ckb", "kmr-Arab", "kmr", "ar") if key in forms}
    values["en"] = list(dict.fromkeys((head["name"], *forms.get("en", ()))))
    if short:
        values |= {"short": short, "context": CONTEXT}
    seen = f"{len(candidate.sightings)} articles of {len(candidate.sources)} sources"
    values["note"] = f"Accepted on {accepted} as seen in {seen}."
    return values


def _forms(sightings: Sequence[Sighting]) -> tuple[dict[str, list[str]], list[str]]:
    """Full forms by the key of their language, and bare short ones; each spelling once."""
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    short: dict[str, str] = {}
    for one in sightings:
        key = _key(one)
        for form, whole in _of(ended(_MARKS.sub(" ", one.quote.surface)), key):
            into = forms[key] if whole else short
            into.setdefault(fold(form), form)
    return {key: list(some.values()) for key, some in forms.items()}, list(short.values())


def _of(surface: str, key: str) -> Iterator[tuple[str, bool]]:
    """The forms of a spelling, and whether each may stand alone."""
    name = " ".join(surface.split())
    alone = " ".join(bare(name).split())
    if alone != name:
        yield name, True
    one_word = " " not in alone
    if one_word and alone == name:
        yield f"{_GROUP.get(key, 'group')} {alone}", True
    yield alone, not one_word or fold(alone.split()[0]) in PROPER


def _key(one: Sighting) -> str:
    """Under which key a spelling stands: by its language, which its letters must allow."""
    latin = fold(one.quote.surface)[:1] < "\u0600"
    if latin == (one.language in RIGHT_TO_LEFT):
        return "kmr" if latin else "ckb"
    return _KEYS.get(one.language, "kmr" if latin else "ckb")
