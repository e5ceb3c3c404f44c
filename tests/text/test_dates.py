"""Dates as outlets write them, and what is inferred of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given

from daemon.model.article import Precision
from daemon.text.calendars import jalali
from daemon.text.dates import DateFound, find_dates, parse_date
from tests.text.hostile import any_text
from tests.text.shared import shared

ZONE = "Asia/Baghdad"
SEEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # a Monday
MINUTE, HOUR, DAY = Precision.MINUTE, Precision.HOUR, Precision.DAY
MONTH, YEAR = Precision.MONTH, Precision.YEAR


def _only(text: str, *, seen_at: datetime = SEEN, day_first: bool = True) -> DateFound:
    (found,) = find_dates(text, seen_at=seen_at, zone=ZONE, day_first=day_first)
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("یەکشەممە، 22ـی شوباتی 2026", date(2026, 2, 22)),
        ("4ی ئاداری 2026", date(2026, 3, 4)),
        ("16ی کانوونی دووەمی 2026", date(2026, 1, 16)),
        ("١٦ی كانونی دووه‌می ٢٠٢٦", date(2026, 1, 16)),
        ("30ی تشرینی یەکەمی 2025", date(2025, 10, 30)),
        ("1ی تشرینی دووەمی ساڵی 2025", date(2025, 11, 1)),
        ("25ی کانوونی یەکەمی 2019", date(2019, 12, 25)),
        ("٢٥ی ئەیلولی ساڵی ٢٠١٧", date(2017, 9, 25)),
        ("16ی ئۆکتۆبەری 2017", date(2017, 10, 16)),
        ("٣ی ئازاری ١٩٧٤", date(1974, 3, 3)),
        ("۲٠ی حوزەیرانی ۲٠۱٤", date(2014, 6, 20)),
        ("30 حوزێران/ یۆنیۆ 2012", date(2012, 6, 30)),
        ("12 ئاب/ئۆگۆست 2011", date(2011, 8, 12)),
        ("11ی مانگی هەشتی 2023", date(2023, 8, 11)),
        ("11ی مانگی 8ی 2023", date(2023, 8, 11)),
        ("یەکی ئایاری 2020", date(2020, 5, 1)),
        ("2ی تەمووزی 2021", date(2021, 7, 2)),
        ("9ی نیسانی 2003", date(2003, 4, 9)),
        ("(16.9.2015)", date(2015, 9, 16)),
        ("٣ - ١ - ٢٠٢٠", date(2020, 1, 3)),
        ("یەکشەممە ٠٥ - ٠١ - ٢٠٢٠", date(2020, 1, 5)),
        ("17/09/2019", date(2019, 9, 17)),
        ("2026-02-22", date(2026, 2, 22)),
        ("2026/2/22", date(2026, 2, 22)),
        ("شوبات 10, 2021", date(2021, 2, 10)),
        ("١ بانەمەڕ ٢٧١٦", date(2016, 4, 20)),
        ("١٤ی خەرمانانی ١٤٠٢", date(2023, 9, 5)),
        ("22ی ڕەشەمەی 2725", date(2026, 3, 13)),
        ("١ی خاکەلێوەی ٢٦٣٦", date(2024, 3, 20)),
        ("5ی گوڵانی 2724", date(2024, 4, 24)),
        ("١٤٠٣/٠٢/٠١", date(2024, 4, 20)),
        ("١ فروردین ١٤٠٣", date(2024, 3, 20)),
        ("5 گولانا 2024", date(2024, 5, 5)),
        ("12 چریا ئێکێ 2024", date(2024, 10, 12)),
        ("٢١ێ چریا دووێ یا ٢٠٢٤", date(2024, 11, 21)),
        ("٥ێ شواتا ٢٠٢٤", date(2024, 2, 5)),
        ("3 ئادارێ 2024", date(2024, 3, 3)),
        ("7 كانون الثاني 2024", date(2024, 1, 7)),
        ("15 شباط 2024", date(2024, 2, 15)),
        ("3 آذار 2024", date(2024, 3, 3)),
        ("14 أغسطس 2014", date(2014, 8, 14)),
        ("Pêncşemê 26ê Çileya 2023", date(2023, 1, 26)),
        ("19ê Îlona 2025an", date(2025, 9, 19)),
        ("15’ê Mijdarê 2018", date(2018, 11, 15)),
        ("2 Adar 2026", date(2026, 3, 2)),
        ("1ê Gulana 2024an", date(2024, 5, 1)),
        ("25ê Tîrmeha 2022", date(2022, 7, 25)),
        ("4ê Cotmeha 2023", date(2023, 10, 4)),
        ("7ê Kanûna Pêşîn 2021", date(2021, 12, 7)),
        ("8ê Teşrîna Paşîn a 2021", date(2021, 11, 8)),
        ("3ê Rêbendanê 2020", date(2020, 1, 3)),
        ("12 Ocak 2024", date(2024, 1, 12)),
        ("3 Ağustos 2014", date(2014, 8, 3)),
        ("February 10, 2021", date(2021, 2, 10)),
        ("10 March 2021", date(2021, 3, 10)),
    ],
)
def test_a_full_date_is_read_and_nothing_inferred(text: str, day: date) -> None:
    found = _only(text)
    assert (found.value, found.precision, found.inferred) == (day, DAY, False)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("١ بانەمەڕ ٢٧١٦، ١٧:٥٦", datetime(2016, 4, 20, 14, 56, tzinfo=UTC)),
        ("شوبات 10, 2021 22:51", datetime(2021, 2, 10, 19, 51, tzinfo=UTC)),
        ("PM:01:05:12/01/2021", datetime(2021, 1, 12, 10, 5, tzinfo=UTC)),
        ("02:42 - 17/09/2019", datetime(2019, 9, 16, 23, 42, tzinfo=UTC)),
        ("10:51 - 2 Adar 2026", datetime(2026, 3, 2, 7, 51, tzinfo=UTC)),
        ("2026-02-22T10:00:00+03:00", datetime(2026, 2, 22, 7, 0, tzinfo=UTC)),
        ("2026-02-22 10:00 GMT+03:00", datetime(2026, 2, 22, 7, 0, tzinfo=UTC)),
        ("2026-02-22 10:00 UTC +3", datetime(2026, 2, 22, 7, 0, tzinfo=UTC)),
        ("2026-02-22 10:00 GMT+330", datetime(2026, 2, 22, 6, 30, tzinfo=UTC)),
        ("2026-02-22 10:00 -0330", datetime(2026, 2, 22, 13, 30, tzinfo=UTC)),
        ("2026-02-22 10:00Z", datetime(2026, 2, 22, 10, 0, tzinfo=UTC)),
        ("4ی ئاداری 2025 کاتژمێر 5:30 د.ن", datetime(2025, 3, 4, 14, 30, tzinfo=UTC)),
        ("12/01/2021 12:15 AM", datetime(2021, 1, 11, 21, 15, tzinfo=UTC)),
        ("19ê Îlona 2025an saet 21:05", datetime(2025, 9, 19, 18, 5, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_beside_a_date_goes_by_the_clock_of_the_zone(
    text: str, moment: datetime
) -> None:
    found = _only(text)
    assert (found.value, found.precision, found.inferred) == (moment, MINUTE, False)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("٢٦ی ئەیلوول", date(2025, 9, 26), DAY),
        ("٢٠ی ئەیلوولی رابردوو", date(2025, 9, 20), DAY),
        ("26ê Sibatê", date(2026, 2, 26), DAY),
        ("10ی ئایار", date(2026, 5, 10), DAY),
        ("١٤ی خەرمانان", date(2025, 9, 5), DAY),
        ("٢١ ـی تەمموزی ئەمساڵ", date(2026, 7, 21), DAY),
        ("٢٤ی مانگ", date(2026, 2, 24), DAY),
        ("١ی ئەم مانگە", date(2026, 3, 1), DAY),
        ("1ê vê mehê", date(2026, 3, 1), DAY),
        ("شوباتی رابردوو", date(2026, 2, 1), MONTH),
        ("تشرینی یەکەمی ڕابردووەوە", date(2025, 10, 1), MONTH),
        ("مانگی ئابی ئەمساڵدا", date(2026, 8, 1), MONTH),
        ("Adara borî", date(2025, 3, 1), MONTH),
        ("مانگی رابردوو", date(2026, 2, 1), MONTH),
        ("meha borî", date(2026, 2, 1), MONTH),
        ("هەیڤا بۆری", date(2026, 2, 1), MONTH),
        ("ئەم مانگە", date(2026, 3, 1), MONTH),
        ("ئەمساڵدا", date(2026, 1, 1), YEAR),
        ("ساڵی رابردوو", date(2025, 1, 1), YEAR),
        ("sala borî", date(2025, 1, 1), YEAR),
        ("îsal", date(2026, 1, 1), YEAR),
        ("ئەمڕۆ", date(2026, 3, 2), DAY),
        ("دوێنێ", date(2026, 3, 1), DAY),
        ("پێرێ", date(2026, 2, 28), DAY),
        ("ئەڤرۆ", date(2026, 3, 2), DAY),
        ("duh", date(2026, 3, 1), DAY),
        ("هەینی رابردوو", date(2026, 2, 27), DAY),
        ("چوارشەممەی پێشوو", date(2026, 2, 25), DAY),
        ("دووشەممەی داهاتوو", date(2026, 3, 9), DAY),
        ("دووشەممەی ڕابردوو", date(2026, 2, 23), DAY),
        ("roja Înê", date(2026, 2, 27), DAY),
        ("ڕۆژی پێنجشەممە", date(2026, 2, 26), DAY),
        ("دوو ڕۆژ لەمەوبەر", date(2026, 2, 28), DAY),
        ("پێش سێ ڕۆژ", date(2026, 2, 27), DAY),
        ("بەر لە ٢ هەفتە", date(2026, 2, 16), DAY),
        ("berî du rojan", date(2026, 2, 28), DAY),
        ("5 roj berê", date(2026, 2, 25), DAY),
        ("بەری دوو رۆژان", date(2026, 2, 28), DAY),
        ("پێش مانگێک", date(2026, 2, 1), MONTH),
        ("دوو ساڵ لەمەوبەر", date(2024, 1, 1), YEAR),
        ("پێش دوو کاتژمێر", datetime(2026, 3, 2, 7, 30, tzinfo=UTC), HOUR),
        ("پێش 5 کاتژمێر", datetime(2026, 3, 2, 4, 30, tzinfo=UTC), HOUR),
        ("پێش کاتژمێرێک", datetime(2026, 3, 2, 8, 30, tzinfo=UTC), HOUR),
        ("پێش ٢٠ خولەک", datetime(2026, 3, 2, 9, 10, tzinfo=UTC), MINUTE),
        ("berî 3 saetan", datetime(2026, 3, 2, 6, 30, tzinfo=UTC), HOUR),
        ("دوێنێ کاتژمێر 10:20", datetime(2026, 3, 1, 7, 20, tzinfo=UTC), MINUTE),
    ],
)
def test_what_is_not_written_is_marked_as_inferred(
    text: str, value: date | datetime, precision: Precision
) -> None:
    found = _only(text)
    assert (found.value, found.precision, found.inferred) == (value, precision, True)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("ساڵی ٢٠٠٨ ـەوە", date(2008, 1, 1), YEAR),
        ("sala 2003", date(2003, 1, 1), YEAR),
        ("ساڵا 2014", date(2014, 1, 1), YEAR),
        ("شوباتی 2020", date(2020, 2, 1), MONTH),
        ("Adara 2020an", date(2020, 3, 1), MONTH),
        ("ساڵی ٢٧١٦", date(2016, 3, 20), YEAR),
    ],
)
def test_months_and_years_alone_are_no_more_exact_than_they_are(
    text: str, value: date, precision: Precision
) -> None:
    found = _only(text)
    assert (found.value, found.precision, found.inferred) == (value, precision, False)


@pytest.mark.parametrize(
    "text",
    [
        "31ی شوباتی 2026",
        "45ی ئازاری 2026",
        "192.168.10.2020",
        "10.20",
        "١٧ ساڵی رابردوودا",
        "چەند مانگی ڕابردوو",
        "ساڵانی رابردوو",
        "2 mar hatin dîtin",
        "پێش کاتژمێر 10",
        "ئاب خواردنەوە",
        "99/99/2020",
        "کەتیبەی ٥٤ی هێزە تایبەتەکان",
        "5 کەس کوژران",
        "1403",
        "سێ ڕۆژ",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_dates(text, seen_at=SEEN, zone=ZONE) == ()


def test_the_month_comes_first_only_where_the_day_cannot_or_when_told_so() -> None:
    assert _only("09/17/2019").value == date(2019, 9, 17)
    assert _only("09/17/2019").inferred
    assert _only("02/03/2019").value == date(2019, 3, 2)
    assert _only("02/03/2019", day_first=False).value == date(2019, 2, 3)


def test_the_local_date_decides_what_today_is() -> None:
    late = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)  # already Monday in Baghdad
    assert _only("ئەمڕۆ", seen_at=late).value == date(2026, 3, 2)


def test_spans_point_at_the_date_as_written() -> None:
    text = "سه‌رچاوه‌یه‌ك رۆژی ١٦ی كانونی دووه‌می ٢٠٢٦ گوتی"
    found = _only(text)
    assert text[found.start : found.end] == "١٦ی كانونی دووه‌می ٢٠٢٦"


def test_several_dates_are_found_in_order() -> None:
    text = "لە 3/1/2020 کوژرا و لە 5ی کانوونی دووەمی 2020 نێژرا؛ دوێنێ یادی کرایەوە"
    found = find_dates(text, seen_at=SEEN, zone=ZONE)
    assert [one.value for one in found] == [
        date(2020, 1, 3),
        date(2020, 1, 5),
        date(2026, 3, 1),
    ]


def test_a_date_line_is_not_read_as_the_future() -> None:
    line = parse_date("25ی کانوونی یەکەم", seen_at=SEEN, zone=ZONE)
    assert line is not None
    assert (line.value, line.inferred) == (date(2025, 12, 25), True)
    assert parse_date("1/1/2031", seen_at=SEEN, zone=ZONE) is None
    assert parse_date("16/3/1988", seen_at=SEEN, zone=ZONE) is None
    assert parse_date("هیچ", seen_at=SEEN, zone=ZONE) is None


def test_the_solar_calendar_agrees_with_known_days() -> None:
    assert jalali(1357, 11, 22) == date(1979, 2, 11)
    assert jalali(1399, 12, 30) == date(2021, 3, 20)
    assert jalali(1402, 12, 30) is None
    assert jalali(1403, 13, 1) is None
    days = [jalali(1404, month, 1) for month in range(1, 13)]
    assert all(
        one is not None and other is not None and one < other for one, other in pairwise(days)
    )


def test_the_dates_read_by_hand_in_three_articles_are_found() -> None:
    import json

    facts = json.loads(shared("kurdish/seeds_entities.json").read_text(encoding="utf-8"))
    seen = {"000": "2020-10-12", "001": "2020-09-28", "002": "2020-10-05"}
    missing = []
    for key, fact in facts.items():
        text = shared(f"seeds/{fact['file']}").read_text(encoding="utf-8")
        seen_at = datetime.fromisoformat(seen[key]).replace(tzinfo=UTC)
        read = {
            found.value.isoformat()[:10] for found in find_dates(text, seen_at=seen_at, zone=ZONE)
        }
        expression = "ئۆکتۆبەر"  # 'October surprise': a bare month is no date
        missing += [
            one["surface"]
            for one in fact["dates"]
            if one["surface"] != expression and not any(day.startswith(one["iso"]) for day in read)
        ]
    assert missing == []


@given(any_text)
def test_any_text_gives_dates_at_their_places(text: str) -> None:
    last = 0
    for found in find_dates(text, seen_at=SEEN, zone=ZONE):
        assert last <= found.start < found.end <= len(text)
        last = found.start
