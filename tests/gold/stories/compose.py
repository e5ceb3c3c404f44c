"""The articles of the gold set: events told by outlets, with updates, reprints and memories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from tests.gold.stories.events import ACTORS, FIRST_DAY, Event, events
from tests.gold.stories.places import PLACES
from tests.gold.stories.templates import DENIALS, MEMORIES, TEMPLATES, Told

OUTLETS = {"ckb": "bangi", "ckb2": "rubar", "badini": "shanedar", "kmr": "sterka"}
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ARABIC_KEYBOARD = str.maketrans({"ک": "ك", "ی": "ي", "ە": "ه"})
_WORDS = {
    "ckb2": ("", "یەک", "دوو", "سێ", "چوار", "پێنج", "شەش", "حەوت", "هەشت", "نۆ"),
    "badini": ("", "ئێک", "دوو", "سێ", "چار", "پێنج", "شەش", "حەفت", "هەشت", "نەه"),
}
_DAYS = {
    "ckb": ("ئەمڕۆ", "دوێنێ"),
    "ckb2": ("ئەمڕۆ", "دوێنێ"),
    "badini": ("ئەڤرۆ", "دوهی"),
    "kmr": ("îro", "duh"),
}
_WEEKDAYS = ("دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی", "شەممە", "یەکشەممە")
_REPRINTED = frozenset(("drone-0", "bomb-1", "raid-2", "shelling-0", "mine-3"))
_UPDATED = frozenset(("drone-1", "bomb-2", "raid-0", "mine-1", "bomb-5"))


@dataclass(frozen=True, slots=True)
class Gold:
    """An article with the event it tells and the facts wanted by sort; None when nothing is one."""

    story: str
    source: str
    title: str
    body: str
    reported_at: datetime
    form: str
    facts: Mapping[str, frozenset[str]] | None


def facts_of(event: Event) -> Mapping[str, frozenset[str]]:
    """What must be found in an article that tells this event, by sort of fact."""
    counts = {"killed": event.killed, "wounded": event.wounded, "taken": event.taken}
    said = {sort: frozenset((str(number),)) for sort, number in counts.items() if number}
    roles = ACTORS.get(event.kind, {})
    return {
        "place": frozenset((event.place,)),
        "day": frozenset((event.day.isoformat(),)),
        "actors": frozenset(f"{name} {role}" for name, role in roles.items()),
        **said,
    }


def articles() -> list[Gold]:
    """All articles, in the order of their reports."""
    told = [article for event in events() for article in _all_of(event)]
    told.extend(_others())
    return sorted(told, key=lambda one: (one.reported_at, one.story, one.source))


def _all_of(event: Event) -> Iterator[Gold]:
    for number, form in enumerate(OUTLETS):
        later = form == "kmr" and event.kind in ("drone", "mine")
        yield _told(event, form, TEMPLATES[event.kind][form], 8 + 2 * number, next_day=later)
    if event.id in _REPRINTED:
        copy = _told(event, "ckb", TEMPLATES[event.kind]["ckb"], 11)
        typed = copy.body.translate(_ARABIC_KEYBOARD)
        yield replace(
            copy, source="kaniya", title=copy.title.translate(_ARABIC_KEYBOARD), body=typed
        )
    if event.id in _UPDATED:
        more = replace(event, killed=event.killed + 1, wounded=event.wounded - 1)
        yield _told(more, "ckb", TEMPLATES[event.kind]["ckb"], 18)


def _others() -> Iterator[Gold]:
    """Memories of old attacks and denials, on the days and in the places of real events."""
    for number, place in enumerate(("jalawla", "tuz-khurmatu", "sinjar", "kobani")):
        day = FIRST_DAY + timedelta(days=2 + number)
        event = Event(f"memory-{place}", "memory", place, day, killed=3, wounded=5)
        for form in MEMORIES:
            yield replace(_told(event, form, MEMORIES[form], 9), facts=None)
    for place in ("bashiqa", "manbij"):
        event = Event(f"denial-{place}", "denial", place, FIRST_DAY + timedelta(days=12))
        yield replace(_told(event, "ckb", DENIALS["ckb"], 14), facts=None)


def _told(event: Event, form: str, told: Told, hour: int, *, next_day: bool = False) -> Gold:
    day = event.day + timedelta(days=1) if next_day else event.day
    title, body = (_filled(text, event, form, next_day=next_day) for text in told)
    at = datetime.combine(day, time(hour), UTC)
    return Gold(event.id, OUTLETS[form], title, body, at, form, facts_of(event))


def _filled(text: str, event: Event, form: str, *, next_day: bool) -> str:
    spelt = PLACES[event.place]
    place = {"badini": spelt.badini, "kmr": spelt.kmr}.get(form, spelt.ckb)
    return text.format(
        place=place,
        k=_number(event.killed, form),
        w=_number(event.wounded, form),
        n=_number(event.taken, form),
        day=_DAYS[form][next_day],
        weekday=_weekday(event.day),
    )


def _number(number: int, form: str) -> str:
    if form in _WORDS and number < 10:
        return _WORDS[form][number]
    return str(number).translate(_ARABIC_DIGITS) if form == "ckb" else str(number)


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]
