"""What the rules cost per article, against extracting a page in the same run."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator
from html import escape
from statistics import median
from typing import TypeVar

from daemon.config.rule_files import SHIPPED, rule_files
from daemon.demo.desk import load_outlets
from daemon.extract import extract
from daemon.model.language import Language
from daemon.model.outcome import Fetched
from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher
from daemon.text.morphology import StemIndex
from daemon.text.spelling import fold
from daemon.text.stems import EDITIONS, Stem
from daemon.text.tokens import tokenise

ARTICLE_BYTES = 5_000
PAGE_BYTES = 60_000
ROUNDS = 7

Input = TypeVar("Input")


def report() -> Iterator[str]:
    """The figures, line by line."""
    started = time.perf_counter()
    matcher = ready_matcher()
    yield f"rules ready in {time.perf_counter() - started:.2f} s (asked: at most 1)"
    started = time.perf_counter()
    for language in EDITIONS:
        matcher.match({"body": "one"}, language)
    yield f"English and Arabic ready with their first texts, {time.perf_counter() - started:.2f} s"
    texts = articles()
    matching = per_call(lambda text: matcher.match({"body": text}, Language.SORANI), texts)
    pages = [page(text) for text in texts]
    extracting = per_call(extract, pages)
    yield f"text and rules, {ARTICLE_BYTES} bytes: {matching * 1000:.1f} ms"
    yield f"extraction, {PAGE_BYTES} bytes: {extracting * 1000:.1f} ms"
    yield f"ratio: {matching / extracting:.2f} (asked: at most 0.25)"
    yield from growth()


def ready_matcher() -> Matcher:
    """The shipped rules, from files to a matcher."""
    files = {str(p): tomllib.loads(p.read_text(encoding="utf-8")) for p in rule_files([SHIPPED])}
    matcher = load_rules(files)
    assert isinstance(matcher, Matcher)
    return matcher


def articles() -> list[str]:
    """Different texts of five kilobytes, made of the demo's Sorani articles."""
    paragraphs = [
        paragraph
        for outlet in load_outlets()
        if outlet.language == "ckb"
        for article in outlet.articles
        for paragraph in article.paragraphs
    ]
    return [cut(paragraphs[start:] + paragraphs[:start]) for start in range(0, 60, 3)]


def cut(paragraphs: list[str]) -> str:
    """Paragraphs up to five kilobytes."""
    text = "\n".join(paragraphs).encode()[:ARTICLE_BYTES]
    return text.decode(errors="ignore")


def page(text: str) -> Fetched:
    """The text in a page of sixty kilobytes, the rest being menus and related links."""
    body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    link = '<li class="menu-item"><a href="/ku/babet/{n}"><span>هەواڵەکانی دیکە {n}</span></a></li>'
    links = "".join(link.format(n=n) for n in range((PAGE_BYTES - len(body.encode())) // 105))
    html = (
        '<!doctype html><html lang="ckb" dir="rtl"><head><meta charset="utf-8">'
        f"<title>هەواڵ</title></head><body><nav><ul>{links}</ul></nav>"
        f"<main><article><h1>هەواڵ</h1>{body}</article></main></body></html>"
    )
    return Fetched(
        "https://example.org/a", 200, {"content-type": "text/html; charset=utf-8"}, html.encode()
    )


def per_call(work: Callable[[Input], object], inputs: list[Input]) -> float:
    """Median CPU seconds for one call, over several rounds of all inputs."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for one in inputs:
            work(one)
        rounds.append((time.process_time() - started) / len(inputs))
    return median(rounds)


def growth() -> Iterator[str]:
    """What matching costs as the list of terms grows; made-up stems, so that few are found."""
    texts = articles()
    costs = {number: per_call(_finder(number), texts) for number in (100, 1_000, 10_000)}
    for number, cost in costs.items():
        yield f"{number:6} terms: {cost * 1000:.2f} ms, {cost / costs[100]:.2f} of that with 100"


def _finder(number: int) -> Callable[[str], object]:
    letters = "بپتجچحخدرزسشفقکگلمنهی"
    base = len(letters)
    words = (
        "".join(letters[(n // base**place + place) % base] for place in range(4)) + "ستان"
        for n in range(number)
    )
    index = StemIndex([Stem(word, "noun") for word in words])
    return lambda text: [index.find(token.text) for token in tokenise(fold(text))]
