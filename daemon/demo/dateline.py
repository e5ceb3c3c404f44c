"""Dates as Kurdish outlets print them: names of days and months in three written languages.

Sorani uses the Iraqi (Syriac) months, Badini the month names of Duhok, Kurmanji those of the
Latin press; the day takes its ezafe or ordinal ending as a reader expects it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

LOCAL = timezone(timedelta(hours=3))
"""The time of Baghdad, Damascus and Istanbul: three hours ahead of UTC, all year round."""

_DAYS: Mapping[str, tuple[str, ...]] = {
    "ckb": ("دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی", "شەممە", "یەکشەممە"),
    "kmr": ("Duşemê", "Sêşemê", "Çarşemê", "Pêncşemê", "Înê", "Şemiyê", "Yekşemê"),
    "kmr-Arab": ("دووشەمبی", "سێشەمبی", "چارشەمبی", "پێنجشەمبی", "ئەینی", "شەمبی", "ئێکشەمبی"),
}
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "ckb": (
        *("کانوونی دووەمی", "شوباتی", "ئازاری", "نیسانی", "ئایاری", "حوزەیرانی"),
        *("تەممووزی", "ئابی", "ئەیلوولی", "تشرینی یەکەمی", "تشرینی دووەمی", "کانوونی یەکەمی"),
    ),
    "kmr": (
        *("Çileya", "Sibata", "Adara", "Nîsana", "Gulana", "Hezîrana"),
        *("Tîrmeha", "Tebaxa", "Îlona", "Cotmeha", "Mijdara", "Kanûna"),
    ),
    "kmr-Arab": (
        *("کانوونا دووێ یا", "شواتا", "ئادارا", "نیسانا", "گولانا", "خزیرانا"),
        *("تیرمەها", "تەباخا", "ئیلونا", "چریا ئێکێ یا", "چریا دووێ یا", "کانوونا ئێکێ یا"),
    ),
}
_PATTERNS: Mapping[str, str] = {
    "ckb": "{day}ی {month} {year}",
    "kmr": "{day}ê {month} {year}an",
    "kmr-Arab": "{day}ێ {month} {year}",
}
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def weekday(at: datetime, language: str) -> str:
    """The day of the week of ``at`` in local time, as it stands after 'today' or 'on'."""
    return _DAYS[language][at.astimezone(LOCAL).weekday()]


def long_date(at: datetime, language: str) -> str:
    """The date of ``at`` in local time, in words; digits as the script of ``language`` has."""
    local = at.astimezone(LOCAL)
    month = _MONTHS[language][local.month - 1]
    text = _PATTERNS[language].format(day=local.day, month=month, year=local.year)
    return text if language == "kmr" else text.translate(_ARABIC_INDIC)
