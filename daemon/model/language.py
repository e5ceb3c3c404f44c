"""The written languages Dîdevan tells apart, and the direction each is written in."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A written language by its BCP 47 tag; ``kmr-Arab`` is Badini."""

    SORANI = "ckb"
    KURMANJI = "kmr"
    BADINI = "kmr-Arab"
    SOUTHERN = "sdh"
    ARABIC = "ar"
    PERSIAN = "fa"
    TURKISH = "tr"
    ENGLISH = "en"
    OTHER = "other"


RIGHT_TO_LEFT = frozenset(
    {Language.SORANI, Language.BADINI, Language.SOUTHERN, Language.ARABIC, Language.PERSIAN}
)
