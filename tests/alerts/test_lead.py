"""The first sentences of an article, with the words that flagged it marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from daemon.alerts.lead import LONGEST, Lead, compose_lead
from daemon.alerts.plain import printable
from daemon.model.article import Match

FIRST = "دوو درۆن لە کاتژمێر 2:30 خولەکی شەو هێرشیان کردە سەر کێڵگەیەکی گاز."
SECOND = " کەس زیانی پێ نەگەیشت و ئاگرەکە کوژێنرایەوە!"
THIRD = " لێکۆڵینەوە بەردەوامە."


def lead(body: str, *marked: str, title: str = "ناونیشان") -> Lead:
    found = [
        Match("a", "b", "body", surface, body.index(surface), body.index(surface) + len(surface), 1)
        for surface in marked
    ]
    return compose_lead(title, body, found, "rtl")


def text(found: Lead) -> str:
    return "".join(piece.text for piece in found.pieces)


def test_two_sentences_are_told_and_nothing_is_cut() -> None:
    found = lead(FIRST + SECOND + THIRD)
    assert (text(found), found.cut) == (FIRST + SECOND, False)


def test_a_short_body_is_told_whole() -> None:
    found = lead("تەقینەوەیەک لە کەرکووک")
    assert (text(found), found.cut) == ("تەقینەوەیەک لە کەرکووک", False)


def test_an_empty_body_has_an_empty_lead() -> None:
    assert lead("") == Lead((), cut=False, direction="rtl")


def test_a_line_that_repeats_the_title_is_left_out() -> None:
    assert text(lead(f"  ناونیشان \n\n{FIRST}")) == FIRST


def test_a_body_that_is_only_the_title_is_still_told() -> None:
    assert text(lead("ناونیشان")) == "ناونیشان"


def test_an_abbreviation_or_a_dateline_is_no_sentence() -> None:
    body = f"هەولێر.\nد. ئازاد گوتی: {FIRST}{SECOND}{THIRD}"
    assert text(lead(body)).endswith(SECOND.strip())


def test_a_sentence_without_end_is_cut_between_words() -> None:
    found = lead("وشە " * 300)
    assert found.cut
    assert len(text(found)) <= LONGEST
    assert text(found).endswith("وشە")


def test_one_long_sentence_stands_alone_when_the_second_does_not_fit() -> None:
    long = "وشەیەک " * 25 + "تەواو."
    found = lead(f"{long} {'درێژ ' * 100}تەواو.")
    assert (text(found), found.cut) == (long, False)


def test_a_single_endless_word_is_cut_at_the_limit() -> None:
    found = lead("x" * 5000)
    assert (len(text(found)), found.cut) == (LONGEST, True)


def test_a_mark_covers_the_whole_word_so_that_its_letters_stay_joined() -> None:
    body = "بەهێرشەکانیان کەرکووک"
    assert [piece.text for piece in lead(body, "هێرش").pieces if piece.marked] == ["بەهێرشەکانیان"]


def test_a_mark_stops_at_punctuation_and_keeps_zwnj_words_whole() -> None:
    body = "ئەو «تەقە\u200cمەنی»ـیە."
    assert [piece.text for piece in lead(body, "تەقە").pieces if piece.marked] == ["تەقە\u200cمەنی"]


def test_of_a_finding_that_spans_a_sentence_only_the_ends_are_marked() -> None:
    body = "دوێنێ شەو داعش لە چەند لایەکەوە هێرشیان کرد."
    found = lead(body, "داعش لە چەند لایەکەوە هێرش")
    assert [piece.text for piece in found.pieces if piece.marked] == ["داعش", "هێرشیان"]
    assert text(found) == body


def test_marks_that_overlap_are_one_after_the_other() -> None:
    body = "هێزی چەکدار هات"
    marked = [piece.text for piece in lead(body, "هێزی چەکدار", "چەکدار").pieces if piece.marked]
    assert marked == ["هێزی چەکدار"]


def test_a_lead_in_another_script_than_its_headline_flows_its_own_way() -> None:
    assert lead("Three killed in Kirkuk.").direction == "ltr"


matches = st.builds(
    Match, st.just("a"), st.just("b"), st.just("body"), st.just(""),
    st.integers(-5, 700), st.integers(-5, 700), st.just(1.0),
)  # fmt: skip


@given(st.text(alphabet="اب ێ.\n؟a\u202e\u200c", max_size=900), st.lists(matches, max_size=8))
def test_whatever_is_marked_the_text_is_the_body_s_own(body: str, found: list[Match]) -> None:
    told = text(compose_lead("ا", body, found, "rtl"))
    assert len(told) <= LONGEST
    assert told in printable(body)
