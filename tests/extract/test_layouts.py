"""Articles come out whole and clean of every layout that outlets really have."""

from __future__ import annotations

import json

import pytest

from daemon.extract import extract
from daemon.model.dating import DateOrigin
from daemon.model.outcome import Extracted, Fetched
from daemon.model.source import PageHints
from tests.samples.recall import (
    LEAST_RECALL,
    MOST_BOILERPLATE,
    NOW,
    Layout,
    layouts,
    main,
    measure,
    pages,
)

TEXT = "هێزەکانی ئاسایش لە گەڕەکێکی شارەکە دوو گومانلێکراویان دەستگیر کرد و لێکۆڵینەوە دەکەن. " * 3


def found(html: bytes | str) -> Extracted:
    body = html if isinstance(html, bytes) else html.encode()
    page = Fetched("https://nimune.example/1", 200, {}, body)
    outcome = extract(page, PageHints("Asia/Baghdad", NOW))
    assert isinstance(outcome, Extracted), outcome
    return outcome


def test_there_are_many_layouts() -> None:
    assert len(layouts()) >= 25


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_every_paragraph_comes_out_and_hardly_anything_else(layout: Layout) -> None:
    figures = measure(layout)
    assert figures.paragraphs >= 24
    assert figures.recall >= LEAST_RECALL
    assert figures.boilerplate <= MOST_BOILERPLATE


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_the_title_is_the_articles(layout: Layout) -> None:
    page = next(pages(layout))
    title = found(page.body).title
    if "hand=old" not in layout.habits:
        assert title == page.title


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(layouts()) + 1
    assert lines[-1].startswith(f"all {len(layouts())} layouts")


def shell(data: object, head: str = "") -> str:
    script = json.dumps(data).replace("</", "<\\/")
    return (
        f'<html><head><title>x</title>{head}</head><body><div id="__next"></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{script}</script></body></html>'
    )


def test_data_in_blocks_is_an_article_with_title_and_date() -> None:
    blocks = [{"type": "paragraph", "text": f"<b>{n}</b> {TEXT}"} for n in range(2)]
    record = {"headline": "سەردێڕ", "content": blocks, "publishedAt": "2026-11-20T10:00:00"}
    outcome = found(shell({"props": {"a": [{"title": "x"}], "b": record}}))
    assert outcome.title == "سەردێڕ"
    assert outcome.body.split("\n") == [f"{n} {TEXT.strip()}" for n in range(2)]
    assert outcome.dated is not None
    assert outcome.dated.origin is DateOrigin.LINKED_DATA


def test_the_text_that_is_shown_goes_before_data_of_its_length() -> None:
    shown = f"<article><h1>سەردێڕ</h1><p>{TEXT}</p></article>"
    html = shell({"a": {"body": "دەقێکی تر " * 30}}).replace("<div", f"{shown}<div")
    assert found(html).body == TEXT.strip()


@pytest.mark.parametrize(
    "data", ["{", "[" * 100_000, '{"body": 7}', '{"body": "short"}', "null", '[[[{"body":[1]}]]]']
)
def test_data_that_holds_no_article_does_no_harm(data: str) -> None:
    script = f'<script type="application/json">{data}</script>'
    html = f"<html><body><article><p>{TEXT}</p></article>{script}</body></html>"
    assert found(html).body == TEXT.strip()


def test_a_date_line_above_the_text_is_no_paragraph() -> None:
    html = f"<article><h1>سەردێڕ</h1><p>٢٠ی تشرینی دووەمی ٢٠٢٦ - ١٠:٣٠</p><p>{TEXT}</p></article>"
    assert found(f"<html><body>{html}</body></html>").body == TEXT.strip()
    told = f"<p>لە ٢٠ی تشرینی دووەم هێرشێک کرا.</p><p>{TEXT}</p>"
    html = f"<html><body><article><h1>سەردێڕ</h1>{told}</article></body></html>"
    assert found(html).body.startswith("لە ٢٠ی تشرینی دووەم هێرشێک")
