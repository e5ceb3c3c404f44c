"""Names of places and groups as they stand in an English sentence: 'at the Khor Mor gas field'."""

from __future__ import annotations

import re

from daemon.alerts.plain import shorten
from daemon.model.story import Actor, Place

LONGEST = 100
"""Code points of a name: rules of one's own may hold anything."""
_AT = frozenset({"airport", "base", "border_crossing", "camp", "dam", "oil_field", "lake"})
_ON = frozenset({"road", "river"})
_DEFINITE_PLACES = frozenset(
    (
        *("field", "base", "camp", "crossing", "refinery", "road", "highway", "axis", "bridge"),
        *("prison", "region", "belt", "desert", "plain", "territories", "station", "river"),
        *("zab", "tigris", "euphrates", "gulf", "sea", "heights", "dam", "embassy", "zone"),
        *("consulate", "states", "emirates", "netherlands", "khazir"),
    )
)
_DEFINITE_GROUPS = frozenset(
    (
        *("administration", "agency", "alliance", "army", "artesh", "asayish", "assembly"),
        *("aviation", "basij", "battalion", "brigade", "brigades", "brotherhood", "cell"),
        *("centre", "coalition", "command", "commission", "committee", "congress", "corps"),
        *("council", "court", "department", "directorate", "division", "force", "forces"),
        *("framework", "freedom", "front", "gendarmerie", "government", "group", "guard"),
        *("guards", "hawks", "headquarters", "houthis", "initiative", "kremlin", "league"),
        *("ministry", "mobilization", "mojahedin", "movement", "nations", "observatory"),
        *("office", "organization", "organisation", "parliament", "parties", "party"),
        *("pentagon", "peshmerga", "police", "presidency", "resistance", "service", "society"),
        *("state", "taliban", "treasury", "union", "unit", "units", "wolves", "zeravani"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")


def located(place: Place) -> str:
    """Where something happened: 'in Daquq, Kirkuk Governorate', 'on Mount Qarachogh'."""
    name = plain_name(place.name)
    around = shorten(place.admin1 or place.admin2, LONGEST)
    near = plain_name(around).rpartition(" ")[0] or around
    wider = f", {around}" if around and near not in name else ""
    definite = "the " if _definite_place(name) else ""
    return f"{_preposition(place, name)} {definite}{name}{wider}"


def plain_name(name: str) -> str:
    """A name without what the gazetteer adds in brackets: 'Erbil' for 'Erbil (Hewler)'."""
    return shorten(name, LONGEST).split(" (", 1)[0]


def in_a_sentence(actor: Actor) -> str:
    """An actor's name with its article: 'the Turkish Air Force', but 'ISIS' and a person's name."""
    name = shorten(actor.name, LONGEST)
    words = {word.casefold() for word in _WORD.findall(plain_name(name))}
    return f"the {name}" if words & _DEFINITE_GROUPS and actor.type != "person" else name


def _preposition(place: Place, name: str) -> str:
    if place.kind in _ON or name.startswith("Mount "):
        return "on"
    return "at" if place.kind in _AT else "in"


def _definite_place(name: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(name.split(",", 1)[0])]
    return bool(words) and (words[-1] in _DEFINITE_PLACES or words[0] == "united")
