"""The demo's outlets tell two events in words of their own, and many others once."""

from __future__ import annotations

from datetime import UTC, datetime

from daemon.demo.desk import load_outlets
from daemon.model.story import Account
from daemon.stories.shelf import Shelf
from tests.stories.understood import account

SATURDAY = datetime(2026, 11, 14, 9, tzinfo=UTC)


def told() -> dict[int, tuple[str, Account]]:
    """Every security article of the demo with the event it tells, if two outlets tell it."""
    found: dict[int, tuple[str, Account]] = {}
    for outlet in load_outlets():
        for one in outlet.articles:
            if one.security:
                number = len(found) + 1
                body = "\n".join(one.paragraphs).replace("{weekday}", "شەممە")
                of = account(one.title, body, number=number, source=outlet.name, at=SATURDAY)
                found[number] = (getattr(one, "event", "") or f"alone {number}", of)
    return found


def test_reports_of_one_event_become_one_story_and_nothing_else_does() -> None:
    articles = told()
    shelf = Shelf()
    for _, one in articles.values():
        shelf.add(one)
    events = [sorted(articles[number][0] for number in story) for story in shelf.stories()]
    together = [names for names in events if len(names) > 1]
    assert sorted(together) == [["kifri-daesh"] * 2, ["mawat-drone"] * 2]
