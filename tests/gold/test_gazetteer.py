"""The gazetteer as data: who is in it, where places lie, and that no name is claimed twice."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, get_args

import pytest

from daemon.rules.schema import EntityType
from daemon.text.spelling import fold

GAZETTEER = Path(__file__).resolve().parents[2] / "daemon" / "rules" / "gazetteer"
TEXTS = ("id", "type", "name", "kurdish", "note", "kind", "parent")
LISTS = ("ckb", "kmr-Arab", "kmr", "ar", "en", "short", "context", "unless_before", "unless_after")
FULL = ("ckb", "kmr-Arab", "kmr", "ar", "en")
KINDS = {
    *("airport", "base", "border_crossing", "camp", "city", "country", "dam", "district"),
    *("governorate", "lake", "mountain", "neighbourhood", "oil_field", "region", "river", "road"),
    *("subdistrict", "town", "valley", "village"),
}
BUILT = {"airport", "base", "border_crossing", "camp", "dam", "oil_field"}
BOXES = {  # south, north, west, east, with a margin for heights and waters on the border
    "iraq": (29.0, 37.5, 38.7, 48.7),
    "syria": (32.2, 37.4, 35.5, 42.5),
    "turkey": (35.8, 42.2, 25.9, 45.0),
    "iran": (25.0, 39.9, 44.0, 63.5),
}
ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")

Entity = dict[str, Any]


def _entities() -> list[Entity]:
    files = sorted(GAZETTEER.glob("*.toml"))
    assert len(files) >= 9
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    assert {key for table in tables for key in table} == {"entity"}
    return [entity for table in tables for entity in table["entity"]]


ENTITIES = _entities()
PLACES = {entity["id"]: entity for entity in ENTITIES if "kind" in entity or "lat" in entity}


def _chain(place: str) -> list[str]:
    """The place and all above it."""
    chain = [place]
    while parent := PLACES[chain[-1]].get("parent"):
        assert parent not in chain, f"{place} lies within itself"
        chain.append(parent)
    return chain


def _bare(surface: str) -> str:
    """The folded surface without the mark that forbids endings."""
    return fold(surface.replace("=", "")).strip()


def test_every_entity_has_only_known_keys_of_the_right_type() -> None:
    for entity in ENTITIES:
        assert entity.keys() <= {*TEXTS, *LISTS, "lat", "lon"}, entity["id"]
        assert all(isinstance(entity.get(key, ""), str) for key in TEXTS), entity["id"]
        assert all(isinstance(entity.get(key, 0.0), float | int) for key in ("lat", "lon"))
        for key in LISTS:
            values = entity.get(key, ["-"])
            assert values, f"{entity['id']}: {key} is empty"
            assert all(isinstance(text, str) and text.strip() == text for text in values)


def test_ids_are_ascii_and_no_two_are_the_same() -> None:
    counted = Counter(entity["id"] for entity in ENTITIES)
    assert [name for name, count in counted.items() if count > 1] == []
    assert [name for name in counted if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_types_and_kinds_are_known_and_fit_each_other() -> None:
    types = set(get_args(EntityType))
    assert {entity["type"] for entity in ENTITIES} <= types
    assert {entity["kind"] for entity in ENTITIES if "kind" in entity} <= KINDS
    for place in PLACES.values():
        built = place.get("kind") in BUILT or "kind" not in place
        assert place["type"] == ("facility" if built else "place"), place["id"]
    assert all(entity["id"] in PLACES for entity in ENTITIES if entity["type"] == "place")


def test_there_are_enough_of_each() -> None:
    types = Counter(entity["type"] for entity in ENTITIES)
    assert types["armed_group"] >= 120
    assert types["armed_group"] + types["security_force"] + types["party"] >= 250
    assert types["place"] + types["facility"] >= 400
    assert types["person"] >= 150
    assert types["weapon"] >= 50
    assert types["channel"] >= 4
    roots = Counter(_chain(place)[-1] for place in PLACES)
    assert all(roots[country] >= 80 for country in BOXES), roots


def test_every_entity_has_names_in_kurdish_and_a_sorani_surface() -> None:
    for entity in ENTITIES:
        assert entity["name"], entity["id"]
        assert ARABIC_LETTER.search(entity["kurdish"]), entity["id"]
        assert entity["ckb"], entity["id"]
        assert all(ARABIC_LETTER.search(text) for text in entity["ckb"])
        assert not any(ARABIC_LETTER.search(text) for text in entity.get("kmr", ()))


def test_most_entities_are_also_known_in_kurmanji_arabic_and_english() -> None:
    for key, share in (("kmr", 0.9), ("ar", 0.9), ("en", 0.85)):
        assert sum(key in entity for entity in ENTITIES) >= share * len(ENTITIES), key


def test_no_two_entities_claim_the_same_full_surface() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in ENTITIES:
        for key in FULL:
            for surface in entity.get(key, ()):
                assert _bare(surface), f"{entity['id']}: nothing is left of '{surface}'"
                owners[_bare(surface)].add(entity["id"])
    assert {text: sorted(ids) for text, ids in owners.items() if len(ids) > 1} == {}


def test_a_bare_short_form_is_no_full_form_of_its_own_entity() -> None:
    for entity in ENTITIES:
        full = {_bare(text) for key in FULL for text in entity.get(key, ())}
        assert not full & {_bare(text) for text in entity.get("short", ())}, entity["id"]


def test_a_short_form_of_several_entities_is_told_apart_by_context() -> None:
    owners: dict[str, list[Entity]] = defaultdict(list)
    for entity in ENTITIES:
        for surface in {_bare(text) for text in entity.get("short", ())}:
            owners[surface].append(entity)
    for surface, sharing in owners.items():
        named = [entity for entity in sharing if entity["type"] != "person"]
        if len(sharing) > 1:
            assert all(entity.get("context") for entity in named), surface


@pytest.mark.parametrize("place", sorted(PLACES))
def test_every_place_lies_in_a_country_and_near_it(place: str) -> None:
    chain = _chain(place)
    top = PLACES[chain[-1]]
    assert top.get("kind") in {"country", "region", "lake"} or top["type"] == "facility"
    assert all(PLACES[name]["type"] in {"place", "facility"} for name in chain)
    if "lat" not in PLACES[place]:
        assert "kind" not in PLACES[place]
        return
    south, north, west, east = BOXES.get(chain[-1], (-60.0, 75.0, -170.0, 180.0))
    assert south <= PLACES[place]["lat"] <= north
    assert west <= PLACES[place]["lon"] <= east


def test_only_embassies_abroad_stand_nowhere() -> None:
    nowhere = [
        entity["id"]
        for entity in ENTITIES
        if entity["type"] in {"place", "facility"} and "lat" not in entity
    ]
    assert all(name.endswith("embassy") for name in nowhere), nowhere


def test_a_place_lies_near_what_it_is_part_of() -> None:
    """A district's town is not farther than some 300 km from the district's centre."""
    for place in PLACES.values():
        above = PLACES.get(place.get("parent", ""), {})
        if above.get("kind") in {"governorate", "district", "subdistrict", "city", "town"}:
            assert abs(place["lat"] - above["lat"]) < 2.0, place["id"]
            assert abs(place["lon"] - above["lon"]) < 3.2, place["id"]


def test_every_file_says_where_its_facts_come_from() -> None:
    for path in sorted(GAZETTEER.glob("*.toml")):
        head = path.read_text(encoding="utf-8").split("[[entity]]")[0]
        assert "knowledge" in head, path.name
        if "lat = " in path.read_text(encoding="utf-8"):
            assert "rounded to about 0.05°" in head, path.name
