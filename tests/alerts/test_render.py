"""The structure of a rendered digest: direction, language, nothing remote, two forms alike."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from daemon.alerts.digest import compose_digest
from daemon.alerts.render import WIDTH, Rendered, isolate, render_digest, wrapped
from daemon.alerts.wording import sentence_case
from tests.alerts.reading import elements, of_class, parse_errors, tree, words
from tests.alerts.sample import ANALYST, articles, content

ARABIC = re.compile(r"[\u0620-\u06ff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render_digest(compose_digest(content(), ANALYST))


@pytest.fixture(scope="module")
def root(rendered: Rendered) -> Element:
    return tree(rendered.html)


def runs(node: Element, way: str, held: bool) -> list[tuple[str, str, bool]]:
    """Every text with the direction around it and whether a bdi sets it apart."""
    way = node.get("dir", way)
    held = held or node.tag == "bdi"
    found = [(node.text or "", way, held)]
    for child in node:
        found += runs(child, way, held)
        found.append((child.tail or "", way, held))
    return found


def test_the_document_is_sound_and_says_its_language_and_direction(rendered: Rendered) -> None:
    assert parse_errors(rendered.html) == []
    assert (tree(rendered.html).get("lang"), tree(rendered.html).get("dir")) == ("en", "ltr")


def test_each_block_says_its_own_language_and_direction(root: Element) -> None:
    told = [(words(node), node.get("lang"), node.get("dir")) for node in of_class(root, "headline")]
    assert told == [
        (articles()[0].title, "ckb", "rtl"),
        (articles()[1].title, "kmr", "ltr"),
        (articles()[2].title, "ckb", "rtl"),
        (articles()[3].title, "kmr-Arab", "rtl"),
        (articles()[4].title, "ckb", "rtl"),
        (articles()[5].title, "kmr", "ltr"),
    ]
    for card in of_class(root, "card"):
        (headline,) = of_class(card, "headline")
        (cell,) = of_class(card, "card-text")
        assert (cell.get("dir"), cell.get("lang")) == (headline.get("dir"), headline.get("lang"))
        rest = [node for node in elements(card) if node.tag == "td" and node is not cell]
        assert {(node.get("dir"), node.get("lang")) for node in rest} == {("ltr", "en")}


def test_kurdish_letters_never_stand_bare_in_a_line_that_runs_left_to_right(root: Element) -> None:
    body = next(node for node in elements(root) if node.tag == "body")
    assert [
        text for text, way, held in runs(body, "ltr", held=False)
        if ARABIC.search(text) and way != "rtl" and not held
    ] == []  # fmt: skip


def test_latin_letters_and_numbers_never_stand_bare_in_a_line_that_runs_right_to_left(
    root: Element,
) -> None:
    body = next(node for node in elements(root) if node.tag == "body")
    assert [
        text for text, way, held in runs(body, "ltr", held=False)
        if re.search(r"[A-Za-z0-9]", text) and way == "rtl" and not held
    ] == []  # fmt: skip


def test_lines_in_arabic_script_are_high_enough_for_its_marks(root: Element) -> None:
    for node in of_class(root, "rtl"):
        if node.tag in {"p", "h3"}:
            height = re.search(r"line-height:\s*([\d.]+)", node.get("style", ""))
            assert height is not None
            assert float(height[1]) >= 1.8
            assert "text-align:right" in node.get("style", "")


def test_nothing_is_loaded_from_anywhere(root: Element, rendered: Rendered) -> None:
    allowed = {"html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td"}
    allowed |= {"h1", "h2", "h3", "p", "b", "bdi", "mark", "div", "a", "br", "span"}
    assert {node.tag for node in elements(root)} <= allowed
    assert not re.search(r"url\(|@import|@font-face|src=|background=|srcset", rendered.html)
    links = [node.get("href", "") for node in elements(root) if node.get("href") is not None]
    assert links == [one.url for one in articles() if one.url.startswith("https:")]


def test_dark_screens_and_narrow_ones_are_thought_of(root: Element, rendered: Rendered) -> None:
    metas = {node.get("name"): node.get("content") for node in elements(root) if node.tag == "meta"}
    assert metas["color-scheme"] == "light dark"
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    dark = rendered.html.partition("prefers-color-scheme: dark")[2].partition("</style>")[0]
    assert "border-left-color" in dark
    assert "border-top-color" in dark
    assert "border-color" in dark
    assert "max-width: 520px" in rendered.html
    fixed = [node.get("width", "") for node in elements(root) if node.get("width")]
    assert all(width.endswith("%") for width in fixed)


def test_the_words_that_flagged_it_are_marked_in_the_lead(root: Element) -> None:
    first = of_class(root, "lead")[0]
    assert [words(node) for node in of_class(first, "hit")] == [
        "درۆنی", "هێرشیان", "کێڵگەیەکی گاز", "درۆنەکان",
    ]  # fmt: skip


def test_bars_are_cells_of_a_table(root: Element) -> None:
    drawn = [node for node in elements(root) if node.get("aria-hidden") == "true"]
    assert [node.get("width") for node in drawn] == ["100%", "50%", "50%", "50%", "50%"]
    assert [words(node) for node in of_class(root, "bar-count")] == ["2", "1", "1", "1", "1"]


def test_both_forms_tell_the_same(root: Element, rendered: Rendered) -> None:
    digest = compose_digest(content(), ANALYST)
    flat = " ".join(re.sub("[\u2068\u2069]", "", rendered.text).split())
    page = words(root)
    sentences = [digest.summary, digest.tally, digest.next_due, "3 of 5 sources answered"]
    for block in (block for section in digest.sections for block in section.blocks):
        sentences += [
            block.headline,
            block.outlet,
            block.time,
            block.language,
            *map(sentence_case, block.notes),
        ]
        sentences.append(" ".join("".join(piece.text for piece in block.lead.pieces).split()))
        for evidence in block.why.evidence:
            sentences += [evidence.category, *(found.term for found in evidence.found)]
            sentences += [found.phrase for found in evidence.found]
        if block.link:
            assert block.link.url in rendered.text
            assert block.link.url in rendered.html
    for source in digest.health.ailing:
        sentences += [source.outlet, source.since, source.detail]
        assert source.why in flat
        assert sentence_case(source.why) in page
    for sentence in sentences:
        assert sentence in flat
        assert sentence in page


def test_the_text_part_fits_a_terminal(rendered: Rendered) -> None:
    plain = [line for line in rendered.text.splitlines() if "https://" not in line]
    assert max(len(line.replace("\u2068", "").replace("\u2069", "")) for line in plain) <= WIDTH
    assert not re.search(r"<[a-z/]|&[a-z#]+;", rendered.text)


def test_isolates_of_the_text_part_are_closed_on_their_line(rendered: Rendered) -> None:
    for line in rendered.text.splitlines():
        depth = 0
        for letter in line:
            depth += {"\u2068": 1, "\u2069": -1}.get(letter, 0)
            assert depth in {0, 1}
        assert depth == 0


def test_a_phrase_that_is_isolated_is_not_broken_over_lines() -> None:
    phrase = "\u2068" + "وشە " * 6 + "\u2069"
    assert phrase in wrapped("word " * 12 + phrase)


@pytest.mark.parametrize(
    ("text", "way", "shown"),
    [
        ("درۆنی MQ-9 لە 25/6", "rtl", 'درۆنی <bdi class="run">MQ-9</bdi> لە <bdi>25/6</bdi>'),
        ("NATO & EU لە هەولێر", "rtl", "<bdi>NATO &amp; EU</bdi> لە هەولێر"),
        ("٢٥ کەس", "rtl", "٢٥ کەس"),
        ("5، 6 و 7%", "rtl", "<bdi>5</bdi>، <bdi>6</bdi> و <bdi>7%</bdi>"),
        ("Li هەولێر 5", "ltr", "Li <bdi>هەولێر</bdi> 5"),
        ("<b>کورد</b>", "ltr", "&lt;b&gt;<bdi>کورد</bdi>&lt;/b&gt;"),
    ],
)  # fmt: skip
def test_runs_of_the_other_script_are_set_apart(text: str, way: str, shown: str) -> None:
    assert isolate(text, way) == shown
