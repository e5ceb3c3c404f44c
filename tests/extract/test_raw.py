from __future__ import annotations

import time

import pytest

from daemon.extract import raw_page
from daemon.model.outcome import Fetched

NEWS = "دوو کەس لە تەقینەوەی بۆمبێکدا لە کەرکوک کوژران"  # two people were killed by a bomb
OTHER = "هێرشی درۆن بۆ سەر بنکەیەک"  # a drone attack on a base: another article's headline


def shown(html: str, content_type: str = "text/html; charset=utf-8") -> str:
    headers = {"content-type": content_type}
    return raw_page(Fetched("https://esta.example/a", 200, headers, html.encode()))


def test_every_block_is_a_line_in_todays_spelling() -> None:
    spelt_old = NEWS.replace("ە", "ه\u200c")
    assert shown(f"<div>سەرەتا<p>{spelt_old}</div>کۆتایی") == f"سەرەتا\n{NEWS}\nکۆتایی"


def test_lines_that_are_only_links_are_left_out() -> None:
    menu = "".join(f"<li><a href='/{n}'>{OTHER} {n}</a> | <A href=x>٢</A></li>" for n in range(9))
    assert shown(f"<ul>{menu}</ul><p>{NEWS}</p>") == NEWS


def test_a_link_around_another_articles_card_is_left_out() -> None:
    card = f"<a href='/2'><div><h3>{OTHER}</h3><p>کورتە</p></div></a>"
    assert shown(f"<div>{card}</div><p>{NEWS}</p>") == NEWS


def test_a_link_inside_a_sentence_stays() -> None:
    linked = NEWS.replace("کەرکوک", "<a href='/tag'>کەرکوک</a>")
    assert shown(f"<p>{linked}.</p>") == f"{NEWS}."


@pytest.mark.parametrize("opening", ["<a href=x>" * 1000, "<a " * 1000 + ">", "<a href='x"])
def test_links_that_never_end_hide_nothing(opening: str) -> None:
    assert NEWS in shown(f"{opening}<p>{NEWS}</p>")


def test_letters_that_stand_for_marks_do_no_harm() -> None:
    assert NEWS in shown(f"\ue0f0<p>{NEWS}\ue0f1</p>")


@pytest.mark.parametrize("flood", ["<p>x" * 2_000_000, "x " * 2_000_000, "<p>x" * 400_000])
def test_what_stands_behind_a_flood_is_found(flood: str) -> None:
    text = shown(f"<p>{NEWS}</p>{flood}<p>{OTHER}</p>")
    assert text.startswith(NEWS)
    assert text.endswith(OTHER)
    assert len(text) <= 500_000


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/json"])
def test_what_is_no_page_has_no_text(content_type: str) -> None:
    assert shown(NEWS, content_type) == ""


def test_text_without_markup_is_text() -> None:
    assert shown(NEWS, "text/plain; charset=utf-8") == NEWS


@pytest.mark.parametrize(
    "filler",
    [
        "<p>x",
        "<i>x</i>",
        "<td>x",
        "<a href=x>",
        "<a>x</a>",
        "<div>" * 3,
        "\n",
        "<!--",
        "<a",
        "&lt;",
    ],
)
def test_two_megabytes_of_anything_are_read_in_a_few_seconds(filler: str) -> None:
    html = filler * (2_000_000 // len(filler))
    started = time.process_time()
    assert NEWS in shown(f"<p>{NEWS}</p>{html}")
    assert time.process_time() - started < 5
