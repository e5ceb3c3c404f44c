"""What happens in the fortnight: the news, and what becomes of web, post and machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.journeys.fortnight.press import (
    BANGI,
    BOMB,
    CYBER,
    DRONE,
    ISIS,
    PRICES,
    PROTEST,
    RUBAR,
    SHANEDAR,
    SHELLING,
    VOICES,
    Report,
    killed,
    wounded,
)

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
BEGIN = datetime(2026, 10, 19, tzinfo=UTC)  # a Monday; 03:00 in Baghdad, 02:00 in Berlin
END = BEGIN + 14 * DAY


def at(day: int, clock: str) -> datetime:
    """A moment of October 2026 (32 is 1 November), by the clock of UTC."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 10, 1, hour, minute, tzinfo=UTC) + (day - 1) * DAY


CLOCKS_GO_BACK = at(25, "01:00")  # 03:00 in Berlin becomes 02:00
MUTED = (at(22, "08:00"), at(22, "14:00"))
STORM = at(26, "12:00")
ASLEEP = (at(28, "20:00"), at(29, "06:00"))
POST_DOWN = (at(30, "02:00"), at(30, "08:00"))
REFUSING = (at(24, "18:00"), at(27, "18:00"))  # the address of 'gone' is refused for good
LIFTED = at(27, "20:00")  # the operator sends it a test message
FEED_DOWN = (at(20, "12:00"), at(22, "06:00"))  # the outlet Rûbar answers 503
CUT_OFF = at(31, "10:00")  # the line is cut after a mail's last dot

STORM_PLACES = (
    *("عەنکاوە", "سیدەکان", "حاجی ئۆمەران", "سمیلان", "وەرتێ", "حەریر", "پیرمام", "باسرمە"),
    *("بالیسان", "کەوەرگۆسک", "قوشتەپە", "شەمامک", "بنەسڵاوە", "کەسنەزان", "بەحرکە", "تەقتەق"),
    *("دێگەڵە", "سێگردکان", "دیبەگە", "قەراج", "شارەزوور", "سەید سادق", "پێنجوێن", "چوارتا"),
    *("قەرەداغ", "سورداش", "پیرەمەگروون", "چوارقوڕنە", "حاجیاوا", "بێتواتە", "سەنگەسەر"),
    *("ژاراوە", "هەڵشۆ", "ئیسێوە", "بازیان", "تاسڵوجە", "بەکرەجۆ", "عەربەت", "تانجەرۆ"),
    *("سەنگاو", "ئاغجەلەر", "قادرکەرەم", "قۆرەتوو", "باوەنوور", "سەرقەڵا", "نەوجول", "کۆکس"),
    *("خورماڵ", "بیارە", "تەوێڵە", "کەلەکچی", "ئەتروش", "قەسرۆک", "زاویتە", "دۆمیز", "باتێل"),
    *("دەرکار", "باتیفا", "دینارتە", "بجیل"),
)
"""Sixty places none of which lies in another."""


def prices() -> list[Report]:
    """What is printed every five hours by day and by night, and flagged by nobody."""
    hours = range(1, 14 * 24, 5)
    return [
        Report(BEGIN + hour * HOUR, f"price-{hour}", VOICES[hour % 2 * 2], PRICES, str(1400 + hour))
        for hour in hours
    ]


def reports() -> list[Report]:
    """Everything that is printed, in order."""
    found = [
        *first_days(),
        *the_trap(),
        *nights(),
        *muted_and_inhibited(),
        *storm(),
        *asleep(),
        *while_the_post_is_down(),
        *last_days(),
    ]
    return sorted(found, key=lambda one: (one.at, one.event, one.again))


def first_days() -> Iterator[Report]:
    """A story told by three at once, one by a single outlet, and news for those with filters."""
    for minute, outlet in enumerate(VOICES):
        when = at(19, "09:00") + minute * MINUTE
        yield Report(when, "daquq-bomb", outlet, BOMB, "داقوق", killed(2))
    yield Report(at(19, "16:00"), "daquq-bomb", BANGI, BOMB, "داقوق", killed(2), again=1)
    yield Report(at(19, "17:00"), "hawija-isis", BANGI, ISIS, "حەویجە", killed(3))
    yield Report(at(19, "17:05"), "hawija-isis", RUBAR, ISIS, "حەویجە", killed(3))
    yield Report(at(19, "17:08"), "hawija-isis", SHANEDAR, ISIS, "حەویجە", killed(4))
    yield Report(at(20, "09:00"), "erbil-protest", RUBAR, PROTEST, "هەولێر")
    yield Report(at(20, "10:00"), "dohuk-cyber", RUBAR, CYBER, "دهۆک")
    yield Report(at(20, "11:00"), "halabja-protest", BANGI, PROTEST, "هەڵەبجە")


def the_trap() -> Iterator[Report]:
    """At midnight in Baghdad a high story; two minutes after it was told it is critical."""
    place = "چەمچەماڵ"
    yield Report(at(20, "21:00"), "chamchamal-drone", BANGI, DRONE, place, killed(2))
    yield Report(at(20, "21:05"), "chamchamal-drone", BANGI, DRONE, place, killed(7), again=1)
    yield Report(at(20, "21:06"), "tuz-bomb", SHANEDAR, BOMB, "خورماتوو", killed(6))


def nights() -> Iterator[Report]:
    """High stories while Berlin sleeps: in an ordinary night, and in that of the clocks.

    One more is printed by the outlet that cannot be read, and is a day old when it can.
    """
    yield Report(at(21, "01:00"), "kifri-drone", RUBAR, DRONE, "کفری", killed(1))
    yield Report(at(21, "23:30"), "ranya-drone", BANGI, DRONE, "ڕانیە", killed(1))
    yield Report(at(25, "00:30"), "koya-drone", BANGI, DRONE, "کۆیە", killed(1))


def muted_and_inhibited() -> Iterator[Report]:
    """A story under a silence; a shelled district and two towns of it; single stories."""
    yield Report(at(22, "09:00"), "dibis-drone", BANGI, DRONE, "دوبز", killed(1))
    for minute, outlet in enumerate(VOICES):
        when = at(23, "10:00") + minute * MINUTE
        yield Report(when, "amedi-shelling", outlet, SHELLING, "قەزای ئامێدی", wounded(7))
    yield Report(at(23, "10:20"), "kani-masi", BANGI, SHELLING, "کانی ماسێ", wounded(1))
    yield Report(at(23, "10:25"), "deraluk", SHANEDAR, SHELLING, "دێرەلۆک", wounded(1))
    yield Report(at(24, "09:00"), "laylan-drone", RUBAR, DRONE, "لەیلان", killed(1))
    yield Report(at(25, "13:00"), "qaladze-drone", BANGI, DRONE, "قەڵادزێ", killed(1))
    yield Report(at(26, "09:00"), "kalar-drone", BANGI, DRONE, "کەلار", killed(1))


def storm() -> Iterator[Report]:
    """Sixty places shelled within an hour, and in the middle of it a bomb in a market."""
    for number, place in enumerate(STORM_PLACES):
        outlet = (BANGI, RUBAR)[number % 2]
        when = STORM + number * MINUTE
        yield Report(when, f"storm-{number + 1:02}", outlet, SHELLING, place)
    yield Report(STORM + 40 * MINUTE, "mosul-bomb", SHANEDAR, BOMB, "مووسڵ", killed(8))


def asleep() -> Iterator[Report]:
    """What is printed while the machine is off, hour by hour."""
    places = ("سنوون", "خانەسۆر", "زومار", "ڕەبیعە", "ئەلقۆش", "بەعشیقە", "بەرتەلە", "قەیارە")
    for hour, place in enumerate(places):
        when = ASLEEP[0] + hour * HOUR + 30 * MINUTE
        yield Report(when, f"asleep-{hour + 1}", BANGI, SHELLING, place)


def while_the_post_is_down() -> Iterator[Report]:
    """A story and what becomes of it, while no mail goes out."""
    yield Report(at(30, "03:00"), "tikrit-drone", BANGI, DRONE, "تکریت", killed(2))
    yield Report(at(30, "03:30"), "tikrit-drone", BANGI, DRONE, "تکریت", killed(6), again=1)


def last_days() -> Iterator[Report]:
    """The story whose mail is cut off, and a quiet end."""
    yield Report(at(29, "12:00"), "sulaymaniyah-protest", RUBAR, PROTEST, "سلێمانی")
    yield Report(CUT_OFF, "akre-drone", BANGI, DRONE, "ئاکرێ", killed(1))
    yield Report(at(32, "12:00"), "riyadh-isis", SHANEDAR, ISIS, "ناحیەی ڕیاز", killed(1))
