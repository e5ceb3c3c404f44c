"""Feeds that want to run script, load pictures, or lead elsewhere than they say."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.alerts.block import safe_link
from daemon.alerts.message import digest_message
from daemon.model.alert import StoryNews
from daemon.model.article import Match
from daemon.model.post import DigestMemory, Message, ToldStory
from daemon.model.story import Actor, Place, Role
from tests.alerts.day import QUOTE, message, stories
from tests.alerts.payloads import LINKS, MARKUP
from tests.alerts.reading import elements, tree
from tests.alerts.sample import ANALYST, DUE, articles, content, health, sources

Shape = set[tuple[str, tuple[str, ...]]]


def poisoned(text: str) -> Message:
    """A digest in which everything that can come from outside is ``text``."""
    matches = (Match("drone_attack", "drone", "title", text, 0, len(text), 2.0),)
    bad = replace(
        articles()[0], title=text, body=f"{text} {text}.\n{text}", url=text, matches=matches
    )
    ill = health("s", text, problem_detail=text)
    ailing = tuple(replace(source, problem_detail=text) for source in sources())
    recipient = replace(ANALYST, name=text)
    where = Place(text, text, "town", QUOTE, parents=(text,), admin1=text)
    who = (Actor("a", text, "armed_group", Role.CLAIMED_BY, QUOTE),)
    event = replace(stories()[0], title=text, place=where, actors=who, categories=(text,))
    was = replace(event, place=None, actors=(), sources=0)
    told = content(
        [bad, replace(bad, id=2)],
        sources=(*ailing, ill),
        stories=(StoryNews(replace(event, articles=(1, 2, 3)), (bad,)),),
        changed=(replace(event, id=9),),
        memory=DigestMemory(DUE, {event.id: ToldStory(was, DUE), 9: ToldStory(was, DUE)}, ("s",)),
    )
    return digest_message(told, recipient, domain="example.org", names={text: text})


def shape(root: Element) -> Shape:
    """The elements there are, with the names of their attributes."""
    return {(str(node.tag), tuple(sorted(map(str, node.keys())))) for node in elements(root)}


KNOWN = (
    shape(tree(poisoned("هێرش، Erbil-25 و").html))
    | shape(tree(digest_message(content(), ANALYST, domain="example.org").html))
    | shape(tree(message().html))
)
HIDDEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066\u2067]"
)


def assert_harmless(message: Message) -> None:
    root = tree(message.html)
    assert shape(root) <= KNOWN
    links = [node.get("href", "") for node in elements(root) if node.get("href") is not None]
    assert all(re.match(r"https?://[^\s\"'<>]+$", link) for link in links)
    assert not HIDDEN.search(message.html.replace("\n", ""))
    assert not HIDDEN.search(message.text)
    assert not HIDDEN.search(message.subject)


@pytest.mark.parametrize("payload", [*MARKUP, *LINKS])
def test_hostile_text_stays_text(payload: str) -> None:
    assert_harmless(poisoned(payload))


@given(st.text(max_size=200))
def test_any_text_stays_text(text: str) -> None:
    assert_harmless(poisoned(text))


@given(st.text(alphabet="<>\"'&=/ abscriptonerror\u202e\x00;#!-", max_size=120))
def test_text_made_of_markup_stays_text(text: str) -> None:
    assert_harmless(poisoned(text))


def test_hostile_text_is_shown_as_it_is_written() -> None:
    message = poisoned("<img src=x onerror=alert(1)>")
    assert "&lt;" in message.html
    assert "<img src=x onerror=alert(1)>" in message.text


@pytest.mark.parametrize("url", LINKS)
def test_a_link_that_is_not_plainly_http_is_no_link(url: str) -> None:
    assert safe_link(url) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/news/1?a=b&c=d#e", "example.org"),
        ("http://example.org:8080/x", "example.org"),
        ("https://example.org/ckb/هەواڵ", "example.org"),
        ("https://کوردستان.example/x", "xn--mgbfohl0ji98e.example"),
        ("https://ехаmple.org/", "xn--mple-43d3a6i.org"),
    ],
)
def test_a_plain_link_names_its_host_in_ascii(url: str, host: str) -> None:
    found = safe_link(url)
    assert found is not None
    assert (found.url, found.host) == (url, host)
