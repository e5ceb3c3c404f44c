"""The gold as others type it: five bad ways of writing the same texts, and what each costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from daemon.demo.typed import ZWNJ
from daemon.rules.matcher import Matcher
from tests.gold.labelled import Labelled
from tests.gold.scores import score

_LETTER = "\u0620-\u06ff"
_TATWEEL, _RLM, _LRM = "\u0640", "\u200f", "\u200e"
_ARABIC = str.maketrans({"ک": "\u0643", "ی": "\u064a", "ە": "\u0647"})  # ك ي ه


def arabic_keyboard(text: str) -> str:
    """ك for ک and ي for ی, as an Arabic keyboard has them, and ه for ە."""
    return text.translate(_ARABIC)


def heh_for_ae(text: str) -> str:
    """ه (U+0647) wherever ە (U+06D5) should stand."""
    return text.replace("ە", "\u0647")


def zwnj_lost(text: str) -> str:
    """The old spelling ه+ZWNJ after something removed every zero-width letter."""
    return re.sub(f"ە(?=[{_LETTER}])", "\u0647" + ZWNJ, text).replace(ZWNJ, "")


def initial_rr(text: str) -> str:
    """ڕ (U+0695) at the beginning of every word that begins with ر, and the other way round."""
    swapped = {"ر": "ڕ", "ڕ": "ر"}
    return re.sub(f"(?<![{_LETTER}])[رڕ]", lambda found: swapped[found[0]], text)


def tatweel_and_marks(text: str) -> str:
    """A tatweel within every longer word, and marks of direction around it."""
    stretched = re.sub(f"([بتسشکلمنپف])(?=[{_LETTER}]{{2}})", rf"\1{_TATWEEL}", text)
    return re.sub(r"(\S+)", rf"{_RLM}\1{_LRM}", stretched)


WAYS: Mapping[str, Callable[[str], str]] = {
    "Arabic keyboard": arabic_keyboard,
    "ه for ە": heh_for_ae,
    "ZWNJ lost": zwnj_lost,
    "initial ڕ": initial_rr,
    "tatweel and bidi marks": tatweel_and_marks,
}


def costs(matcher: Matcher, texts: Iterable[Labelled]) -> dict[str, float]:
    """How much F1 falls in each of the ways; negative where it rises."""
    several = [replace(one, span="") for one in texts]
    whole = score(matcher, several, every_category=False).by_name["all"].f1
    return {name: whole - _f1(matcher, several, way) for name, way in WAYS.items()}


def _f1(matcher: Matcher, texts: Iterable[Labelled], way: Callable[[str], str]) -> float:
    typed = [replace(one, text=way(one.text)) for one in texts]
    return score(matcher, typed, every_category=False).by_name["all"].f1
