"""What holds of every stem and every word: run-on words, typing errors, order, speed, safety."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.model.language import Language
from daemon.text.morphology import Stem, StemIndex
from daemon.text.spelling import fold
from daemon.text.tokens import tokenise
from tests.text.hostile import any_text
from tests.text.stems_for_tests import found, noun, surface, verb

EMBASSY = noun("باڵیۆزخانە")


@pytest.mark.parametrize(
    ("word", "inside"),
    [
        ("تەقینەوەلەناوچەکەو", "تەقینەوە"),
        ("دوایتەقینەوەکە", None),
        ("بریارەتەقینەوەکە", "تەقینەوەکە"),
    ],
)
def test_a_forgotten_space_after_a_letter_that_does_not_join(word: str, inside: str | None) -> None:
    stem = verb("تەقی")
    assert surface(stem, word) == (fold(inside) if inside else None)
    hit = found(stem, word)
    assert (hit.attributes if hit else ("run_on",)) == ("run_on",)


@pytest.mark.parametrize(
    ("stem", "word"),
    [("کانی", "بەرژەوەندیەکانی"), ("یەکە", "نەخۆشخانەیەکەوە"), ("بەرە", "بەرژەوەندیەکانمان")],
)
def test_an_ending_is_not_taken_for_a_word_that_was_run_on(stem: str, word: str) -> None:
    assert found(noun(stem), word) is None


def test_a_short_name_is_not_read_out_of_a_run_on_word() -> None:
    token = fold("لەشارەکەداتاران")
    assert StemIndex([Stem("تاران", "noun")]).find(token)
    assert not StemIndex([Stem("تاران", "name")]).find(token)
    assert StemIndex([Stem("کوردستان", "name")]).find(fold("لەشارەکەداکوردستان"))


def test_a_run_on_word_gives_every_stem_in_it() -> None:
    index = StemIndex([noun("تیرۆریست"), verb("ڕفێن"), noun("بازاڕ")])
    hits = index.find(fold("لەتیرۆریستەڕفێنەرەکانیشیان"))
    assert {hit.stem for hit in hits} == {0, 1}


@pytest.mark.parametrize("word", ["باڵیۆخانەی", "باڵیۆزخناە", "باڵۆیزخانەکان"])
def test_one_letter_lost_or_two_swapped_in_a_long_stem(word: str) -> None:
    hit = found(EMBASSY, word)
    assert hit is not None
    assert "typo" in hit.attributes


def test_no_typing_error_is_guessed_in_a_short_stem() -> None:
    assert found(noun("هێرش"), "هێش") is None
    assert found(noun("چەکدار"), "چەدار") is None


def test_a_sure_reading_shuts_out_an_unsure_one() -> None:
    index = StemIndex([noun("بەهێز"), noun("هێزە")])
    assert [hit.stem for hit in index.find(fold("بەهێزەکان"))] == [0]


def test_stems_that_share_a_word_are_all_told() -> None:
    index = StemIndex([noun("چەکدار"), noun("چەکدارەکان", kind="exact"), noun("چەکداری")])
    assert {hit.stem for hit in index.find(fold("چەکدارەکان"))} == {0, 1}
    assert {hit.stem for hit in index.find(fold("چەکداری"))} == {0, 2}


def test_a_long_stem_beside_a_short_one_does_not_reach_beyond_the_word() -> None:
    index = StemIndex([noun("تەقینەوەکان"), noun("تەقینەوە")])
    hits = index.find(fold("بریارەتەقینەوە"))
    assert [(hit.stem, hit.end) for hit in hits] == [(1, len("بریارەتەقینەوە"))]


def test_a_stem_of_another_language_is_found_as_it_stands() -> None:
    persian = Stem(fold("عصائب"), "name", languages=frozenset({Language.PERSIAN}))
    assert found(persian, "عصائب") is not None
    assert found(persian, "عصائبی") is None


def test_a_stem_of_one_dialect_takes_the_endings_of_that_dialect_only() -> None:
    sorani = noun("هێرش", languages=frozenset({Language.SORANI}))
    badini = noun("هێرش", languages=frozenset({Language.BADINI}))
    assert found(sorani, "هێرشەکان") is not None
    assert found(sorani, "هێرشەکا") is None
    assert found(badini, "هێرشەکا") is not None
    assert found(badini, "هێرشەکانیان") is None


@pytest.mark.parametrize("stem", [Stem("", "noun"), Stem("ب", "verb"), Stem("", "exact")])
def test_a_stem_without_letters_is_refused(stem: Stem) -> None:
    with pytest.raises(ValueError, match="too short"):
        StemIndex([stem])


_STEMS = [
    noun("هێرش", light_verb=True),
    noun("بنکە"),
    verb("کوژ"),
    verb("تەقی"),
    verb("گیر", "دا"),
    EMBASSY,
    noun("êrîş", light_verb=True),
    verb("kuşt"),
]
_INDEX = StemIndex(_STEMS)
_LETTERS = st.text(alphabet="ابپتجدرزژسشکگلمنوۆەیێئقهڕfkêrîşutadi", min_size=1, max_size=30)


@given(st.one_of(_LETTERS, any_text))
def test_every_hit_holds_a_stem_at_the_place_it_says(text: str) -> None:
    for token in tokenise(fold(text)):
        for hit in _INDEX.find(token.text):
            assert 0 <= hit.start < hit.end <= len(token.text)
            if "typo" not in hit.attributes:
                worn = _STEMS[hit.stem].text[:-1] if len(_STEMS[hit.stem].text) > 3 else ""
                inside = token.text[hit.start : hit.end]
                assert _STEMS[hit.stem].text in inside or (worn and worn in inside)


@given(st.sampled_from(_STEMS), _LETTERS)
def test_a_noun_and_what_follows_it_is_never_lost_to_the_cache(stem: Stem, tail: str) -> None:
    fresh = StemIndex([stem])
    word = fold(stem.text + tail)
    assert fresh.find(word) == fresh.find(word) == StemIndex([stem]).find(word)


def test_many_distinct_words_do_not_fill_the_memory() -> None:
    index = StemIndex(_STEMS)
    for number in range(70_000):
        index.find(f"x{number}")
    assert len(index._found) <= 60_000


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("هێرش", "هيرشەكان"),
        ("هێرش", "بەهيرشي"),
        ("پۆلیس", "پوليسى"),
        ("ئۆتۆمبێل", "ئوتومبيلەكە"),
        ("ئێران", "ايران"),
    ],
)
def test_a_stem_typed_without_its_own_letters_is_found_and_marked(stem: str, word: str) -> None:
    hit = found(noun(stem), word)
    assert hit is not None
    assert "respelt" in hit.attributes


def test_a_short_stem_is_not_looked_for_without_its_own_letters() -> None:
    assert found(noun("شێر"), "شیر") is None
