"""What a source says of its pages counts, and dates come from where they stand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from daemon.extract import extract
from daemon.model.dating import DateOrigin
from daemon.model.outcome import Extracted, Fetched
from daemon.model.source import PageHints, Selectors

NOW = datetime(2026, 2, 22, 12, 0, tzinfo=UTC)
URL = "https://nimune.example/hewal/101"
TITLE = "پۆلیس دوو تۆمەتباری دەستگیر کرد"
BODY = (
    "<p>هێزەکانی ئاسایش لە گەڕەکێکی شارەکە دوو گومانلێکراویان دەستگیر کرد و لێکۆڵینەوە دەکەن.</p>"
    "<p>بەپێی بەیاننامەیەک، چەک و تەقەمەنییان لە ماڵەکەیاندا دۆزراوەتەوە و ڕەوانەی دادگا کراون.</p>"
    "<p>وتەبێژی پۆلیس گوتی کە هاووڵاتییان دەتوانن هەر زانیارییەک بە ژمارەی تەلەفۆن بگەیەنن.</p>"
)
LINKED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"%s"}</script>'


def hints(**selectors: str) -> PageHints:
    return PageHints("Asia/Baghdad", NOW, Selectors(**selectors))


def read(html: str, given: PageHints | None = None, url: str = URL) -> Extracted:
    page = Fetched(url, 200, {"content-type": "text/html"}, html.encode())
    found = extract(page, given or hints())
    assert isinstance(found, Extracted), found
    return found


def page(beside: str = "", *, head: str = "", before: str = "", after: str = "") -> str:
    return (
        f"<html><head>{head}</head><body>{before}<article><h1>{TITLE}</h1>{beside}"
        f"<div class='text'>{BODY}</div></article>{after}</body></html>"
    )


def dated(html: str, given: PageHints | None = None, url: str = URL) -> str | None:
    found = read(html, given, url).dated
    if found is None:
        return None
    return f"{found.at:%Y-%m-%d %H:%M} {found.precision} {found.origin}"


def test_without_hints_nothing_is_dated() -> None:
    html = page("<span>22/02/2026</span>")
    found = extract(Fetched(URL, 200, {"content-type": "text/html"}, html.encode()))
    assert isinstance(found, Extracted)
    assert found.dated is None


SOUP = (
    '<div id="x"><div class="detail-title">سەردێڕێکی تایبەت</div><div class="menu">سەرەتا</div>'
    '<div class="big">یەکەم دێڕی هەواڵەکە کە لێرەدا نووسراوە.<br><br>دووەم دێڕ'
    '<div class="share">هاوبەشی بکە</div><script>var x = 1;</script></div>'
    '<div class="big">سێیەم دێڕ.</div></div>'
)


def test_selectors_say_where_body_and_title_are() -> None:
    found = read(SOUP, hints(body=".big", title=".detail-title", drop=".share"))
    assert found.title == "سەردێڕێکی تایبەت"
    assert found.body.split("\n") == [
        "یەکەم دێڕی هەواڵەکە کە لێرەدا نووسراوە.",
        "دووەم دێڕ",
        "سێیەم دێڕ.",
    ]


def test_letters_that_no_tree_may_hold_are_left_out() -> None:
    text = "یەکەم دێڕی \x0bهەواڵەکە لێرەیە.<b class='share'>x</b>\x0b"
    html = f"<html><body><p>x</p><div class='big'>{text}</div></body></html>"
    found = read(html, hints(body=".big", drop=".share"))
    assert found.body == "یەکەم دێڕی هەواڵەکە لێرەیە."


def test_what_was_found_within_what_was_found_is_told_once() -> None:
    found = read(SOUP, hints(body="#x, .big", drop=".share, .menu, .detail-title"))
    assert found.body.count("یەکەم دێڕی") == 1


def test_selectors_that_find_nothing_leave_the_work_to_the_extractor() -> None:
    found = read(page(), hints(body=".not-there", title=".not-there", drop="b"))
    assert found.title == TITLE
    assert len(found.body.split("\n")) == 3


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (page(head=LINKED % "2026-02-21T10:15:00+03:00"), "2026-02-21 07:15 minute json_ld"),
        (page(head=LINKED % "2026-02-21T10:15:00"), "2026-02-21 07:15 minute json_ld"),
        (
            page(head='<meta property="article:published_time" content="2026-02-21">'),
            "2026-02-20 21:00 day meta",
        ),
        (page("<span>22ـی شوباتی 2026</span>"), "2026-02-21 21:00 day visible"),
        (page("<div>بڵاوکراوەتەوە: ٢١/٠٢/٢٠٢٦ ١٠:٢٥</div>"), "2026-02-21 07:25 minute visible"),
        (page("<p>نووسەر: هێمن | 21-02-2026 10:25</p>"), "2026-02-21 07:25 minute visible"),
        (page("<p>هەولێر - پێش دوو کاتژمێر</p>"), "2026-02-22 10:00 hour visible"),
        (page("<b>01:59 PM - 2026-02-21</b>"), "2026-02-21 10:59 minute visible"),
        (page("<i>Pêncşemê 19ê Sibata 2026an</i>"), "2026-02-18 21:00 day visible"),
        (
            page(f"<p>{TITLE} لە گەڕەکێکی شارەکە، وتەبێژی پۆلیس ئەمڕۆ ڕایگەیاند.</p>۱۹/۲/۲۰۲۶<br>"),
            "2026-02-18",
        ),
        (page("<br>١ی ڕەشەمەی ٢٧٢٥<br>"), "2026-02-19 21:00 day visible"),
        (page('<time datetime="2026-02-21T10:00:00Z">دوێنێ</time>'), "2026-02-21 10:00 minute"),
    ],
)
def test_a_date_is_read_where_it_stands(html: str, expected: str) -> None:
    assert (dated(html) or "").startswith(expected)


def test_the_date_may_stand_above_the_headline_in_its_block() -> None:
    html = page().replace("<h1>", "<span>20/02/2026</span><h1>")
    assert dated(html) == "2026-02-19 21:00 day visible"


@pytest.mark.parametrize(
    "html",
    [
        page(before="<header><div>یەکشەممە، 22ـی شوباتی 2026</div></header>"),  # today
        page(before="<div>22/02/2026</div>"),
        page("<nav>22/02/2026</nav>"),
        page("<a href='/x'>نرخی زێڕ 21/02/2026</a>"),
        page("<p>لە 21ی شوباتی 2026 هێرشێک کرایە سەر بنکەکە</p>"),  # tells of a day
        page("<p>نوێکرایەوە لە ساڵی 2026</p>"),
        page(after="<footer>© 2026 - 22/02/2026</footer>"),
        page(after="<aside><h3>هەواڵی تر</h3><span>21/02/2026</span></aside>"),
        page("<span>30/02/2026</span>"),
        page("<span>22/02/2036</span>"),
        page("<span>12345678</span>"),
    ],
)
def test_what_is_no_date_of_the_article_dates_nothing(html: str) -> None:
    assert dated(html) is None


def test_a_date_within_the_article_does_not_date_it() -> None:
    html = page().replace("</article>", "<p>21/02/2026</p></article>")
    assert dated(html) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://nimune.example/2026/02/21/hewal", "2026-02-20 21:00 day url"),
        ("https://nimune.example/hewal-2026-02-21.html", "2026-02-20 21:00 day url"),
        ("https://nimune.example/n/20260221/7", "2026-02-20 21:00 day url"),
        ("https://www.rudaw.net/sorani/kurdistan/2102202625", "2026-02-20 21:00 day url"),
        ("https://www.rudaw.net/sorani/kurdistan/210220267-amp", "2026-02-20 21:00 day url"),
        ("https://nimune.example/sorani/kurdistan/2102202625", None),
        ("https://nimune.example/2026/02/31/hewal", None),
        ("https://nimune.example/2036/02/21/hewal", None),
        ("https://nimune.example/id/2026022112345", None),
        ("http://[2026/02/21/", None),
    ],
)
def test_an_address_may_hold_the_day(url: str, expected: str | None) -> None:
    assert dated(page(), url=url) == expected


def test_the_selector_goes_before_what_the_page_says_and_that_before_its_address() -> None:
    html = page("<em id='d'>20/02/2026</em>", head=LINKED % "2026-02-21T10:15:00+03:00")
    url = "https://nimune.example/2026/02/01/hewal"
    assert (dated(html, hints(date="#d"), url) or "").endswith(DateOrigin.SELECTOR)
    assert (dated(html, hints(date="#none"), url) or "").endswith(DateOrigin.LINKED_DATA)


def test_the_american_order_is_read_when_the_source_says_so() -> None:
    given = PageHints("Asia/Baghdad", NOW, Selectors(), day_first=False)
    assert dated(page("<span>02/03/2026</span>"), given) == "2026-02-02 21:00 day visible"
