"""What is different in a story from what a digest told of it before."""

from __future__ import annotations

from collections.abc import Iterator

from daemon.alerts.gloss import number
from daemon.alerts.naming import in_a_sentence, plain_name
from daemon.alerts.wording import counted, in_digits, in_words, listed
from daemon.model.post import Digits
from daemon.model.story import Range, Role, Standing, Story, Victims

_ROLES = {
    Role.CLAIMED_BY: "now claimed by",
    Role.ATTACKER: "now blamed on",
    Role.DENIED_BY: "now denied by",
}
_STANDINGS = {
    Standing.CLAIMED: "now called a claim",
    Standing.DENIED: "now denied",
    Standing.UNCONFIRMED: "now called unconfirmed",
}


def changes(before: Story, now: Story, digits: Digits = Digits.LATIN) -> tuple[str, ...]:
    """Each change in a few words, the gravest first; nothing when the facts are the same."""
    return (*facts_changed(before, now, digits), *_reports(before, now, digits))


def facts_changed(before: Story, now: Story, digits: Digits = Digits.LATIN) -> tuple[str, ...]:
    """What has changed but for how many tell it."""
    return (
        *_severity(before, now),
        *_toll(before, now, digits),
        *_parts(before, now),
        *_place(before, now),
    )


def _severity(before: Story, now: Story) -> Iterator[str]:
    if before.severity is not now.severity:
        yield f"severity: {before.severity} → {now.severity}"


def _toll(before: Story, now: Story, digits: Digits) -> Iterator[str]:
    for what in Victims:
        was, is_now = before.range(what), now.range(what)
        if _numbers(was) == _numbers(is_now):
            continue
        told = number(was, digits) if was else ""
        known = number(is_now, digits) if is_now else ""
        if not told:
            yield f"{what}: {known}, not counted before"
        else:
            yield in_digits(f"{what}: {told} → {known or 'no longer counted'}", digits)


def _numbers(found: Range | None) -> tuple[int, int] | None:
    """What is compared: 'at least 3' after '3' is no news."""
    return (found.low, found.high) if found else None


def _parts(before: Story, now: Story) -> Iterator[str]:
    known = {(actor.id, actor.role) for actor in before.actors}
    named = False
    for role, words in _ROLES.items():
        new = [
            in_a_sentence(actor)
            for actor in now.actors
            if actor.role is role and (actor.id, role) not in known
        ]
        if new:
            named = True
            yield f"{words} {listed(new)}"
    for standing in now.statuses:
        if standing not in before.statuses and not named:
            yield _STANDINGS[standing]
    if Standing.UNCONFIRMED in set(before.statuses) - set(now.statuses):
        yield "no longer called unconfirmed"


def _place(before: Story, now: Story) -> Iterator[str]:
    if now.place and (before.place is None or before.place.id != now.place.id):
        was = f"{plain_name(before.place.name)} → " if before.place else "now known: "
        yield f"place: {was}{plain_name(now.place.name)}"


def _reports(before: Story, now: Story, digits: Digits) -> Iterator[str]:
    outlets = now.sources - before.sources
    if outlets > 0:
        word = "outlet" if outlets == 1 else "outlets"
        yield f"{in_digits(in_words(outlets), digits)} more {word}"
        return
    fresh = len(set(now.articles) - set(before.articles))
    if fresh:
        yield in_digits(counted(fresh, "more report"), digits)
