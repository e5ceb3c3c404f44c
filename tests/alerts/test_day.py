"""A full day as it is mailed: structure, size, digits, and the same in every channel."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.alerts.digest import compose_digest
from daemon.alerts.message import digest_message
from daemon.alerts.render import LARGEST, WIDTH
from daemon.model.alert import StoryNews
from daemon.model.article import Severity
from daemon.model.post import DigestContent, Digits, Grouping, Message, Recipient
from tests.alerts.day import NAMES, day, every, message, stories
from tests.alerts.reading import elements, of_class, parse_errors, tree, words
from tests.alerts.sample import ANALYST
from tests.alerts.shown import shown
from tests.alerts.test_render import ARABIC, runs

ARABIC_DIGITS = replace(ANALYST, digits=Digits.ARABIC)
EVERYBODY = [
    replace(ANALYST, digits=digits, digest_sections=grouping)
    for digits in Digits
    for grouping in Grouping
]


@pytest.fixture(params=EVERYBODY, ids=lambda one: f"{one.digits}-{one.digest_sections}")
def made(request: pytest.FixtureRequest) -> Message:
    return message(request.param)


def body(made: Message) -> Element:
    return next(node for node in elements(tree(made.html)) if node.tag == "body")


def test_it_is_sound_and_loads_nothing(made: Message) -> None:
    assert parse_errors(made.html) == []
    assert not re.search(r"url\(|@import|@font-face|src=|background=|srcset|<img", made.html)
    links = {node.get("href") for node in elements(tree(made.html)) if node.get("href")}
    assert links == {one.url for one in every() if one.url.startswith("https:")}
    assert len(made.html.encode()) <= LARGEST


def test_every_text_stands_in_its_own_direction(made: Message) -> None:
    for text, way, held in runs(body(made), "ltr", held=False):
        if way == "ltr" and not held:
            assert not ARABIC.search(text)
        if way == "rtl" and not held:
            assert not re.search(r"[A-Za-z0-9]", text)


def test_kurmanji_runs_left_to_right_and_sorani_right_to_left(made: Message) -> None:
    ways = {(one.get("lang"), one.get("dir")) for one in of_class(tree(made.html), "card-text")}
    assert ways == {("ckb", "rtl"), ("kmr", "ltr"), ("kmr-Arab", "rtl")}


def test_kurdish_lines_are_high_enough(made: Message) -> None:
    tall = [node for node in of_class(tree(made.html), "rtl") if node.tag in {"p", "h3"}]
    assert tall
    for node in tall:
        found = re.search(r"line-height:\s*([\d.]+)", node.get("style", ""))
        assert found is not None
        assert float(found[1]) >= 1.8


def test_screen_readers_read_the_numbers_and_not_the_bars(made: Message) -> None:
    root = tree(made.html)
    hidden = [node for node in elements(root) if node.get("aria-hidden") == "true"]
    assert hidden
    assert all(not words(node).strip("\xa0 ") for node in hidden)
    roles = {node.get("role") for node in elements(root) if node.tag == "table"}
    assert roles == {"presentation"}
    numbers = [words(node) for node in of_class(root, "bar-count")]
    assert [int(number) for number in numbers] == [4, 2, 1, 1, 1, 2, 2, 1, 1]


def test_the_text_part_fits_a_terminal(made: Message) -> None:
    plain = [line for line in made.text.splitlines() if "https://" not in line]
    shown = [re.sub("[\u200e\u2066-\u2069]", "", line) for line in plain]
    assert max(map(len, shown)) <= WIDTH


def ours(root: Element) -> str:
    """What we wrote: without the Kurdish, names, links, commands and the words of others."""
    theirs = {"card-text", "word", "brief-headline", "link", "command", "outlet", "small"}
    return " ".join(_ours(root, theirs))


def _ours(node: Element, theirs: set[str]) -> Sequence[str]:
    found = [node.text or ""]
    for child in node:
        if not theirs & set(child.get("class", "").split()) and not callable(child.tag):
            found += _ours(child, theirs)
        found.append(child.tail or "")
    return found


def test_one_kind_of_digits_in_all_that_we_write() -> None:
    latin, arabic = ours(body(message())), ours(body(message(ARABIC_DIGITS)))
    assert re.search(r"[0-9]", latin)
    assert not re.search(r"[\u0660-\u0669]", latin)
    assert not re.search(r"[0-9]", arabic)
    spelt = arabic.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,")).replace("\u200e", "")
    assert "".join(spelt.split()) == "".join(latin.split())


def test_titles_links_and_commands_stay_as_they_are_in_other_digits() -> None:
    made = message(ARABIC_DIGITS)
    latin = tree(message().html)
    for name in ("headline", "lead", "word"):
        told = [words(node) for node in of_class(tree(made.html), name)]
        assert told == [words(node) for node in of_class(latin, name)]
    assert "https://www.example.org/news/10" in made.text
    assert made.subject == "Dîdevan ٢١ Nov ٢٠٢٦: ١٠ flagged, ٣ critical, ١ changed"


def test_the_whole_of_the_day_is_in_both_forms() -> None:
    made = message()
    digest = compose_digest(day(), ANALYST, NAMES)
    flat = " ".join(re.sub("[\u2066-\u2069]", "", made.text).split())
    page = words(tree(made.html))
    for bar in (*digest.overview.categories, *digest.overview.places):
        for said in (bar.label, bar.usual, bar.surge):
            assert said in page
            assert said.casefold() in flat.casefold()
    for said in (digest.overview.note, digest.period, digest.next_due, *digest.again):
        assert said in flat
        assert said in page
    for block in (block for section in digest.sections for block in section.blocks):
        for said in (block.gloss, block.toll, *block.changes, block.group):
            assert said in flat
            assert said in page
    assert "New: Newroz" in flat
    assert "New: Newroz." in page


def test_a_surge_is_in_the_sentence_of_the_day() -> None:
    assert compose_digest(day(), ANALYST, NAMES).summary.endswith(
        "; rockets, missiles and drones more than ten times its usual."
    )


CHANNELS = ("maildir", "smtp", "webhook", "apprise", "feed")


def test_the_same_stories_give_the_same_composition_in_every_channel() -> None:
    made = [message(replace(ANALYST, channel=channel)) for channel in CHANNELS]
    assert {(one.subject, one.text, one.html) for one in made} == {
        (made[0].subject, made[0].text, made[0].html)
    }


def crowd(number: int, title: str, severities: Sequence[Severity]) -> DigestContent:
    """So many stories, each of one article."""
    told, plain = every(), stories()
    found = [
        replace(told[0], id=1000 + one, title=f"{title} {one}", url=f"https://example.org/{one}")
        for one in range(number)
    ]
    news = [
        StoryNews(
            replace(
                plain[one % len(plain)],
                id=one,
                articles=(1000 + one,),
                severity=severities[one % len(severities)],
            ),
            (found[one],),
        )
        for one in range(number)
    ]
    return replace(
        day(), articles=tuple(found), stories=tuple(news), changed=(), memory=day().memory
    )


@settings(max_examples=8)
@given(
    st.integers(1, 500),
    st.text(max_size=280),
    st.lists(st.sampled_from(list(Severity)), min_size=1, max_size=4),
    st.sampled_from(EVERYBODY),
)
def test_a_day_of_any_size_stays_below_the_limit_and_counts_every_story(
    number: int, title: str, severities: list[Severity], recipient: Recipient
) -> None:
    assert_told(crowd(number, title, severities), recipient, number)


def test_five_hundred_stories_stay_below_the_limit() -> None:
    assert_told(crowd(500, "تەقینەوە لە بازاڕ", list(Severity)), ANALYST, 500)


def assert_told(content: DigestContent, recipient: Recipient, number: int) -> None:
    made = digest_message(content, recipient, domain="example.org", names=NAMES)
    assert len(made.html.encode()) <= LARGEST < 100_000
    root = tree(made.html)
    shown = len(of_class(root, "card")) + len(of_class(root, "brief"))
    left = [words(node) for node in of_class(root, "left-out")]
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    said = (
        re.match(
            r"(\d+) stor(?:y is|ies are) only counted.*: didevan stories", left[0].translate(digits)
        )
        if left
        else None
    )
    assert bool(left) == bool(said)
    assert shown + (int(said[1]) if said else 0) == number


def test_the_text_part_in_the_docs_is_this_one() -> None:
    page = (Path(__file__).parents[2] / "docs" / "digest.md").read_text(encoding="utf-8")
    assert shown(page) == page


def test_what_a_channel_is_given_can_be_written_as_json() -> None:
    made = message()
    assert json.loads(json.dumps({"text": made.text, "html": made.html}))["text"] == made.text
