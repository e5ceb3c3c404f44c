"""What a text says of its numbers, at least, more than, about, is what the story says."""

from __future__ import annotations

import pytest

from daemon.model.story import Account, Bound, Victims
from daemon.stories.whole import story
from tests.stories.understood import account


def killed(body: str) -> tuple[int, Bound]:
    (count,) = (one for one in account("", body).incident.counts if one.what is Victims.KILLED)
    assert count.approximate is (count.bound is not Bound.EXACT)
    return count.number, count.bound


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("لە هێرشێکدا بەلایەنی کەم سێ کەس کوژران.", (3, Bound.LEAST)),
        ("لە تەقینەوەیەکدا لانیکەم ١٢ کەس کوژران.", (12, Bound.LEAST)),
        ("د هێرشەکێ دا ب کێمی ٥ کەس هاتنە کوشتن.", (5, Bound.LEAST)),
        ("Di êrîşê de herî kêm 12 kes hatin kuştin.", (12, Bound.LEAST)),
        ("Di êrîşê de bi kêmanî sê kes hatin kuştin.", (3, Bound.LEAST)),
        ("لە تەقینەوەکەدا زیاتر لە ٢٠ کەس کوژران.", (20, Bound.OVER)),
        ("د تەقینێ دا پتر ژ ٢٠ کەسان هاتنە کوشتن.", (20, Bound.OVER)),
        ("Di teqînê de zêdetirî 40 kes hatin kuştin.", (40, Bound.OVER)),
        ("Di teqînê de bêtir ji 40 kes hatin kuştin.", (40, Bound.OVER)),
        ("لە تەقینەوەکەدا کەمتر لە ١٠ کەس کوژران.", (10, Bound.UNDER)),
        ("لە تەقینەوەکەدا نزیکەی ٣٠ کەس کوژران.", (30, Bound.ABOUT)),
        ("لە تەقینەوەکەدا دەیان کەس کوژران.", (10, Bound.ABOUT)),
        ("لە هێرشەکەدا سێ کەس کوژران.", (3, Bound.EXACT)),
        ("At least 12 people were killed in an attack in Kirkuk.", (12, Bound.LEAST)),
        ("No fewer than 12 people were killed in the blast.", (12, Bound.LEAST)),
        ("Ten people or more were killed in the blast.", (10, Bound.LEAST)),
        ("More than 20 people were killed in the blast.", (20, Bound.OVER)),
        ("Over 20 people were killed in the blast.", (20, Bound.OVER)),
        ("No more than 20 people were killed in the blast.", (20, Bound.MOST)),
        ("Up to 20 people were killed in the blast.", (20, Bound.MOST)),
        ("Fewer than 20 people were killed in the blast.", (20, Bound.UNDER)),
        ("12 people were killed in an attack in Kirkuk.", (12, Bound.EXACT)),
        ("About 20 people were killed in the blast.", (20, Bound.ABOUT)),
        ("Some 20 people were killed in the blast.", (20, Bound.ABOUT)),
        ("قتل نحو 20 شخصا في هجوم.", (20, Bound.ABOUT)),
        ("قتل ما لا يقل عن 12 شخصا في هجوم.", (12, Bound.LEAST)),
        ("قتل 12 شخصا على الأقل في هجوم.", (12, Bound.LEAST)),
        ("قتل أكثر من 20 شخصا في هجوم.", (20, Bound.OVER)),
    ],
)
def test_a_number_keeps_what_the_text_says_of_it(body: str, said: tuple[int, Bound]) -> None:
    assert killed(body) == said


def test_what_is_said_of_one_number_is_not_said_of_the_next() -> None:
    body = "At least 12 people were killed and 30 wounded in an attack in Kirkuk."
    counts = {one.what: one.bound for one in account("", body).incident.counts}
    assert counts == {Victims.KILLED: Bound.LEAST, Victims.WOUNDED: Bound.EXACT}


def several(*bodies: str) -> list[Account]:
    return [account("", body, number=n, source=f"s{n}") for n, body in enumerate(bodies, 1)]


@pytest.mark.parametrize(
    ("bodies", "said"),
    [
        (("At least 5 people were killed.", "At least 5 people were killed."), Bound.LEAST),
        (("At least 5 people were killed.", "5 people were killed."), Bound.LEAST),
        (("At least 5 people were killed.", "About 5 people were killed."), Bound.ABOUT),
        (("At least 3 people were killed.", "5 people were killed."), Bound.EXACT),
        (("3 people were killed.", "More than 5 people were killed."), Bound.OVER),
    ],
)
def test_a_story_says_what_those_say_who_give_the_highest_number(
    bodies: tuple[str, ...], said: Bound
) -> None:
    found = story(several(*bodies)).range(Victims.KILLED)
    assert found is not None
    assert found.bound is said
