"""The English line of a story: made of facts, with the words as English wants them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daemon.alerts.gloss import counted_victims, gloss, sureness, toll
from daemon.alerts.naming import in_a_sentence, located
from daemon.model.post import Digits
from daemon.model.story import Actor, Bound, Place, Quote, Range, Role, Standing, Victims
from tests.alerts.test_alert import story

QUOTE = Quote("body", "x", 0, 1)
BARE = story(kinds=(), place=None, actors=(), ranges=(), statuses=())


def actor(name: str, role: Role = Role.NAMED, sort: str = "armed_group") -> Actor:
    return Actor(name.lower(), name, sort, role, QUOTE)


def place(name: str, kind: str = "town", governorate: str = "") -> Place:
    return Place(name.lower(), name, kind, QUOTE, admin1=governorate)


def victims(
    what: Victims, low: int, high: int = 0, *, approximate: bool = False, bound: Bound = Bound.EXACT
) -> Range:
    return Range(what, low, high or low, (1,), approximate, bound)


def test_the_line_is_made_of_the_facts() -> None:
    assert gloss(story(), {}) == (
        "Drone attack in Chamchamal, Sulaymaniyah Governorate: 2–5 killed (the sources differ) "
        "and about 3 wounded (claimed by ISIS, not confirmed)"
    )


def test_the_line_leaves_out_what_nobody_said() -> None:
    assert gloss(BARE, {"drone_attack": "Drone attacks"}) == "Drone attacks"
    assert gloss(replace(BARE, categories=()), {}) == "Security report"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (place("Daquq", "town", "Kirkuk Governorate"), "in Daquq, Kirkuk Governorate"),
        (place("Kirkuk", "city", "Kirkuk Governorate"), "in Kirkuk"),
        (place("Erbil (Hewler)", "city", "Erbil Governorate"), "in Erbil"),
        (place("K-1 military base, Kirkuk", "base", "Kirkuk Governorate"),
         "at the K-1 military base, Kirkuk"),
        (place("Khor Mor gas field", "oil_field", "Sulaymaniyah Governorate"),
         "at the Khor Mor gas field, Sulaymaniyah Governorate"),
        (place("Mount Qarachogh", "mountain", "Erbil Governorate"),
         "on Mount Qarachogh, Erbil Governorate"),
        (place("Erbil-Kirkuk road", "road"), "on the Erbil-Kirkuk road"),
        (place("Erbil International Airport", "airport"), "at Erbil International Airport"),
        (place("Kurdistan Region", "region"), "in the Kurdistan Region"),
        (place("United Arab Emirates", "country"), "in the United Arab Emirates"),
        (place("Syria", "country"), "in Syria"),
    ],
)  # fmt: skip
def test_a_place_has_its_preposition_and_article(where: Place, said: str) -> None:
    assert located(where) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Islamic State (ISIS, Daesh)", "the Islamic State (ISIS, Daesh)"),
        ("Turkish Air Force", "the Turkish Air Force"),
        ("People's Defence Forces (HPG)", "the People's Defence Forces (HPG)"),
        ("Peshmerga", "the Peshmerga"),
        ("Asayish of Kirkuk", "the Asayish of Kirkuk"),
        ("Hamas", "Hamas"),
        ("Kata'ib Hezbollah", "Kata'ib Hezbollah"),
        ("NATO", "NATO"),
    ],
)
def test_a_group_has_its_article(name: str, said: str) -> None:
    assert in_a_sentence(actor(name)) == said


def test_a_person_has_none() -> None:
    assert in_a_sentence(actor("Front Man", sort="person")) == "Front Man"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (victims(Victims.KILLED, 2), "2 killed"),
        (victims(Victims.KILLED, 2, 3), "2–3 killed (the sources differ)"),
        (victims(Victims.WOUNDED, 30, approximate=True), "about 30 wounded"),
        (victims(Victims.FAMILIES, 1), "1 family displaced"),
        (victims(Victims.FAMILIES, 30, 40), "30–40 families displaced (the sources differ)"),
        (victims(Victims.DISPLACED, 1200, approximate=True), "about 1,200 displaced"),
        (victims(Victims.KILLED, 5, bound=Bound.LEAST), "at least 5 killed"),
        (victims(Victims.KILLED, 20, bound=Bound.OVER), "more than 20 killed"),
        (victims(Victims.KILLED, 20, bound=Bound.MOST), "at most 20 killed"),
        (victims(Victims.KILLED, 20, bound=Bound.UNDER), "fewer than 20 killed"),
        (victims(Victims.KILLED, 20, approximate=True, bound=Bound.ABOUT), "about 20 killed"),
        (
            victims(Victims.KILLED, 2, 5, bound=Bound.OVER),
            "2–5 or more killed (the sources differ)",
        ),
        (victims(Victims.KILLED, 2, 5, bound=Bound.ABOUT), "about 2–5 killed (the sources differ)"),
        (victims(Victims.KILLED, 2, 5, bound=Bound.MOST), "2–5 killed (the sources differ)"),
    ],
)
def test_a_toll_is_a_number_or_a_range_as_the_texts_bound_it(found: Range, said: str) -> None:
    assert counted_victims(found) == said


def test_people_are_told_by_a_bounded_number_too() -> None:
    held = story(kinds=("arrest",), ranges=(victims(Victims.ARRESTED, 5, bound=Bound.LEAST),))
    assert gloss(held, {}).startswith("At least 5 people arrested in Chamchamal")


def test_a_toll_for_a_subject_is_short() -> None:
    assert toll(story()) == "2–5 killed"
    assert toll(BARE) == ""


@pytest.mark.parametrize(
    ("kinds", "ranges", "said"),
    [
        (("arrest", "explosion"), (victims(Victims.ARRESTED, 5),), "5 people arrested"),
        (("arrest",), (victims(Victims.ARRESTED, 1),), "1 person arrested"),
        (("assassination", "shooting"), (victims(Victims.KILLED, 1),), "1 person killed"),
        (("kidnapping",), (victims(Victims.KIDNAPPED, 2, 4),), "2–4 people kidnapped"),
        (("kidnapping",), (), "Kidnapping"),
        (("clash", "shelling"), (victims(Victims.KILLED, 1),),
         "Shelling or air strike: 1 killed"),
        (("arrest", "explosion"), (victims(Victims.ARRESTED, 5), victims(Victims.KILLED, 2)),
         "Explosion: 2 killed and 5 arrested"),
        (("unheard-of",), (), "Unheard-of"),
    ],
)  # fmt: skip
def test_the_kind_that_tells_most_is_told(
    kinds: tuple[str, ...], ranges: tuple[Range, ...], said: str
) -> None:
    told = replace(BARE, kinds=kinds, ranges=tuple(sorted(ranges, key=_order)), sources=1)
    assert gloss(told, {}) == said


def _order(found: Range) -> int:
    return list(Victims).index(found.what)


def test_of_several_sources_what_most_say_goes_before_what_tells_more() -> None:
    told = replace(BARE, kinds=("attack", "shelling", "drone"), weapons=("aircraft",), sources=3)
    assert gloss(told, {}) == "Air strike"


def test_an_attack_on_computers_is_called_one() -> None:
    told = replace(BARE, kinds=("attack",), categories=("armed_attack_clash", "cyber"))
    assert gloss(told, {}) == "Cyber attack"
    assert gloss(replace(told, kinds=("drone",)), {}) == "Drone attack"


def test_who_did_it_to_whom_is_said() -> None:
    sides = (
        actor("Islamic State", Role.ATTACKER),
        actor("Peshmerga", Role.TARGET),
        actor("Basij", Role.NAMED),
    )
    told = replace(BARE, kinds=("attack",), place=place("Kifri"), actors=sides)
    assert gloss(told, {}) == "Attack in Kifri by the Islamic State against the Peshmerga"
    clash = replace(told, kinds=("clash",))
    assert gloss(clash, {}) == "Clash in Kifri between the Islamic State and the Peshmerga"
    arrest = replace(
        told,
        kinds=("arrest",),
        actors=(actor("Islamic State", Role.ARRESTED),),
        ranges=(victims(Victims.ARRESTED, 3),),
    )
    assert gloss(arrest, {}) == "3 people arrested in Kifri, said to be of the Islamic State"


@pytest.mark.parametrize(
    ("statuses", "actors", "voices", "said"),
    [
        ((), (), 1, ""),
        ((Standing.CLAIMED,), (), 1, "claimed by one side, not confirmed"),
        ((Standing.CLAIMED,), (), 3, "claimed by one side"),
        ((), (actor("People's Defence Forces (HPG)", Role.CLAIMED_BY),), 1,
         "claimed by the People's Defence Forces (HPG), not confirmed"),
        ((Standing.DENIED,), (), 2, "denied"),
        ((Standing.DENIED,), (actor("Turkish Armed Forces", Role.DENIED_BY),), 2,
         "denied by the Turkish Armed Forces"),
        ((Standing.UNCONFIRMED,), (), 2, "not confirmed"),
        ((Standing.CLAIMED, Standing.DENIED),
         (actor("Hamas", Role.CLAIMED_BY), actor("Mossad", Role.DENIED_BY)), 2,
         "claimed by Hamas; denied by Mossad"),
    ],
)  # fmt: skip
def test_one_sided_claims_and_denials_are_marked(
    statuses: tuple[Standing, ...], actors: tuple[Actor, ...], voices: int, said: str
) -> None:
    told = replace(BARE, statuses=statuses, actors=actors, independent=voices)
    assert sureness(told) == said


def test_our_numbers_have_the_recipients_digits_and_names_keep_theirs() -> None:
    told = replace(
        BARE,
        kinds=("rocket",),
        place=place("K-1 military base, Kirkuk", "base"),
        ranges=(victims(Victims.KILLED, 2, 13),),
        sources=1,
    )
    said = gloss(told, {}, Digits.ARABIC)
    assert said == (
        "Rocket attack at the K-1 military base, Kirkuk: "
        "٢\u200e–\u200e١٣ killed (the sources differ)"
    )
