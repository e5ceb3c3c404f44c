from __future__ import annotations

import pytest

from daemon.model.article import Precision
from daemon.model.story import Role, Standing
from daemon.stories.facts import quantities
from daemon.stories.passage import Passage
from tests.stories.understood import account, reader, rules, told


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("دوو کەس کوژران و سێی دیکە بریندار بوون.", {"killed": 2, "wounded": 3}),
        ("سێ پێشمەرگە شەهید بوون و پێنجی دیکە بریندار بوون.", {"killed": 3, "wounded": 5}),
        ("٤ سەرباز کوژران و یەکێکی دیکە بریندار بوو.", {"killed": 4, "wounded": 1}),
        ("کوژرانی حەوت هاووڵاتی لە هێرشێکدا.", {"killed": 7}),
        ("دوو پێشمەرگە و سێ هاووڵاتی لە تەقینەوەکەدا کوژران.", {"killed": 5}),
        ("دوو کەس کوژران و ٣ی دیکە بریندار بوون.", {"killed": 2, "wounded": 3}),
        ("شوانێک بە تەقینەوەی مینێک کوژرا.", {"killed": 1}),
        (
            "دوو کەس د ئێرشێ دا هاتنە کوشتن و چار کەسێن دی بریندار بوون.",
            {"killed": 2, "wounded": 4},
        ),
        (
            "Di teqînê de 3 kes hatin kuştin û 5 kesên din birîndar bûn.",
            {"killed": 3, "wounded": 5},
        ),
        ("Asayîşê çar endamên DAIŞê destgîr kirin.", {"arrested": 4}),
        ("چەکداران دوو شوانیان ڕفاند.", {"kidnapped": 2}),
    ],
)
def test_numbers_belong_to_what_the_people_met_with(body: str, wanted: dict[str, int]) -> None:
    assert told(body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "لە تەقینەوەکەدا هیچ کەسێک نەکوژرا و کەس بریندار نەبوو.",
        "چەکدارەکان لە ٢٠٢٦ کوژران.",
        "لە ٣ ـی کانوونی یەکەمدا کوژران.",
        "شەڕەکە سێ کاتژمێری خایاند و دوو گوند سووتان.",
        "Di êrîşê de tu kes nehat kuştin.",
        "لە ساڵی ٢٠١٤ داعش لەو ناوچەیە ٣٤ کەسی کوشت.",
        "ئاسایش هەواڵی کوژرانی دوو کەسی ڕەت کردەوە.",
    ],
)
def test_what_is_negated_or_of_long_ago_or_no_person_is_not_counted(body: str) -> None:
    assert told(body) == {}


def test_the_gunmen_of_a_kidnapping_are_not_the_kidnapped() -> None:
    assert told("چوار چەکداری نەناسراو بازرگانێکیان ڕفاند.") in ({}, {"kidnapped": 1})


def test_a_toll_in_the_title_is_the_latest() -> None:
    found = account("ژمارەی کوژراوان گەیشتە ٥ کەس", "دوێنێ ٣ کەس لە تەقینەوەکەدا کوژران.")
    assert [count.number for count in found.incident.counts] == [5]


def test_the_most_specific_place_is_taken_with_what_it_lies_in() -> None:
    place = account(
        "تەقینەوەیەک لە جەلەولا", "بۆمبێک لە جەلەولا لە پارێزگای دیالە تەقییەوە."
    ).incident.place
    assert place is not None
    assert (place.id, place.admin2, place.admin1) == ("jalawla", "Khanaqin", "Diyala Governorate")
    assert place.lat
    assert "khanaqin" in place.parents


def test_the_mayor_and_the_hospital_are_not_where_it_happened() -> None:
    found = account(
        "تەقینەوەی مینێک دوو کەسی کوشت",
        "قایمقامی چۆمان وتی، مینێک لە سیدەکان تەقییەوە. بریندارەکان برانە نەخۆشخانەی سۆران.",
    )
    assert found.incident.place is not None
    assert found.incident.place.id == "sidakan"


def test_actors_have_the_part_that_the_grammar_gives_them() -> None:
    found = account("", "داعش لە داقوق پەلاماری پێشمەرگەی دا و دوو کەس کوژران.").incident
    roles = {actor.id: actor.role for actor in found.actors}
    assert roles == {"islamic-state": Role.ATTACKER, "peshmerga": Role.TARGET}


def test_who_repels_an_attack_did_not_make_it() -> None:
    found = account("پێشمەرگە بەرپەرچی پەلاماری داعشی دایەوە", "").incident
    roles = {actor.id: actor.role for actor in found.actors}
    assert roles == {"islamic-state": Role.ATTACKER, "peshmerga": Role.TARGET}


def test_a_claim_of_responsibility_names_the_one_who_claims() -> None:
    found = account(
        "هێرش لە کەرکووک",
        "هێرشێک کرایە سەر پۆلیس لە کەرکووک.\nداعش بەرپرسیارێتیی هێرشەکەی گرتە ئەستۆ.",
    ).incident
    assert {actor.role for actor in found.actors if actor.id == "islamic-state"} == {
        Role.CLAIMED_BY
    }
    assert Standing.CLAIMED in {status.standing for status in found.statuses}


def test_nobody_claims_what_no_side_has_taken_on() -> None:
    found = account(
        "هێرش لە کەرکووک",
        "هێرشێک کرایە سەر پۆلیس لە کەرکووک. هیچ لایەنێک بەرپرسیارێتیی هێرشەکەی نەگرتووەتە ئەستۆ.",
    ).incident
    assert Standing.CLAIMED not in {status.standing for status in found.statuses}


def test_yesterday_is_reckoned_from_the_report_and_quoted() -> None:
    date = account("", "دوێنێ تەقینەوەیەک لە کەرکووک ڕووی دا.").incident.date
    assert date.day.isoformat() == "2026-11-13"
    assert date.precision is Precision.DAY
    assert date.quote is not None
    assert date.quote.surface == "دوێنێ"


def test_without_a_date_the_day_of_the_report_is_taken() -> None:
    date = account("", "تەقینەوەیەک لە کەرکووک ڕووی دا.").incident.date
    assert (date.day.isoformat(), date.quote) == ("2026-11-14", None)


def test_a_commemoration_is_no_incident() -> None:
    found = account(
        "ساڵیادی هێرشەکەی شنگال بەرز ڕاگیرا", "لەو هێرشەدا ٣ کەس کوژران و ٥ کەس بریندار بوون."
    ).incident
    assert found.history
    assert (found.counts, found.actors) == ((), ())


def test_every_quote_stands_in_the_text_as_given_whatever_its_letters() -> None:
    title, body = "تەقينەوەيەك لە كەركووك", "دوو كەس كوژران و سێ كەسي ديكە بريندار بوون."
    found = account(title, body).incident
    text = {"title": title, "body": body}
    quotes = [count.quote for count in found.counts] + [place.quote for place in found.places]
    assert len(quotes) >= 3
    for quote in quotes:
        assert text[quote.field][quote.start : quote.end] == quote.surface


def test_numbers_come_with_what_they_count() -> None:
    passage = Passage("", "٣٤ هێرش کران و ٢٥٠٠ سەرباز گەیشتن.", (), rules().lexicon)
    found = {(one.value, one.counted) for one in quantities(passage)}
    assert found == {(34.0, "هێرش"), (2500.0, "سەرباز")}


def test_an_empty_text_has_no_facts() -> None:
    found = account("", "").incident
    assert (found.counts, found.places, found.kinds) == ((), (), ())
    assert reader() is reader()
