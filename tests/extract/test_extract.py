"""Articles come out of pages whole and clean, and pages without one are told for what they are."""

from __future__ import annotations

import gzip
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import trafilatura

from daemon.extract import extract, raw_text
from daemon.model.outcome import Extracted, Fetched, NothingFound, Reason

SAMPLES = Path(__file__).parent.parent / "samples" / "pages"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (SAMPLES / "expected.toml").read_text(encoding="utf-8")
)
ARTICLES = [name for name, expected in EXPECTED.items() if "title" in expected]
OTHERS = [name for name, expected in EXPECTED.items() if "problem" in expected]

OTHER_DOCUMENTS = [
    SAMPLES.parent / name
    for name in ("feeds/rss2_sorani.xml", "feeds/rdf_badini.xml", "sitemaps/news.xml")
]

URL = "https://nimune.example/news/101"
PARAGRAPH = "هێزەکانی ئاسایش لە گەڕەکێکی شارەکە دوو گومانلێکراویان دەستگیر کرد و لێکۆڵینەوە دەکەن."
AUTHORED = (
    '{"@context": "https://schema.org", "@type": "NewsArticle", '
    '"author": {"@type": "Person", "name": "%s"}}'
)
LINKED = '<script type="application/ld+json">%s</script>'
SITE = '<meta property="og:site_name" content="تۆڕ">'
SECOND = "بەپێی بەیاننامەیەک، چەک و تەقەمەنییان لە ماڵەکەیاندا دۆزراوەتەوە و ڕەوانەی دادگا کراون."
THIRD = "وتەبێژی پۆلیس گوتی کە هاووڵاتییان دەتوانن هەر زانیارییەک بە ژمارەی تەلەفۆن بگەیەنن."


def page(name: str) -> bytes:
    return (SAMPLES / f"{name}.html").read_bytes()


def outcome_of(body: bytes | str, **headers: str) -> Extracted | NothingFound:
    encoded = body if isinstance(body, bytes) else body.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return extract(Fetched(URL, 200, {"content-type": "text/html", **named}, encoded))


def article(body: bytes | str, **headers: str) -> Extracted:
    outcome = outcome_of(body, **headers)
    assert isinstance(outcome, Extracted), outcome
    return outcome


def nothing(body: bytes | str, **headers: str) -> NothingFound:
    outcome = outcome_of(body, **headers)
    assert isinstance(outcome, NothingFound), outcome
    return outcome


def around(paragraphs: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{paragraphs}</article></body></html>"


def test_every_sample_has_its_expectation() -> None:
    assert sorted(EXPECTED) == sorted(path.stem for path in SAMPLES.glob("*.html"))


@pytest.mark.parametrize("name", ARTICLES)
def test_every_paragraph_comes_out_in_order_and_nothing_else(name: str) -> None:
    expected = EXPECTED[name]
    found = article(page(name))
    lines = found.body.split("\n")
    assert len(lines) == len(expected["paragraphs"]), lines
    for line, beginning in zip(lines, expected["paragraphs"], strict=True):
        assert line.startswith(beginning)
    assert not [word for word in expected["absent"] if word in found.body]


@pytest.mark.parametrize("name", ARTICLES)
def test_titles_authors_and_times_are_those_of_the_article(name: str) -> None:
    expected = EXPECTED[name]
    found = article(page(name))
    assert found.title == expected["title"]
    assert found.author == expected.get("author")
    if "published" in expected:
        assert found.published == expected["published"]


@pytest.mark.parametrize("name", OTHERS)
def test_pages_without_an_article_are_told_for_what_they_are(name: str) -> None:
    found = nothing(page(name))
    assert found.reason == EXPECTED[name]["problem"]
    assert EXPECTED[name].get("detail", "") in found.detail


def test_the_same_page_always_gives_the_same_article() -> None:
    body = around(f"<p>{PARAGRAPH}</p><p>{SECOND}</p><p>{THIRD}</p>")
    first = article(body)
    assert all(article(body) == first for _ in range(6))
    assert first.body.split("\n") == [PARAGRAPH, SECOND, THIRD]


@pytest.mark.parametrize(
    "footer",
    [
        "© 2026 هەموو مافەکان پارێزراون",
        "لە ساڵی 2016 لە ڕۆژی 2017/10/16 ڕوویدا",
        "22ـی شوباتی 2026",
        "26ê Çileya 2023",
    ],
)
def test_no_date_is_invented_from_the_words_of_a_page(footer: str) -> None:
    found = article(
        around(f"<p>{PARAGRAPH}</p><p>{PARAGRAPH} {footer}</p>") + f"<footer>{footer}</footer>"
    )
    assert found.published is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-02-22T10:00:00+03:00">',
        '<meta name="pubdate" content="2026-02-22T10:00:00+03:00">',
        LINKED % '{"@type":"NewsArticle","datePublished":"2026-02-22T10:00:00+03:00"}',
        LINKED
        % (
            '[{"@type":"WebPage"},{"@graph":[{"@type":["Thing","Article"],'
            '"datePublished":"2026-02-22T10:00:00+03:00"}]}]'
        ),
    ],
)
def test_a_stated_time_is_given_as_it_stands(head: str) -> None:
    assert article(around(f"<p>{PARAGRAPH}</p>", head)).published == "2026-02-22T10:00:00+03:00"


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[[[[" * 50_000,
        '{"@type": "NewsArticle", "author": [], "datePublished": 7}',
        "null",
        '"x"',
    ],
)
def test_broken_linked_data_does_no_harm(broken: str) -> None:
    assert article(around(f"<p>{PARAGRAPH}</p>", LINKED % broken)).body == PARAGRAPH


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>NRT | ناونیشان</title>", "<h1>ناونیشانی ڕاست</h1>", "ناونیشانی ڕاست"),
        ('<meta property="og:title" content="یەک &quot;دوو&quot; سێ">', "", 'یەک "دوو" سێ'),
        (SITE + '<meta property="og:title" content="هەواڵێک | تۆڕ">', "", "هەواڵێک"),
        (SITE + '<meta property="og:title" content="تۆڕ">', "<h1>هەواڵێک</h1>", "هەواڵێک"),
        ('<meta property="og:title" content="a&#x202E;b&#x2066;c">', "", "abc"),
    ],
)
def test_the_title_is_the_articles_not_the_sites(head: str, heading: str, title: str) -> None:
    assert article(around(f"{heading}<p>{PARAGRAPH}</p>", head)).title == title


def test_bidi_controls_and_invisible_letters_leave_the_body() -> None:
    spoiled = PARAGRAPH.replace(" ", " \u202e\u200f\u2066\ufeff\u00ad", 3)
    assert article(around(f"<p>{spoiled}</p>")).body == PARAGRAPH


@pytest.mark.parametrize(
    ("encoding", "said", "declared"),
    [
        ("utf-8", "text/html; charset=windows-1256", ""),
        ("utf-8", "text/html", '<meta charset="iso-8859-1">'),
        ("utf-16", "text/html", ""),
        ("windows-1256", "text/html; charset=windows-1256", ""),
        ("windows-1256", "text/html", '<meta charset="windows-1256">'),
        ("windows-1256", "text/html", ""),
    ],
)
def test_pages_in_any_encoding_come_out_in_unicode(encoding: str, said: str, declared: str) -> None:
    text = "أعلنت الشرطة اعتقال مجموعة مسلحة في كركوك بعد عملية أمنية واسعة استمرت يومين كاملين."
    body = around(f"<p>{text}</p>", declared).encode(encoding)
    assert article(body, content_type=said).body == text


def test_kurdish_letters_as_numbers_in_an_old_encoding_come_out() -> None:
    numbers = "".join(f"&#{ord(c)};" if c in "ەێۆڵڕڤیکگچپژ" else c for c in PARAGRAPH)
    assert article(around(f"<p>{numbers}</p>").encode("windows-1256")).body == PARAGRAPH


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"", {}, Reason.NO_TEXT),
        (b"   \n", {}, Reason.NO_TEXT),
        (b"just words", {}, Reason.NOT_HTML),
        (b"%PDF-1.7 ...", {}, Reason.NOT_HTML),
        (gzip.compress(b"<p>" + PARAGRAPH.encode() * 9), {}, Reason.NOT_HTML),
        (bytes(range(256)) * 9, {}, Reason.NOT_HTML),
        (b'{"html": "<p>' + PARAGRAPH.encode() * 9 + b'</p>"}', {}, Reason.NOT_HTML),
        *((each.read_bytes(), {}, Reason.NOT_HTML) for each in OTHER_DOCUMENTS),
        (b"<html></html>", {"content_type": "application/pdf"}, Reason.NOT_HTML),
        (b"<html></html>", {"content_type": "video/mp4"}, Reason.NOT_HTML),
        (b"<html></html>", {"cf_mitigated": "challenge"}, Reason.BOT_WALL),
        (b"<html><body></body></html>", {}, Reason.NO_TEXT),
        (b"<", {}, Reason.NO_TEXT),
        (b"<p>x" * 50_000, {}, Reason.TOO_LARGE),
        (b"<p " + b"a=b " * 50_000 + b">", {}, Reason.TOO_LARGE),
        (b"<p>" + b"x" * 3_000_001, {}, Reason.TOO_LARGE),
    ],
)
def test_what_is_no_page_has_its_reason(
    body: bytes, headers: dict[str, str], reason: Reason
) -> None:
    assert nothing(body, **headers).reason is reason


def test_an_article_about_cookies_is_no_wall() -> None:
    told = (
        "یاساناسان دەڵێن ماڵپەڕەکان دەبێت ڕەزامەندی وەربگرن پێش ئەوەی کوکی دابنێن لەسەر ئامێرەکان."
    )
    found = article(around(f"<p>{PARAGRAPH}</p><p>{told}</p><p>{SECOND}</p><p>{THIRD}</p>"))
    assert told in found.body


def test_a_cookie_banner_over_an_article_is_not_its_body() -> None:
    banner = "<div class='cookie-banner'><p>We use cookies. Accept all or read our privacy policy."
    found = article(around(f"<p>{PARAGRAPH}</p><p>{SECOND}</p>") + banner)
    assert found.body == f"{PARAGRAPH}\n{SECOND}"


def test_a_long_article_titled_like_a_wall_is_an_article() -> None:
    head = "<title>Access denied: journalists at the border</title>"
    assert article(around(f"<p>{PARAGRAPH}</p>" * 40, head)).body.startswith(PARAGRAPH)


def test_tables_of_data_keep_their_rows_and_tables_of_layout_vanish() -> None:
    data = "<table><tr><th>شار</th><th>بریندار</th></tr><tr><td>هەولێر</td><td>12</td></tr></table>"
    found = article(around(f"<p>{PARAGRAPH}</p>{data}<p>{SECOND}</p>"))
    assert found.body.split("\n") == [PARAGRAPH, "شار بریندار", "هەولێر 12", SECOND]
    inner = f"<table><tr><td>{PARAGRAPH}<br><br>{SECOND}<br><br>{THIRD}</td></tr></table>"
    outer = f"<table><tr><td><a href=/>م</a></td><td>{inner}</td></tr></table>"
    found = article(f"<html><body>{outer}</body></html>")
    assert found.body.split("\n") == [PARAGRAPH, SECOND, THIRD]


def test_an_exception_of_the_extractor_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*_: Any, **__: Any) -> None:
        raise AssertionError("odd page")

    monkeypatch.setattr(trafilatura, "bare_extraction", raising)
    found = nothing(around(f"<p>{PARAGRAPH}</p>"))
    assert (found.reason, found.detail) == (Reason.EXTRACTOR_FAILED, "AssertionError: odd page")


@pytest.mark.parametrize(
    "wrap", ["<div>" * 3000, "<p>x" * 60_000, "<b><table><tr><td>", "<!-- ", "<script>"]
)
def test_the_raw_text_finds_what_the_extractor_loses(wrap: str) -> None:
    assert PARAGRAPH in raw_text(f"{wrap}<i>{PARAGRAPH}</i>")


def test_the_raw_text_is_in_todays_spelling_and_bounded() -> None:
    assert raw_text("<p>پێشمه&zwnj;رگه\u200c</p>") == "پێشمەرگە"
    assert len(raw_text("<p>" + "x" * 700_000)) == 500_000


@pytest.mark.parametrize(
    "told",
    [
        LINKED % AUTHORED % ("x " + "[" * 100_000),
        LINKED % ('{"@type": "Person", "author" "name' * 20_000),
        f'<meta property="article:author" content="{"(" * 200_000}">',
    ],
)
def test_what_is_told_beside_the_text_costs_nothing_however_long(told: str) -> None:
    began = time.process_time()
    assert article(around(f"<p>{PARAGRAPH}</p><p>{SECOND}</p>", told)).body
    assert time.process_time() - began < 2
