"""Dates as feeds write them: read rightly or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from daemon.model.article import Precision
from daemon.sources.dates import UNKNOWN, read_date

NOW = datetime(2026, 2, 22, 12, 0, tzinfo=UTC)
BAGHDAD = "Asia/Baghdad"  # three hours ahead of UTC all year

MINUTES = [
    ("Sun, 22 Feb 2026 10:00:00 +0300", "2026-02-22T07:00"),
    ("Sun, 22 Feb 2026 10:00:00 GMT", "2026-02-22T10:00"),
    ("Sun, 22 Feb 2026 10:00:00 Z", "2026-02-22T10:00"),
    ("Sun, 22 Feb 2026 05:00 EST", "2026-02-22T10:00"),
    ("Sun, 22 Feb 2026 12:00 EET", "2026-02-22T10:00"),
    ("Sun, 22 Feb 2026 13:30:00 IRST", "2026-02-22T10:00"),
    ("22 Feb 26 10:00 +0000", "2026-02-22T10:00"),
    ("Sun, 22 Feb 2026 10:00:00 +0300 (AST)", "2026-02-22T07:00"),
    ("Sun, 22 Feb 2026 10:00:00 GMT+3", "2026-02-22T07:00"),
    ("Sun, 22 Feb 2026 10:00:00 UTC+03:00", "2026-02-22T07:00"),
    ("Sun, 22 Feb 2026 10:00:00", "2026-02-22T07:00"),
    ("Sun, 22 Feb 2026 10:00:00 AST", "2026-02-22T07:00"),
    ("Mon, 22 Feb 2026 10:00:60 GMT", "2026-02-22T10:00"),
    ("22-Feb-2026 10:00 am", "2026-02-22T07:00"),
    ("Sun Feb 22 10:00:00 2026", "2026-02-22T07:00"),
    ("Sun Feb 22 10:00:00 UTC 2026", "2026-02-22T10:00"),
    ("February 22, 2026 10:00 AM", "2026-02-22T07:00"),
    ("Sept. 2, 2025 1:05 p.m.", "2025-09-02T10:05"),
    ("2026-02-22T10:00:00+03:00", "2026-02-22T07:00"),
    ("2026-02-22T10:00:00.123456Z", "2026-02-22T10:00"),
    ("2026-02-22T10:00:00-05:00", "2026-02-22T15:00"),
    ("2025-12-22T10:00+03", "2025-12-22T07:00"),
    ("2026-02-22T10:00:00", "2026-02-22T07:00"),
    ("2026-02-22 10:00:00 +0300", "2026-02-22T07:00"),
    ("2026-02-22 10:00", "2026-02-22T07:00"),
    ("2026/02/22 10:00", "2026-02-22T07:00"),
    ("20260222T100000Z", "2026-02-22T10:00"),
    ("20260222T10:00:30.45+01:00", "2026-02-22T09:00"),
    ("Sun, 22 Feb 2026 10:00:00 Etc/GMT", "2026-02-22T10:00"),
    ("202602221000", "2026-02-22T07:00"),
    ("1771743600", "2026-02-22T07:00"),
    ("1771743600000", "2026-02-22T07:00"),
    ("22-04-2024 04:38", "2024-04-22T01:38"),
    ("02/03/2025 14:22", "2025-03-02T11:22"),
    ("02/13/2025 14:22", "2025-02-13T11:22"),
    ("22.02.2026 - 10:00", "2026-02-22T07:00"),
    ("01:59 PM - 2025-12-05", "2025-12-05T10:59"),
    ("12:05 AM - 2025-12-05", "2025-12-04T21:05"),
    ("02:42 - 17/09/2019", "2019-09-16T23:42"),
    ("PM:01:05:12/01/2021", "2021-01-12T10:05"),
    ("٢٢/٠٢/٢٠٢٦ ١٠:٠٠", "2026-02-22T07:00"),
    ("۲٠۲٦-٠۲-۲۲ ۱۰:۰۰", "2026-02-22T07:00"),
    ("شوبات 10, 2021 22:51", "2021-02-10T19:51"),
    ("١ بانەمەڕ ٢٧١٦، ١٧:٥٦", "2016-04-20T14:56"),
    ("10:51 - 2 Adar 2025", "2025-03-02T07:51"),
    ("1404/12/03 10:00", "2026-02-22T07:00"),
    ("  Sun,\n 22 Feb 2026\t10:00:00 +0300 ", "2026-02-22T07:00"),
]

DAYS = [
    ("2026-02-22", "2026-02-21T21:00"),
    ("20260222", "2026-02-21T21:00"),
    ("22/02/2026", "2026-02-21T21:00"),
    ("02/03/2025", "2025-03-01T21:00"),
    ("22 Feb 2026", "2026-02-21T21:00"),
    ("یەکشەممە 22/02/2026", "2026-02-21T21:00"),
    ("22/02/2026 04:38 ئێوارە", "2026-02-21T21:00"),
    ("یەکشەممە، 22ـی شوباتی 2026", "2026-02-21T21:00"),
    ("4ی ئاداری 2025", "2025-03-03T21:00"),
    ("11ی مانگی هەشتی 2023", "2023-08-10T21:00"),
    ("Pêncşemê 26ê Çileya 2023", "2023-01-25T21:00"),
    ("1404-12-03", "2026-02-21T21:00"),
    ("۲۲ی ڕەشەمە", "2025-03-11T21:00"),
    ("پێش 5 کاتژمێر", "2026-02-22T07:00"),
    ("دوێنێ 10:00", "2026-02-21T07:00"),
    ("2026-02-22T25:61:00Z", "2026-02-22T00:00"),  # of the stated zone
    ("2026-02-22T25:61:00-05:00", "2026-02-22T05:00"),
]

NONE_AT_ALL = [
    "",
    "   ",
    "now",
    "2026",
    "Feb 2026",
    "10:00",
    "2726/02/22",
    "31/02/2025",
    "32 Jan 2026",
    "2026-13-40",
    "0000-00-00 00:00:00",
    "0001-01-01T00:00:00",
    "1970-01-01T00:00:00Z",
    "9999-12-31",
    "2100-01-01",
    "2026-02-25T00:00:00Z",
    "02/03/2026 14:22",
    "0",
    "-62135596800",
    "99999999999999999999",
    "20260222 extra",
    "12345678",
    "شوباتی 2026",
    "22ـی ئاداری 2026",
    "22 Adar 2026",
    "22/02/2026" + " " + "x" * 200,
    "1.2.3.4",
    "9" * 5000,
]


@pytest.mark.parametrize(("raw", "expected"), MINUTES)
def test_a_stated_time_is_read_to_the_minute(raw: str, expected: str) -> None:
    found = read_date(raw, zone=BAGHDAD, now=NOW)
    assert found.at is not None
    assert found.at.isoformat()[:16] == expected
    assert found.precision is Precision.MINUTE


@pytest.mark.parametrize(("raw", "expected"), DAYS)
def test_a_stated_day_is_known_to_the_day_alone(raw: str, expected: str) -> None:
    found = read_date(raw, zone=BAGHDAD, now=NOW)
    assert found.at is not None
    assert found.at.isoformat()[:16] == expected
    assert found.precision is Precision.DAY


@pytest.mark.parametrize("raw", NONE_AT_ALL)
def test_no_date_is_ever_invented(raw: str) -> None:
    assert read_date(raw, zone=BAGHDAD, now=NOW) == UNKNOWN


def test_the_order_of_day_and_month_can_be_turned_round() -> None:
    found = read_date("02/03/2025", zone="UTC", now=NOW, month_first=True)
    assert found.at == datetime(2025, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Tehran", 6), ("Europe/Istanbul", 7), ("Europe/Stockholm", 8)]
)
def test_times_without_offset_are_the_sources_own(zone: str, hour: int) -> None:
    found = read_date("2025-07-22 10:00", zone=zone, now=NOW)
    assert found.at is not None
    assert found.at.hour == hour


def test_up_to_two_days_ahead_is_a_wrong_clock_not_a_wrong_date() -> None:
    assert read_date("2026-02-24T11:59:00Z", zone=BAGHDAD, now=NOW).at is not None
    assert read_date("2026-02-24T12:01:00Z", zone=BAGHDAD, now=NOW).at is None
