"""The articles: enough of them, of every kind, in the spelling their language has."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from daemon.demo.desk import Article, Outlet, load_outlets
from tests.rules.building import shipped

OUTLETS = load_outlets()
PAIRS = [(outlet, article) for outlet in OUTLETS for article in outlet.articles]
ARTICLES = [article for _, article in PAIRS]

HAWAR = set("abcçdeêfghiîjklmnopqrsştuûvwxyz")
SORANI = set("ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ")
BADINI = SORANI - set("ڵ")  # Badini has no velarised l of its own in writing


def whole(article: Article) -> str:
    return "\n".join((article.title, article.summary, *article.paragraphs))


def letters(text: str) -> set[str]:
    bare = re.sub(r"\{\w+\}", "", text)
    return {letter for letter in bare.lower() if letter.isalpha()}


def in_language(language: str) -> list[object]:
    return [
        pytest.param(article, id=f"{outlet.slug}-{article.id}")
        for outlet, article in PAIRS
        if outlet.language == language
    ]


def test_there_are_many_articles_from_many_outlets() -> None:
    assert len(ARTICLES) >= 60
    assert len([outlet for outlet in OUTLETS if outlet.articles and not outlet.fault]) >= 6
    assert {outlet.language for outlet in OUTLETS} == {"ckb", "kmr", "kmr-Arab"}
    assert {outlet.fault for outlet in OUTLETS} == {"", "broken", "slow", "consent_wall"}
    assert {outlet.feed for outlet in OUTLETS} == {
        *("rss", "xml", "atom", "rdf"),
        *("sitemap", "list", "api", "channel"),
    }


def test_about_a_third_is_security_news_of_every_kind() -> None:
    security = [article for article in ARTICLES if article.security]
    assert 0.3 <= len(security) / len(ARTICLES) <= 0.4
    named = set(chain.from_iterable(article.categories for article in security))
    assert named == {category.id for category in shipped().categories}


def test_the_harmless_ones_have_traps_among_them() -> None:
    traps = [article for article in ARTICLES if article.trap]
    assert len(traps) >= 12
    assert not [article.id for article in traps if article.security]


def test_an_article_has_categories_exactly_when_it_is_security_news() -> None:
    assert [
        article.id for article in ARTICLES if article.security != bool(article.categories)
    ] == []


def test_no_two_articles_share_an_id() -> None:
    ids = [article.id for article in ARTICLES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_article_is_as_long_as_news_is(article: Article) -> None:
    assert 3 <= len(article.paragraphs) <= 6
    assert 80 <= sum(len(text.split()) for text in article.paragraphs) <= 250
    assert article.summary
    assert article.hours_ago > 0


def test_two_events_are_told_by_two_outlets() -> None:
    told: dict[str, set[str]] = {}
    for outlet, article in PAIRS:
        if article.event:
            told.setdefault(article.event, set()).add(outlet.slug)
    assert told == {
        "mawat-drone": {"bangi-chiya", "rubar"},
        "kifri-daesh": {"bangi-chiya", "rubar"},
    }


def test_the_same_event_is_told_in_other_words() -> None:
    first, second = (article for article in ARTICLES if article.event == "kifri-daesh")
    assert not set(first.paragraphs) & set(second.paragraphs)
    assert first.title != second.title


def test_titles_show_what_real_titles_show() -> None:
    titles = "\n".join(article.title for outlet, article in PAIRS if outlet.language != "kmr")
    assert re.search("[A-Za-z]", titles)
    assert re.search("[٠-٩]", titles)
    assert re.search("«[^»]+»", titles)


@pytest.mark.parametrize("article", in_language("ckb"))
def test_sorani_is_in_standard_spelling(article: Article) -> None:
    text = whole(article)
    assert {letter for letter in letters(text) if letter > "z"} <= SORANI
    assert not re.search(r"(?<![^\W\d_])ر", text), "a word begins with ڕ, never with ر"
    assert not re.search("[\u0640\u064b-\u0652\u200b-\u200f]", text), "letters only, nothing unseen"


@pytest.mark.parametrize("article", in_language("kmr-Arab"))
def test_badini_has_no_letter_it_does_not_use(article: Article) -> None:
    assert letters(whole(article)) <= BADINI
    assert not re.search(r"(?<![^\W\d_])ر", whole(article))


@pytest.mark.parametrize("article", in_language("kmr-Arab"))
def test_badini_has_its_own_grammar(article: Article) -> None:
    words = set(re.findall(r"[^\W\d_]+", whole(article)))
    assert words & {"ل", "ژ", "ب", "د"}
    assert not words & {"لە", "بە", "بۆیە", "کرا", "کران", "دەکات", "گوتی", "وتی"}


@pytest.mark.parametrize("article", in_language("kmr"))
def test_kurmanji_has_the_hawar_alphabet_only(article: Article) -> None:
    assert letters(whole(article)) <= HAWAR


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_an_outlet_has_its_own_menus_and_footers(outlet: Outlet) -> None:
    words = {"about", "menu", "photo", "share", "related", "most_read", "footer"}
    assert words <= set(outlet.words)
    alphabet = HAWAR if outlet.language == "kmr" else SORANI
    shown = " ".join([outlet.name, *outlet.words["menu"], *map(str, outlet.words.values())])
    assert letters(shown.replace("…", "")) <= alphabet


def test_a_correction_changes_what_it_names() -> None:
    corrected = [article for article in ARTICLES if article.corrected_in]
    assert len(corrected) == 1
    for article in corrected:
        for old, new in article.correction:
            assert old in whole(article)
            assert new not in whole(article)


def test_there_are_articles_for_a_second_edition() -> None:
    later = [article for article in ARTICLES if article.edition == 2]
    assert len(later) >= 3
    assert any(article.security for article in later)
