"""A story in one English line made of its facts, for who does not read Kurdish.

Nothing is translated: the line is put together from the kind, the place, the actors and the
toll that were read from the articles, and leaves out what was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from daemon.alerts.naming import in_a_sentence, located
from daemon.alerts.wording import category_name, in_digits, listed, sentence_case
from daemon.model.post import Digits
from daemon.model.story import Bound, Range, Role, Standing, Story, Victims

KINDS = {
    "drone": "drone attack",
    "rocket": "rocket attack",
    "shelling": "shelling or air strike",
    "mine": "mine explosion",
    "explosion": "explosion",
    "assassination": "killing",
    "shooting": "shooting",
    "kidnapping": "kidnapping",
    "stabbing": "stabbing",
    "protest": "protest",
    "arrest": "arrest",
    "clash": "clash",
    "attack": "attack",
    "operation": "security operation",
    "memory": "remembrance",
}
"""What the kinds of incident are called, those that tell most first.

A kind that is not here is called by its own word.
"""

_BOUNDS = {
    Bound.ABOUT: "about ",
    Bound.LEAST: "at least ",
    Bound.OVER: "more than ",
    Bound.MOST: "at most ",
    Bound.UNDER: "fewer than ",
}
_GENERAL = frozenset({"clash", "attack", "operation"})
_PEOPLE = {
    "assassination": Victims.KILLED,
    "kidnapping": Victims.KIDNAPPED,
    "arrest": Victims.ARRESTED,
    "operation": Victims.ARRESTED,
}
"""Kinds that are told by the people whom they befell: '5 people arrested'."""
_HURT = frozenset({Victims.KILLED, Victims.WOUNDED})
_MOST_ACTORS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """The line in its parts: what happened where and by whom, to how many, and how sure it is."""

    event: str
    toll: str
    sure: str

    def __str__(self) -> str:
        """The whole line."""
        toll = f": {self.toll}" if self.toll else ""
        return self.event + toll + (f" ({self.sure})" if self.sure else "")


def gloss(story: Story, names: Mapping[str, str], digits: Digits = Digits.LATIN) -> str:
    """The story in one line; ``names`` are the categories' English names."""
    return str(compose_line(story, names, digits))


def compose_line(story: Story, names: Mapping[str, str], digits: Digits = Digits.LATIN) -> Line:
    """The line in its parts, with what we count in ``digits``."""
    kind = _kind(story)
    befell = story.range(_PEOPLE[kind]) if kind in _PEOPLE else None
    what = _people(befell, digits) if befell else _what(story, kind, names)
    place = where(story)
    sides = list(_sides(story, kind))
    comma = "," if sides and ("," in place or sides[0].startswith("said")) else ""
    event = " ".join(filter(None, (sentence_case(what), place + comma, *sides)))
    others = [found for found in story.ranges if found is not befell]
    toll = listed([counted_victims(found, digits) for found in others])
    return Line(event, toll, sureness(story))


def where(story: Story) -> str:
    """Where it happened: 'in Daquq, Kirkuk Governorate', or nothing."""
    return located(story.place) if story.place else ""


def counted_victims(found: Range, digits: Digits = Digits.LATIN) -> str:
    """A count in words: 'about 3 killed', '2–5 wounded (the sources differ)'."""
    differ = " (the sources differ)" if found.high > found.low else ""
    one_family = found.what is Victims.FAMILIES and found.high == 1
    what = "family displaced" if one_family else found.what
    return f"{number(found, digits)} {what}{differ}"


def number(found: Range, digits: Digits = Digits.LATIN) -> str:
    """A count alone, bounded as the texts bound it: '3', 'at least 3', '2–5', '2–5 or more'."""
    if found.high == found.low:
        return in_digits(bounded(found.low, _bound(found)), digits)
    about = "about " if found.bound is Bound.ABOUT else ""
    more = " or more" if found.bound in (Bound.LEAST, Bound.OVER) else ""
    return in_digits(f"{about}{found.low:,}–{found.high:,}{more}", digits)


def bounded(count: int, bound: Bound) -> str:
    """A number with the word that bounds it: 'at least 3'."""
    return f"{_BOUNDS.get(bound, '')}{count:,}"


def _bound(found: Range) -> Bound:
    # what was read before bounds were asked for says only that it is not exact
    return Bound.ABOUT if found.approximate and found.bound is Bound.EXACT else found.bound


def victims(story: Story, told: Iterable[Victims], digits: Digits = Digits.LATIN) -> str:
    """These counts of a story in a list: 'at least 3 killed, 2–5 wounded'; empty without any."""
    found = (story.range(what) for what in told)
    return ", ".join(f"{number(one, digits)} {one.what}" for one in found if one)


def toll(story: Story) -> str:
    """How many were killed, for a subject; nothing when nobody counts any."""
    found = story.range(Victims.KILLED)
    return f"{number(found)} killed" if found else ""


def sureness(story: Story) -> str:
    """Who claims or denies it, and whether others confirm it; nothing when nobody doubts it."""
    return "; ".join(_sureness(story))


def _sureness(story: Story) -> Iterator[str]:
    doubtful = Standing.UNCONFIRMED in story.statuses or story.independent < 2
    claimants = _named(story, Role.CLAIMED_BY)
    if claimants or Standing.CLAIMED in story.statuses:
        by = claimants or "one side"
        yield f"claimed by {by}" + (", not confirmed" if doubtful else "")
    elif Standing.UNCONFIRMED in story.statuses:
        yield "not confirmed"
    if deniers := _named(story, Role.DENIED_BY):
        yield f"denied by {deniers}"
    elif Standing.DENIED in story.statuses:
        yield "denied"


def _named(story: Story, role: Role) -> str:
    actors = [in_a_sentence(actor) for actor in story.actors if actor.role is role]
    return listed(actors[:_MOST_ACTORS])


def _kind(story: Story) -> str:
    """The kind that tells most: of several articles what most say, unless that is too general."""
    if story.range(Victims.ARRESTED) and not (_HURT & {found.what for found in story.ranges}):
        held = [kind for kind in ("arrest", "operation") if kind in story.kinds]
        if held:
            return held[0]
    kind = _most_telling(story)
    attackers = any(actor.role is Role.ATTACKER for actor in story.actors)
    return "attack" if kind == "shooting" and "attack" in story.kinds and attackers else kind


def _most_telling(story: Story) -> str:
    if story.sources < 2:
        return min(story.kinds, key=lambda kind: [*KINDS, kind].index(kind), default="")
    telling = [kind for kind in story.kinds if kind not in _GENERAL]
    return next(iter((*telling, *story.kinds)), "")


def _what(story: Story, kind: str, names: Mapping[str, str]) -> str:
    if kind == "shelling" and len(flown := {"aircraft", "artillery"} & set(story.weapons)) == 1:
        return "air strike" if "aircraft" in flown else "shelling"
    if kind in _GENERAL and "cyber" in story.categories[:2]:
        return "cyber attack"
    if kind:
        return KINDS.get(kind, kind)
    return category_name(story.categories[0], names) if story.categories else "security report"


def _people(found: Range, digits: Digits) -> str:
    noun = "person" if found.high == 1 else "people"
    return f"{number(found, digits)} {noun} {found.what}"


def _sides(story: Story, kind: str) -> Iterator[str]:
    """Who did it to whom, as far as the texts say."""
    attackers, targets = _named(story, Role.ATTACKER), _named(story, Role.TARGET)
    if kind == "clash" and attackers:
        yield f"between {attackers} and {targets}" if targets else f"involving {attackers}"
        return
    if attackers:
        yield f"by {attackers}"
    if targets:
        yield f"against {targets}"
    if kind in _PEOPLE and (held := _named(story, Role.ARRESTED)):
        yield f"said to be of {held}"
