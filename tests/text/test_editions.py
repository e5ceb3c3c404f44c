"""English and Arabic: what may hang on a stem, and what looks like a form of it and is none."""

from __future__ import annotations

import pytest

from daemon.model.language import Language
from daemon.text.arabic import key, stem_keys
from daemon.text.morphology import Stem, StemIndex
from daemon.text.spelling import fold
from daemon.text.stems import Kind

ENGLISH, ARABIC = Language.ENGLISH, Language.ARABIC


def _stems(word: str, kind: Kind, language: Language) -> list[Stem]:
    keys = stem_keys(word) if language is ARABIC else (fold(word),)
    return [Stem(text, kind, languages=frozenset({language})) for text in keys]


def _finds(stem: str, word: str, kind: Kind, language: Language) -> bool:
    hits = StemIndex(_stems(stem, kind, language), language).find(fold(word))
    assert all((hit.start, hit.end) == (0, len(fold(word))) for hit in hits)
    return bool(hits)


@pytest.mark.parametrize(
    ("stem", "word", "kind"),
    [
        ("attack", "attacks", "noun"),
        ("army", "armies", "noun"),
        ("army", "army's", "noun"),
        ("kill", "killed", "verb"),
        ("rob", "robbing", "verb"),
        ("seize", "seizing", "verb"),
        ("bury", "buried", "verb"),
        ("clash", "clashes", "verb"),
        ("Mosul", "Mosul's", "name"),
    ],
)
def test_english_words_inflect(stem: str, word: str, kind: Kind) -> None:
    assert _finds(stem, word, kind, ENGLISH)


@pytest.mark.parametrize(
    ("stem", "word", "kind"),
    [
        ("kill", "skill", "verb"),
        ("arm", "army", "noun"),
        ("attack", "attacking", "noun"),
        ("Hit", "hitting", "name"),
        ("raid", "afraid", "verb"),
    ],
)
def test_english_words_that_only_look_alike_are_not_found(stem: str, word: str, kind: Kind) -> None:
    assert not _finds(stem, word, kind, ENGLISH)


@pytest.mark.parametrize(
    ("stem", "word", "kind"),
    [
        ("هجوم", "الهجوم", "noun"),
        ("هجوم", "وبهجوم", "noun"),
        ("هجوم", "هجومين", "noun"),
        ("انفجار", "بالانفجار", "noun"),
        ("انفجار", "وانفجار", "noun"),
        ("إصابة", "وإصابة", "noun"),
        ("إصابة", "اصابة", "noun"),
        ("إصابة", "إصابات", "noun"),
        ("إصابة", "إصابته", "noun"),
        ("جيش", "للجيش", "noun"),
        ("مدني", "مدنيين", "noun"),
        ("قصف", "قصفاً", "noun"),
        ("قتل", "قُتل", "verb"),
        ("قتل", "سيقتلون", "verb"),
        ("انفجر", "ينفجر", "verb"),
        ("استهدف", "واستهدفت", "verb"),
        ("هاجم", "يهاجمون", "verb"),
        ("أربيل", "لأربيل", "name"),
        ("أربيل", "اربيل", "name"),
        ("إيران", "ايران", "name"),
        ("إيران", "وإيران", "name"),
        ("دهوك", "ولدهوك", "name"),
        ("دهوك", "بدهوك", "name"),
    ],
)
def test_arabic_words_inflect_and_carry_what_is_joined_to_them(
    stem: str, word: str, kind: Kind
) -> None:
    assert _finds(stem, word, kind, ARABIC)


@pytest.mark.parametrize(
    ("stem", "word", "kind"),
    [
        ("القاعدة", "قاعدة", "name"),
        ("دهوك", "دهوكي", "name"),
        ("حلب", "حلبة", "name"),
        ("قتل", "القتل", "verb"),
        ("جيش", "جيشان", "exact"),
        ("لغم", "ملغم", "noun"),
    ],
)
def test_arabic_words_that_only_look_alike_are_not_found(stem: str, word: str, kind: Kind) -> None:
    assert not _finds(stem, word, kind, ARABIC)


def test_every_spelling_of_a_first_alef_has_one_key() -> None:
    assert {key(fold(word)) for word in ("أربيل", "اربيل", "إربيل", "آربيل")} == {"اربیل"}


def test_kurdish_reads_no_stem_of_another_language_and_the_reverse() -> None:
    stems = [*_stems("attack", "noun", ENGLISH), Stem(fold("هێرش"), "noun")]
    assert not StemIndex(stems).find("attack")
    assert StemIndex(stems).find(fold("هێرشەکە"))
    assert StemIndex(stems, ENGLISH).find("attack")
    assert not StemIndex(stems, ARABIC).find(fold("هێرشەکە"))
