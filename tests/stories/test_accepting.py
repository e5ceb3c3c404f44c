from __future__ import annotations

from datetime import UTC, date, datetime

from daemon.model.language import Language
from daemon.model.new_name import Candidate, Sighting
from daemon.model.story import Quote
from daemon.stories.accepting import CONTEXT, entity_of

AT = datetime(2026, 11, 14, 9, tzinfo=UTC)
HEAD = {"id": "shahbaz-group", "type": "armed_group", "name": "Shahbaz Group"}


def candidate(*spelt: tuple[str, Language]) -> Candidate:
    sightings = tuple(
        Sighting("key", number, f"source{number}", AT, Quote("body", name, 0, 1), "", language)
        for number, (name, language) in enumerate(spelt)
    )
    return Candidate(1, "key", None, None, None, sightings)


def entity(*spelt: tuple[str, Language]) -> dict[str, object]:
    return dict(entity_of(candidate(*spelt), HEAD, date(2026, 11, 15)))


def test_a_proper_name_is_known_by_each_of_its_spellings() -> None:
    found = entity(
        ("سەرایا نەمروود", Language.SORANI),
        ("سەرایا  نەمرودیش", Language.SORANI),
        ("سەرایا نەمروود", Language.SORANI),
        ("سەرایا نەمروود", Language.BADINI),
        ("Seraya Nemrûd", Language.KURMANJI),
        ("سرايا النمرود", Language.ARABIC),
        ("Saraya Nimrud", Language.ENGLISH),
    )
    assert found == {
        **HEAD,
        "kurdish": "سەرایا نەمروود",
        "ckb": ["سەرایا نەمروود"],
        "kmr-Arab": ["سەرایا نەمروود"],
        "kmr": ["Seraya Nemrûd"],
        "ar": ["سرايا النمرود"],
        "en": ["Shahbaz Group", "Saraya Nimrud"],
        "note": "Accepted on 2026-11-15 as seen in 7 articles of 7 sources.",
    }


def test_a_word_that_may_be_anybodys_name_is_known_alone_only_among_fighters() -> None:
    found = entity(("گرووپی شەهباز", Language.SORANI), ("Koma Şahbaz", Language.KURMANJI))
    assert found["ckb"] == ["گرووپی شەهباز"]
    assert found["kmr"] == ["Koma Şahbaz"]
    assert found["short"] == ["Şahbaz", "شەهباز"]
    assert found["context"] == CONTEXT


def test_what_goes_by_one_word_gets_a_word_for_a_group() -> None:
    found = entity(("زەریان", Language.SORANI), ("Bahoz", Language.KURMANJI))
    assert found["ckb"] == ["گرووپی زەریان"]
    assert found["kmr"] == ["Koma Bahoz"]
    assert found["short"] == ["Bahoz", "زەریان"]


def test_a_name_of_several_words_stands_alone() -> None:
    found = entity(("گرووپی «باڵەکانی نەورەس", Language.SORANI))
    assert found["ckb"] == ["گرووپی باڵەکانی نەورەس", "باڵەکانی نەورەس"]
    assert "short" not in found


def test_letters_count_for_more_than_the_language_of_the_article() -> None:
    found = entity(("Seraya Nemrûd", Language.SORANI), ("سەرایا نەمروود", Language.KURMANJI))
    assert (found["kmr"], found["ckb"]) == (["Seraya Nemrûd"], ["سەرایا نەمروود"])
