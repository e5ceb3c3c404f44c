"""Which source says which number."""

from __future__ import annotations

from dataclasses import replace

from daemon.alerts.conflicts import conflicts, disputed
from daemon.model.post import Digits
from daemon.model.story import Bound, Range, Story, Victims
from tests.alerts.day import said
from tests.alerts.test_alert import story
from tests.alerts.test_gloss import victims

OUTLETS = {"a": "Ronahî", "b": "ڕووداو", "c": "Lvîn"}


def told(low: int, high: int) -> Story:
    return story(ranges=(Range(Victims.KILLED, low, high, (1, 2)), victims(Victims.WOUNDED, 4)))


def test_each_number_is_told_with_who_says_it() -> None:
    accounts = (said(1, "b", 5), said(2, "a", 3), said(3, "c", 3))
    assert conflicts(told(3, 5), accounts, OUTLETS) == (
        "killed: 3 by Lvîn and Ronahî; 5 by ڕووداو",
    )


def test_where_sources_agree_nothing_is_told() -> None:
    assert conflicts(told(3, 3), (said(1, "a", 3),), OUTLETS) == ()
    assert not disputed(told(3, 3))
    assert disputed(told(3, 4))


def test_a_later_word_of_a_source_replaces_its_earlier_one() -> None:
    # an article of a higher number was reported earlier
    accounts = (said(9, "a", 2), said(1, "a", 4), said(5, "b", 3))
    assert conflicts(told(3, 4), accounts, OUTLETS) == ("killed: 3 by ڕووداو; 4 by Ronahî",)


def test_a_source_that_is_not_known_any_more_goes_by_its_short_name() -> None:
    accounts = (said(1, "gone-ckb", 2), said(2, "a", 3))
    assert conflicts(told(2, 3), accounts, OUTLETS) == ("killed: 2 by gone-ckb; 3 by Ronahî",)


def test_of_many_outlets_the_rest_is_counted() -> None:
    accounts = (said(20, "b", 5), *(said(number, f"s{number}", 3) for number in range(1, 14)))
    (line,) = conflicts(told(3, 5), accounts, OUTLETS)
    assert line == "killed: 3 by s13, s12, s11, s10 and 9 more; 5 by ڕووداو"


def test_numbers_have_the_recipients_digits_and_names_do_not() -> None:
    accounts = (said(1, "NRT2", 12), said(2, "a", 3))
    assert conflicts(told(3, 12), accounts, OUTLETS, Digits.ARABIC) == (
        "killed: ٣ by Ronahî; ١٢ by NRT2",
    )


def test_at_least_five_is_another_word_than_five() -> None:
    told_so = replace(said(1, "b", 5).incident.counts[0], bound=Bound.LEAST, approximate=True)
    first = said(1, "b", 5)
    least = replace(first, incident=replace(first.incident, counts=(told_so,)))
    assert conflicts(told(3, 5), (least, said(2, "a", 3), said(3, "c", 5)), OUTLETS) == (
        "killed: 3 by Ronahî; at least 5 by ڕووداو; 5 by Lvîn",
    )


def test_without_accounts_nothing_is_made_up() -> None:
    assert conflicts(told(3, 5), (), OUTLETS) == ()
