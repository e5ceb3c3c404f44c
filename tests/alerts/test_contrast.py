"""Every colour of a text can be read on what it stands on, by day and by night (WCAG AA)."""

from __future__ import annotations

import re
from pathlib import Path

import daemon.alerts

TEMPLATES = Path(daemon.alerts.__file__).parent / "templates"
LIGHT = (TEMPLATES / "digest.css").read_text(encoding="utf-8")
SCREENS, _, DARK = (
    (TEMPLATES / "screens.css")
    .read_text(encoding="utf-8")
    .partition("(prefers-color-scheme: dark)")
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
TEXT = re.compile(r"(?:^|;)\s*color:\s*(#[0-9a-f]{6})")
BACK = re.compile(r"background:\s*(#[0-9a-f]{6})")
AA, AA_GRAPHICS = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 for black to 1 for white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def rules(css: str) -> list[tuple[str, str | None, str | None]]:
    """The selectors of a sheet, with the colour of their text and their background."""
    found = []
    for selector, body in RULE.findall(css):
        text, back = TEXT.search(body), BACK.search(body)
        found.append((selector.strip(), text and text[1], back and back[1]))
    return found


def background(css: str, name: str) -> str:
    return next(back for selector, _, back in rules(css) if selector == name and back)


def faint(css: str, usual: tuple[str, ...]) -> list[tuple[str, str]]:
    """The selectors whose text is too faint on their own background, or on the usual ones."""
    return [
        (selector, ground)
        for selector, text, back in rules(css)
        if text
        for ground in ((back,) if back else usual)
        if contrast(text, ground) < AA
    ]


def test_by_day() -> None:
    usual = (background(LIGHT, ".page"), background(LIGHT, ".card"))
    assert faint(LIGHT, usual) == []
    assert faint(SCREENS, usual) == []


def test_by_night() -> None:
    usual = (background(DARK, ".page"), background(DARK, ".card"))
    assert faint(DARK, usual) == []


def test_bars_stand_out_from_the_page() -> None:
    for css in (LIGHT, DARK):
        page = background(css, ".page")
        for bar in (".bar", ".risen", ".usual-bar"):
            assert contrast(background(css, bar), page) >= AA_GRAPHICS


def test_every_colour_of_the_day_has_one_for_the_night() -> None:
    at_night = {name for selector, *_ in rules(DARK) for name in re.findall(r"\.[a-z-]+", selector)}
    by_day = {
        name
        for selector, text, back in rules(LIGHT)
        if text or back
        for name in re.findall(r"\.[a-z-]+", selector)
    }
    assert by_day - at_night == set()


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
