"""``python -m tests.samples.recall``: how whole and how clean articles come out of page layouts.

Each layout mimics how outlets build their pages; each is filled with the same invented
reports of the demo's newsroom, in the three written forms.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from daemon.demo.dateline import long_date
from daemon.demo.desk import Article, Outlet, load_outlets
from daemon.demo.typed import ZWNJ, old_spelling
from daemon.extract import extract
from daemon.model.outcome import Extracted, Fetched
from daemon.model.source import PageHints
from daemon.text.spelling import fold

LAYOUTS = Path(__file__).with_name("layouts")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LEAST_RECALL = 0.99
MOST_BOILERPLATE = 0.02
_EACH = 4  # articles of each written form, for each layout
_FIRST_LINE = re.compile(r"<!-- paragraphs: (.*?)((?: \w+=\w+)*) -->\n")


@dataclass(frozen=True)
class Layout:
    """A page with holes; ``few``: a flash of two sentences; ``hand``: its old spelling."""

    name: str
    paragraph: str
    habits: frozenset[str]
    template: Template


@dataclass(frozen=True)
class Figures:
    """Paragraphs found of those that stand in the pages, and letters that belong to none."""

    found: int
    paragraphs: int
    strange: int
    letters: int

    @property
    def recall(self) -> float:
        return self.found / self.paragraphs

    @property
    def boilerplate(self) -> float:
        return self.strange / self.letters if self.letters else 0.0


def layouts() -> tuple[Layout, ...]:
    """Every layout, by name."""
    return tuple(_layout(path) for path in sorted(LAYOUTS.glob("*.html")))


def _layout(path: Path) -> Layout:
    text = path.read_text(encoding="utf-8")
    first = _FIRST_LINE.match(text)
    assert first, path
    return Layout(path.stem, first[1], frozenset(first[2].split()), Template(text[first.end() :]))


@cache
def _reports() -> tuple[tuple[Outlet, Article], ...]:
    chosen: list[tuple[Outlet, Article]] = []
    for language in ("ckb", "kmr", "kmr-Arab"):
        pairs = [
            (outlet, outlet.as_printed(article, 1, NOW))
            for outlet in load_outlets()
            if outlet.language == language and outlet.typing == "standard"
            for article in outlet.articles
        ]
        chosen += pairs[:_EACH]
    return tuple(chosen)


@dataclass(frozen=True)
class Page:
    """A filled layout, its paragraphs in today's spelling, and what else may stand in a body."""

    body: bytes
    paragraphs: tuple[str, ...]
    allowed: str
    title: str


def pages(layout: Layout) -> Iterator[Page]:
    """The layout filled with each report."""
    for outlet, article in _reports():
        yield _filled(layout, outlet, article)


def _filled(layout: Layout, outlet: Outlet, article: Article) -> Page:
    texts = article.paragraphs
    if "few=1" in layout.habits:
        texts = (article.summary, article.paragraphs[0].partition(". ")[0] + ".")
    old = "hand=old" in layout.habits and outlet.language == "ckb"
    html = layout.template.substitute(_values(layout, outlet, article, texts))
    if old:
        html = _spelt(html).replace(ZWNJ, "&zwnj;")
    encoded = html.encode("utf-8")
    if "hand=cp1256" in layout.habits:
        encoded = html.encode("windows-1256", "xmlcharrefreplace")
    words = outlet.words["menu"]
    quote = texts[0].partition(".")[0]
    return Page(encoded, texts, f"{article.summary} {words[1]} {quote}", article.title)


def _spelt(html: str) -> str:
    """The text between the tags in the old spelling, the tags as they are."""
    return re.sub(r"(?<=>)[^<]+(?=<)", lambda found: old_spelling(found[0]), html)


def _values(
    layout: Layout, outlet: Outlet, article: Article, texts: Sequence[str]
) -> dict[str, str]:
    words, menu = outlet.words, outlet.words["menu"]
    shown = [layout.paragraph.format(escape(text)) for text in texts]
    others = [each for each in outlet.articles if each.id != article.id][:6]
    titles = [escape(each.title) for each in others]
    markup = "".join(f"<p>{escape(text)}</p>" for text in texts)
    plain = layout.paragraph == "jsontext"
    at = article.published_at(NOW)
    return {
        "body": "\n".join(shown),
        "first": shown[0],
        "middle": "\n".join(shown[1:-1]),
        "last": shown[-1],
        "quote": escape(texts[0].partition(".")[0]),
        "json": json.dumps("\n".join(texts) if plain else markup).replace("</", "<\\/"),
        "title": escape(article.title),
        "summary": escape(article.summary),
        "date": long_date(at, outlet.language),
        "iso": at.isoformat(),
        "url": "https://nimune.example/1",
        "site": escape(outlet.name),
        "dir": "rtl" if outlet.right_to_left else "ltr",
        "lang": outlet.language,
        "home": menu[0],
        "section": menu[1],
        "sport": menu[-1],
        "share": words["share"],
        "most": words["most_read"],
        "related": words["related"],
        "footer": words["footer"],
        "noise": titles[0],
        "links": "".join(f'<li><a href="/{n}">{each}</a></li>' for n, each in enumerate(titles)),
        "divs": "".join(f'<div><a href="/{n}">{each}</a></div>' for n, each in enumerate(titles)),
        "rows": "".join(f'<tr><td><a href="/{n}">{t}</a></td></tr>' for n, t in enumerate(titles)),
        "cards": "".join(
            f'<article class="card"><a href="/{n}"><img src="/{n}.jpg"></a>'
            f'<h3><a href="/{n}">{each}</a></h3></article>'
            for n, each in enumerate(titles)
        ),
    }


def measure(layout: Layout) -> Figures:
    """What comes out of the layout, over all reports."""
    found = expected = strange = letters = 0
    for page in pages(layout):
        body, texts = _body(page), page.paragraphs
        if "hand=old" in layout.habits:  # ە at the end of a word has no joiner there: ه
            body, texts = _folded(body), tuple(map(_folded, texts))
        expected += len(texts)
        found += sum(text in body for text in texts)
        letters += len(body)
        known = (*texts, page.allowed)
        strange += sum(
            len(line)
            for line in body.split("\n")
            if not any(line in text or text in line for text in known)
        )
    return Figures(found, expected, strange, letters)


def _folded(text: str) -> str:
    return "\n".join(map(fold, text.split("\n")))


def _body(page: Page) -> str:
    hints = PageHints("Asia/Baghdad", NOW)
    outcome = extract(Fetched("https://nimune.example/1", 200, {}, page.body), hints)
    return outcome.body if isinstance(outcome, Extracted) else ""


def main() -> int:
    """Print every layout's figures; 1 when the whole lies beyond the limits."""
    measured = {layout.name: measure(layout) for layout in layouts()}
    for name, figures in measured.items():
        _say(name, figures)
    whole = Figures(
        *(
            sum(getattr(each, key) for each in measured.values())
            for key in ("found", "paragraphs", "strange", "letters")
        )
    )
    _say(f"all {len(measured)} layouts", whole)
    return int(whole.recall < LEAST_RECALL or whole.boilerplate > MOST_BOILERPLATE)


def _say(name: str, figures: Figures) -> None:
    sys.stdout.write(
        f"{name:24} paragraphs {figures.found:4}/{figures.paragraphs:<4} "
        f"recall {figures.recall:.3f}  boilerplate {figures.boilerplate:.3f}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
