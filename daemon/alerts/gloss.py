"""A story in one English line made of its facts, for who does not read Kurdish.

Nothing is translated: the line is put together from the kind, the place, the actors and the
toll that were read from the articles, and leaves out what was not.
"""

from __future__ import annotations

from collections.abc import Mapping

from daemon.alerts.plain import one_line
from daemon.alerts.wording import category_name, listed, sentence_case
from daemon.model.story import Range, Role, Standing, Story, Victims

KINDS = {
    "drone": "drone attack",
    "rocket": "rocket attack",
    "shelling": "shelling or air strike",
    "mine": "mine",
    "explosion": "explosion",
    "assassination": "killing",
    "shooting": "shooting",
    "clash": "clash",
    "attack": "attack",
    "kidnapping": "kidnapping",
    "arrest": "arrest",
    "operation": "security operation",
    "protest": "protest",
    "stabbing": "stabbing",
    "memory": "remembrance",
}
"""What the kinds of incident are called; a kind that is not here is called by its own word."""

_BY = {Role.ATTACKER: "by", Role.CLAIMED_BY: "claimed by", Role.TARGET: "against"}
_SURENESS = {
    Standing.CLAIMED: "claimed",
    Standing.DENIED: "denied",
    Standing.UNCONFIRMED: "unconfirmed",
}
_MOST_ACTORS = 2


def gloss(story: Story, names: Mapping[str, str]) -> str:
    """The story in one line; ``names`` are the categories' English names."""
    parts = [sentence_case(_what(story, names)), where(story), *_actors(story)]
    line = " ".join(filter(None, parts))
    toll = listed([counted_victims(found) for found in story.ranges])
    sure = ", ".join(_SURENESS[one] for one in story.statuses)
    return one_line(line + (f": {toll}" if toll else "") + (f" ({sure})" if sure else ""))


def where(story: Story) -> str:
    """Where it happened: 'in Daquq, Kirkuk Governorate', or nothing."""
    place = story.place
    if place is None:
        return ""
    around = place.admin1 or place.admin2
    wider = f", {around}" if around and not around.startswith(place.name) else ""
    return f"in {place.name}{wider}"


def counted_victims(found: Range) -> str:
    """A count in words: 'about 3 killed', '2 to 5 wounded'."""
    about = "about " if found.approximate else ""
    number = f"{found.low:,}" + (f" to {found.high:,}" if found.high > found.low else "")
    return f"{about}{number} {found.what}"


def toll(story: Story) -> str:
    """How many were killed, for a subject; nothing when nobody counts any."""
    found = story.range(Victims.KILLED)
    return counted_victims(found) if found else ""


def _what(story: Story, names: Mapping[str, str]) -> str:
    if story.kinds:
        return KINDS.get(story.kinds[0], story.kinds[0])
    return category_name(story.categories[0], names) if story.categories else "security report"


def _actors(story: Story) -> list[str]:
    found = []
    for role, word in _BY.items():
        some = [actor.name for actor in story.actors if actor.role is role][:_MOST_ACTORS]
        if some:
            found.append(f"{word} {listed(some)}")
    return found
