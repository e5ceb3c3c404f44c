"""Who says so, who denies it, and what is told of another day: sureness and background."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daemon.model.article import Severity
from daemon.model.story import Standing, Victims
from daemon.stories.beginning import FAR, NEAR, worth_reading
from daemon.stories.severity import severity
from daemon.stories.whole import doubts, story
from tests.stories.understood import NOW, account, told

ATTACK = "هێرشێک کرایە سەر پۆلیس لە کەرکووک و دوو پۆلیس کوژران."
FILL = "\n".join(["ڕۆژ ڕووناک بوو و خەڵک لە بازاڕ بوون."] * 40)


@pytest.mark.parametrize(
    ("body", "standing", "by", "blame"),
    [
        (
            f"{ATTACK}\nداعش بەرپرسیارێتیی هێرشەکەی گرتە ئەستۆ.",
            Standing.CLAIMED,
            "islamic-state",
            True,
        ),
        (
            f"{ATTACK}\nسوپای تورکیا ئەو هەواڵەی ڕەت کردەوە.",
            Standing.DENIED,
            "turkish-armed-forces",
            False,
        ),
        (f"{ATTACK}\nتا ئێستا پشتڕاست نەکراوەتەوە.", Standing.UNCONFIRMED, "", False),
        ("DAIŞê berpirsiyariya êrîşê girt ser xwe.", Standing.CLAIMED, "islamic-state", True),
        ("ISIS claimed responsibility for the attack.", Standing.CLAIMED, "islamic-state", True),
        ("تبنى تنظيم داعش الهجوم على الشرطة.", Standing.CLAIMED, "islamic-state", True),
        ("The PKK denied that it attacked the base.", Standing.DENIED, "pkk", False),
        ("The report could not be independently verified.", Standing.UNCONFIRMED, "", False),
    ],
)
def test_a_standing_comes_with_who_says_so_and_where(
    body: str, standing: Standing, by: str, blame: bool
) -> None:
    found = {one.standing: one for one in account("", body).incident.statuses}
    assert (found[standing].by, found[standing].blame) == (by, blame)
    quote = found[standing].quote
    assert body[quote.start : quote.end] == quote.surface


@pytest.mark.parametrize(
    "body",
    [
        "No group has claimed responsibility for the attack in Kirkuk.",
        "The attack claimed the lives of four people.",
    ],
)
def test_nobody_claims_where_nobody_did(body: str) -> None:
    assert account("", body).incident.statuses == ()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("٢٠٠ کەس لە گوندەکان ئاوارە بوون.", {"displaced": 200}),
        ("٦٥ خێزان ماڵەکانیان چۆڵ کرد.", {"families displaced": 65}),
        ("40 malbat ji gundên xwe koçber bûn.", {"families displaced": 40}),
        ("٢٠٠ کەس ژ گوندێن خۆ مشەخت بوون.", {"displaced": 200}),
        ("هیچ کەسێک ئاوارە نەبوو.", {}),
    ],
)
def test_people_and_families_driven_out_are_counted_apart(
    body: str, wanted: dict[str, int]
) -> None:
    assert told(body) == wanted


def test_a_person_known_from_before_is_one_and_two_of_a_family_are_two() -> None:
    body = "بۆمبێک بە ئۆتۆمبێلی فەرماندەیەکدا تەقییەوە. فەرماندەکە بریندار بوو و شۆفێرەکەی کوژرا."
    assert told(body) == {"killed": 1, "wounded": 1}
    assert told("بۆمبەک پەقی و دایک و بابێن وی بریندار بوون.") == {"wounded": 2}


@pytest.mark.parametrize(
    "more",
    [
        "ساڵی ڕابردوو لە هەمان شوێن نۆ کەس کوژران.",
        "لە سەرەتای ئەمساڵەوە ٤١ کەس کوژراون.",
        "تەقینەوەیەکی هاوشێوە نۆ کەسی کوشتبوو.",
        "لە شنگال نۆ کەس کوژران.",
    ],
)
def test_what_is_told_beside_the_news_is_not_its_toll(more: str) -> None:
    found = account("هێرش لە کەرکووک", f"{ATTACK}\n{more}").incident
    assert [(one.what.value, one.number) for one in found.counts] == [("killed", 2)]


def test_facts_stand_further_down_too_with_their_true_offsets() -> None:
    body = f"هێرشێک کرایە سەر پۆلیس لە کەرکووک.\n{FILL}\nلە هێرشەکەدا حەوت پۆلیس کوژران.\n{FILL}"
    count = account("هێرش لە کەرکووک", body).incident.counts[0]
    assert (count.what, count.number) == (Victims.KILLED, 7)
    assert count.quote.start > NEAR
    assert body[count.quote.start : count.quote.end] == count.quote.surface


def test_of_a_long_text_only_what_counts_is_read_beyond_the_beginning() -> None:
    excerpt = worth_reading(f"{FILL}\nدوو کەس کوژران.\n{FILL * 3}\nدوو کەس کوژران.")
    assert len(excerpt.text) < NEAR + 100
    at = excerpt.text.rindex("دوو کەس")
    assert excerpt.here(excerpt.there(at), excerpt.there(at) + 3) == (at, at + 3)
    assert excerpt.here(NEAR + 5, NEAR + 9) is None
    assert excerpt.there(at) < FAR


def test_tonight_said_after_midnight_is_the_night_that_began_the_day_before() -> None:
    late = NOW.replace(hour=22)  # one o'clock in Baghdad
    found = account("", "ئەمشەو درۆنێک هێرشی کردە سەر کێڵگەی گازی کۆرمۆر.", at=late)
    assert found.incident.date.day == late.date()
    early = account("", "ئەمشەو درۆنێک هێرشی کردە سەر کێڵگەکە.", at=NOW + timedelta(hours=8))
    assert early.incident.date.day == NOW.date()


def test_what_every_article_doubts_is_doubtful_and_blame_is_no_doubt() -> None:
    denial = account("", "ئاسایش هەواڵی تەقینەوەیەک لە کەرکووک ڕەت کردەوە.")
    plain = account("", ATTACK, number=2, source="b")
    claim = account("", f"{ATTACK} داعش بەرپرسیارێتیی هێرشەکەی گرتە ئەستۆ.", number=3, source="c")
    assert doubts([denial]) == (Standing.DENIED,)
    assert doubts([denial, plain]) == ()
    assert doubts([claim]) == ()


def test_severity_is_what_the_facts_weigh() -> None:
    five = story([account("", "پێنج کەس لە تەقینەوەیەک لە کەرکووک کوژران.")])
    assert five.severity is Severity.CRITICAL
    taken = story([account("", "چەکداران هاووڵاتییەکیان لە کەرکووک ڕفاند.")])
    assert taken.severity is Severity.HIGH
    nobody = story([account("درۆنێک هێرشی کردە سەر کێڵگەی گازی کۆرمۆر", "زیانی گیانی نەبووە.")])
    assert nobody.severity is Severity.HIGH
    arrest = story([account("", "ئاسایش لە کەرکووک چوار ئەندامی داعشی دەستگیر کرد.")])
    assert arrest.severity is Severity.HIGH
    assert severity([Severity.HIGH], (), (Standing.CLAIMED,), 1) is Severity.MEDIUM
