"""Kurmanji words: nouns, verbs and what is written onto them."""

from __future__ import annotations

import pytest

from daemon.text.morphology import Stem
from daemon.text.spelling import fold
from tests.text.stems_for_tests import found, noun, surface, verb


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (
            noun("êrîş", light_verb=True),
            (
                "êrîş êrîşa êrîşê êrîşên êrîşan êrîşek êrîşeke êrîşeka êrîşekê êrîşkar "
                "êrîşkarên êrîşkirin "
                "Êrîş ÊRÎŞÊN êrîşine êrîşber"
            ),
        ),
        (
            noun("bombe", light_verb=True),
            "bombe bombeya bombeyê bombeyên bombek bombeyek bombên",
        ),
        (noun("pêşmerge"), "pêşmerge pêşmergeyên pêşmergeyan pêşmergên pêşmergan pêşmergeyek"),
        (noun("leşkerî"), "leşkerî leşkeriya leşkeriyên leşkeriyê leşkerîya"),
        (noun("artêş"), "artêşa artêşê artêş artêşeke"),
        (noun("çekdar"), "çekdar çekdarên çekdaran çekdarek çekdarekî çekdarî çekdariya çekdarane"),
        (noun("desteser", light_verb=True), "desteser desteserkirin desteserkirina desteserkir"),
        (noun("Iraq", kind="name"), "Iraq Iraq'ê Iraqê Iraqa Iraq'a"),
        (noun("Hewlêr", kind="name"), "Hewlêrê Hewlêr'de"),
        (noun("Da'îş", kind="name"), "DAÎŞ Da'îşê Daîşê Da’îş"),
    ],
)
def test_a_noun_is_found_with_its_endings(stem: Stem, words: str) -> None:
    assert [word for word in words.split() if surface(stem, word) != fold(word)] == []


@pytest.mark.parametrize(
    ("stems", "words"),
    [
        (
            [verb("kuşt"), verb("kuj")],
            (
                "kuşt kuştin kuştina kuştinê kuştiye kuştine kuştî kuştiyan kuştiyên "
                "kuştibû kuştibûn "
                "dikuje dikujin dikujim kujer kujerê kujeran bikuje bikujin"
            ),
        ),
        (
            [verb("teqi"), verb("teq")],
            "teqiya teqiyan teqiye teqî teqîn teqîna teqîyan diteqe teqiyaye",
        ),
        ([verb("teqand"), verb("teqîn")], "teqand teqandin teqandina teqandiye diteqîne diteqînin"),
        ([verb("revand"), verb("revîn")], "revand revandin revandina revandine direvîne revandî"),
        (
            [verb("girt"), verb("gir")],
            "girt girtin girtine girtiye girtî girtiyên digire digirin girtina",
        ),
    ],
)
def test_a_verb_is_found_in_its_paradigm(stems: list[Stem], words: str) -> None:
    missed = [word for word in words.split() if not any(found(stem, word) for stem in stems)]
    assert missed == []


@pytest.mark.parametrize("word", ["nekuşt", "nekuştin", "nakuje", "nakujin", "nedikuşt"])
def test_negation_shows(word: str) -> None:
    hits = [hit for stem in (verb("kuşt"), verb("kuj")) if (hit := found(stem, word))]
    assert [hit.attributes for hit in hits] == [("negated",)]


def test_against_and_without_are_told() -> None:
    against, without = found(noun("teror"), "dijterorê"), found(noun("çekdar"), "bêçekdar")
    assert against is not None
    assert without is not None
    assert (against.attributes, without.attributes) == (("anti",), ("negated",))


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (noun("şer"), "ser serê serok şerm şerîf şermezar şert şêr desteser"),
        (noun("çek"), "çekûç"),
        (verb("girt"), "wergirtin ragirtin hilgirt"),
        (noun("teror"), "terorîzm terorîst"),
        (noun("sed", kind="exact"), "sedan seda"),
    ],
)
def test_words_that_only_look_alike_are_not_found(stem: Stem, words: str) -> None:
    assert [word for word in words.split() if found(stem, word)] == []
