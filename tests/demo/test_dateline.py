"""Dates are printed in the outlet's language and in local time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from daemon.demo.dateline import long_date, weekday

EVENING = datetime(2026, 11, 20, 22, 15, tzinfo=UTC)  # past midnight, local time


@pytest.mark.parametrize(
    ("language", "day", "date"),
    [
        ("ckb", "شەممە", "٢١ی تشرینی دووەمی ٢٠٢٦"),
        ("kmr", "Şemiyê", "21ê Mijdara 2026an"),
        ("kmr-Arab", "شەمبی", "٢١ێ چریا دووێ یا ٢٠٢٦"),
    ],
)
def test_a_date_is_written_as_its_readers_write_it(language: str, day: str, date: str) -> None:
    assert weekday(EVENING, language) == day
    assert long_date(EVENING, language) == date
