"""Bytes become text by what they show, and only then by what is said of them."""

from __future__ import annotations

import pytest

from daemon.text.decoding import decode

SORANI = "هێزەکانی پێشمەرگە لە سنووری کەرکوک بڵاوبوونەوە، ڕۆژی شەممە."
ARABIC = "انفجار في كركوك يوم السبت"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("said", ["", "text/html", "text/html; charset=iso-8859-1", "a; charset=x"])
def test_what_is_plainly_unicode_is_read_as_such(encoding: str, said: str) -> None:
    page = f'<meta charset="windows-1256"><p>{SORANI}</p>'
    assert decode(page.encode(encoding), said) == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_letters_are_known_without_a_mark(encoding: str) -> None:
    assert decode(f"<p>{SORANI}</p>".encode(encoding)) == f"<p>{SORANI}</p>"


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("", "text/html; charset=windows-1256"),
        ("", 'text/html; charset="Windows-1256"'),
        ('<meta charset="windows-1256">', "text/html"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=cp1256'>", ""),
        ('<?xml version="1.0" encoding="windows-1256"?>', "text/xml"),
        ("", "text/html; charset=utf-8"),
        ('<meta charset="utf-7">', ""),
        ('<meta charset="no-such-code">', ""),
        ("", ""),
    ],
)
def test_the_old_arab_encoding_is_read_declared_or_not(declared: str, said: str) -> None:
    page = f"{declared}<p>{ARABIC}</p>"
    assert decode(page.encode("windows-1256"), said) == page


@pytest.mark.parametrize("said", ["", "text/html; charset=utf-8"])
def test_one_stray_byte_does_not_spoil_a_page(said: str) -> None:
    body = SORANI.encode() + b"\xff" + SORANI.encode()
    assert decode(body, said) == f"{SORANI}\ufffd{SORANI}"


def test_latin_letters_of_a_declared_encoding_are_read() -> None:
    assert decode("Şerê".encode("iso-8859-9"), "text/html; charset=ISO-8859-9") == "Şerê"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("KOI8-R", "Взрыв"), ("ibm866", "Взрыв"), ("mac-cyrillic", "Взрыв"), ("euc-kr", "속보")),
        *(("gb2312", "突发"), ("GBK", "突发"), ("gb18030", "突发"), ("big5", "突發")),
        *(("Shift_JIS", "速報"), ("euc-jp", "速報"), ("tis-620", "ข่าว")),
    ],
)
def test_other_old_encodings_are_read_when_they_are_declared(name: str, text: str) -> None:
    assert decode(f"<p>{text}".encode(name), f"text/xml; charset={name}") == f"<p>{text}"


@pytest.mark.parametrize("name", ["utf-7", "rot13", "unicode_escape", "zip", "idna", "punycode"])
def test_encodings_that_are_none_of_documents_are_not_obeyed(name: str) -> None:
    body = b"+ADw-script+AD4- \\u003c \xd8"
    assert "<" not in decode(body, f"text/html; charset={name}")


def test_a_mark_at_the_start_is_no_letter_of_the_text() -> None:
    assert decode("\ufeffابجد".encode()) == "ابجد"
    assert decode(b"") == ""
