"""HTML becomes readable paragraphs, in linear time, and loses nothing that could be read."""

from __future__ import annotations

import time

import pytest

from daemon.text.markup import plain_line, plain_text

PARAGRAPHS = "هێرشێک کرایە سەر بنکەکە.\nدوو سەرباز بریندار بوون."


@pytest.mark.parametrize(
    "markup",
    [
        "<p>هێرشێک کرایە سەر بنکەکە.</p><p>دوو سەرباز بریندار بوون.</p>",
        "<p>هێرشێک کرایە سەر بنکەکە.<p>دوو سەرباز بریندار بوون.",
        "هێرشێک کرایە سەر بنکەکە.<br><br/>دوو سەرباز بریندار بوون.",
        "<DIV>هێرشێک <b>کرایە</b> سەر بنکەکە.</DIV>\n\n<div>دوو سەرباز بریندار بوون.</div>",
        "<ul><li>هێرشێک کرایە سەر بنکەکە.<li>دوو سەرباز بریندار بوون.</ul>",
        "<tr><td>هێرشێک&nbsp;کرایە سەر بنکەکە.</td><td>دوو سەرباز بریندار بوون.</td></tr>",
        "<style>p {}</style><p>هێرشێک کرایە سەر بنکەکە.</p>دوو سەرباز بریندار بوون.",
        "هێرشێک کرایە سەر بنکەکە.<script>if (a<b) x('<p>')</script>دوو سەرباز بریندار بوون.",
        "<!-- <p>شاراوە</p> --><p>هێرشێک کرایە سەر بنکەکە.</p><?php x ?>دوو سەرباز بریندار بوون.",
        "<p title='a > b' data-x=\"c > d\">هێرشێک کرایە سەر بنکەکە.</p>دوو سەرباز بریندار بوون.",
        "<p>هێرشێک کرایە سەر بنکەکە.</p>دوو سەرباز بریندا<wbr>ر بوون.",
        "<![CDATA[<p>هێرشێک کرایە سەر بنکەکە.</p>]]>دوو سەرباز بریندار بوون.",
    ],
)
def test_paragraphs_come_one_a_line(markup: str) -> None:
    assert plain_text(markup) == PARAGRAPHS


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("5 < 6 &amp; 7 > 3", "5 < 6 & 7 > 3"),
        ("&lt;b&gt;نەک تاگ&lt;/b&gt;", "<b>نەک تاگ</b>"),
        ("یەک &hellip; دوو &#1705; &#x6A9;", "یەک … دوو ک ک"),
        ("<نەک تاگ>", "<نەک تاگ>"),
        ("دەق <b", "دەق <b"),
        ("دەق <!-- بێ کۆتایی", "دەق بێ کۆتایی"),
        ("<script>بێ کۆتایی", "بێ کۆتایی"),
        ('<a title="بێ کۆتایی>دەق <b>ئەستوور</b>', "دەق ئەستوور"),
        ("&#0; &#xD800; &#1114112; \ud800 \x00", "\ufffd \ufffd \ufffd"),
    ],
)
def test_odd_markup_loses_no_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_zwnj_stays_and_invisible_letters_go() -> None:
    assert plain_text("به&zwnj;رز به\u200cرز") == "به\u200cرز به\u200cرز"
    assert plain_text("ab\u202ecd\u202c\u200f\u2066e\u2069\ufeff\u00ad\u200b\x08") == "abcde"


def test_a_title_is_one_line() -> None:
    assert plain_line(" <h1>یەک\n<br>دوو</h1>\u2028سێ ") == "یەک دوو سێ"


@pytest.mark.parametrize(
    "piece",
    [
        "<p>x",
        "<",
        "</",
        "<!--",
        "<script>",
        '<a x=">" ',
        '<a x="',
        "<a = ",
        "<![CDATA[",
        "&",
        "\n",
        "<b>ێ",
    ],
)
def test_half_a_megabyte_of_anything_takes_no_time(piece: str) -> None:
    page = piece * (500_000 // len(piece))
    started = time.process_time()
    plain_text(page)
    plain_text(page + ">")
    assert time.process_time() - started < 4
