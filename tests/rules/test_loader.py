"""What the loader refuses, with file, place and words; and what users may lay over our files."""

from __future__ import annotations

import pytest

from daemon.rules.load import RuleProblem, load_rules
from daemon.rules.matcher import Matcher
from tests.rules.building import CATEGORY, TERMS, messages, problems, rule, small, tables


def term(**keys: str) -> str:
    given = {"id": '"t"', "gloss": '"tested"', "ckb": '["هێرش"]', **keys}
    return "\n[[term]]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())


def entity(**keys: str) -> str:
    given = {"id": '"e"', "type": '"party"', "name": '"E"', "ckb": '["پارتێک"]', **keys}
    return "\n[[entity]]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())


GOOD = CATEGORY + rule("attack")


@pytest.mark.parametrize(
    ("table", "path", "said"),
    [
        (term(weigth="3"), ("term", 0, "weigth"), "unknown key 'weigth' (did you mean 'weight'?)"),
        (term(weight='"3"'), ("term", 0, "weight"), "number"),
        (term(kind='"adverb"'), ("term", 0, "kind"), "'noun'"),
        (term(light_verb='"yes"'), ("term", 0, "light_verb"), "boolean"),
        (term(ckb='"هێرش"'), ("term", 0, "ckb"), "tuple"),
        (term(ckb="[3]"), ("term", 0, "ckb", 0), "string"),
        (term(ckb='[""]'), ("term", 0, "ckb", 0), "at least 1"),
        (term(gloss='""'), ("term", 0, "gloss"), "at least 1"),
        (term(id='"Über"'), ("term", 0, "id"), "pattern"),
        (term(tags='["A B"]'), ("term", 0, "tags", 0), "pattern"),
        (term(ckb="[]"), ("term", 0), "at least one form"),
        (term(ckb='["،"]'), ("term", 0, "ckb", 0), "nothing is left"),
        (term(ckb='["ش"]'), ("term", 0, "ckb", 0), "too short"),
        (term(ckb='["کار"]'), ("term", 0, "ckb", 0), "everyday word 'کار'"),
        (term(ckb='["هات"]'), ("term", 0, "ckb", 0), "everyday word 'هات'"),
        (term(kmr='["ser"]'), ("term", 0, "kmr", 0), "everyday word 'ser'"),
        (term(en='["~work"]'), ("term", 0, "en", 0), "everyday word 'work'"),
        (term(ar='["~زار"]'), ("term", 0, "ar", 0), "everyday word 'وزارة'"),
        (term(ckb='["هێرش", "هێرش"]'), ("term", 0, "ckb", 1), "stands already in term 't'"),
        (term(ckb='["ڕێک", "رێک"]'), ("term", 0, "ckb", 1), "stands already in term 't'"),
        (term(preverb='"دا"'), ("term", 0, "preverb"), "only a verb"),
        (term(weight="3"), ("term", 0, "weight"), "only in a file with a category"),
        (term(id='"person"'), ("term", 0, "id"), "a type of entities"),
        (term(tags='["t"]'), ("term", 0, "id"), "the name of a tag"),
        (entity(type='"town"'), ("entity", 0, "type"), "'armed_group'"),
        (entity(ckb="[]"), ("entity", 0), "at least one full surface"),
        (entity(ckb='["پ"]'), ("entity", 0, "ckb", 0), "too short"),
        (entity(lat="91.0"), ("entity", 0, "lat"), "less than or equal to 90"),
        (entity(parent='"erbill"'), ("entity", 0, "parent"), "unknown parent 'erbill'"),
        ("\n[term]\nid = 3\n", ("term",), "write [[term]], not [term]"),
        ("\n[[terms]]\nid = 3\n", ("terms",), "unknown key 'terms' (did you mean 'term'?)"),
        (rule("attack").replace('"r"', '"q"'), ("rule", 0), "a file without a category"),
        ('extends = "atacks"', ("extends",), "no category 'atacks' to extend (did you mean"),
        ("extends = 3", ("extends",), "a category's id is needed"),
    ],
)
def test_a_bad_table_is_refused_with_its_place(
    table: str, path: tuple[str | int, ...], said: str
) -> None:
    found = [p for p in problems(TERMS, GOOD, table) if p.file == "c.toml"]
    assert [p.path for p in found] == [path]
    assert said in found[0].message


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        (
            CATEGORY + rule("atack"),
            ("rule", 0, "when"),
            "unknown name 'atack' (did you mean 'attack'?)",
        ),
        (CATEGORY + rule("attack AND"), ("rule", 0, "when"), "ends too early"),
        (CATEGORY + rule("entity:nobody"), ("rule", 0, "when"), "unknown name 'entity:nobody'"),
        (GOOD + rule("attack", 0).replace('"r"', '"q"'), ("rule", 1, "weight"), "does nothing"),
        (CATEGORY + rule("attack", 3), ("category", "threshold"), "no text can reach 10"),
        (CATEGORY, ("category", "threshold"), "all rules together give 0"),
        (GOOD.replace("10", "-1", 1), ("category", "threshold"), "greater than 0"),
        (GOOD.replace('"high"', '"huge"'), ("category", "severity"), "'low'"),
        (GOOD.replace('kurdish = "هێرشەکان"\n', ""), ("category",), "'kurdish' is missing"),
        (GOOD + rule("attack"), ("rule", 1, "id"), "'r' stands already in b.toml"),
        (GOOD + 'languages = ["ku"]', ("rule", 0, "languages", 0), "'ckb'"),
        (GOOD + 'fields = ["headline"]', ("rule", 0, "fields", 0), "'title'"),
        (GOOD + "weigt = 3", ("rule", 0, "weigt"), "did you mean 'weight'?"),
    ],
)
def test_a_bad_category_is_refused_with_its_place(
    text: str, path: tuple[str | int, ...], said: str
) -> None:
    found = [p for p in problems(TERMS, text) if p.file == "b.toml"]
    assert [p.path for p in found] == [path]
    assert said in found[0].message


def test_every_problem_is_told_at_once() -> None:
    said = messages(TERMS + term(ckb='["کار"]'), CATEGORY + rule("atack OR rokcet") + "colour = 3")
    for part in ("'کار' would be found", "unknown key 'colour'"):
        assert part in said
    said = messages(TERMS + term(ckb='["کار"]'), CATEGORY + rule("atack OR rokcet"))
    for part in ("'کار' would be found", "unknown name 'atack'", "unknown name 'rokcet'"):
        assert part in said


def test_a_refused_term_is_not_called_unknown_as_well() -> None:
    said = problems(TERMS + term(weigth="3"), CATEGORY + rule("t"))
    assert [p.message.split("'")[1] for p in said] == ["weigth"]


def test_no_files_and_no_category_are_problems_and_nothing_else() -> None:
    assert load_rules({}) == (RuleProblem("rules", (), "there is no category at all"),)
    assert "no category at all" in messages(TERMS)


@pytest.mark.parametrize("value", [3, "x", None, [], [3], {"a": 1}, [[]], [{"id": []}], True])
@pytest.mark.parametrize("key", ["category", "term", "rule", "guard", "entity", "extends"])
def test_whatever_stands_in_a_file_is_told_and_not_raised(key: str, value: object) -> None:
    made = load_rules({"x.toml": {key: value}})
    assert not isinstance(made, Matcher)


def test_an_everyday_word_may_be_a_term_when_it_says_so_and_weighs_nothing() -> None:
    small(rule("attack NEAR/2 work"), more=term(id='"work"', ckb='["کار"]', everyday="true"))
    weighed = term(ckb='["کار"]', everyday="true", weight="3")
    assert "can only count in combinations" in messages(TERMS, GOOD + weighed)


def layered(*files: str) -> Matcher:
    made = load_rules({f"{chr(97 + i)}.toml": tables(text) for i, text in enumerate(files)})
    assert isinstance(made, Matcher), made
    return made


def test_a_user_file_adds_terms_and_rules_to_our_category() -> None:
    mine = 'extends = "attacks"\n' + term(ckb='["زەپلین"]', weight="12")
    assert not layered(TERMS, GOOD).match({"text": "زەپلینێک"}).flagged
    assert layered(TERMS, GOOD, mine).match({"text": "زەپلینێک"}).categories == ("attacks",)


def test_a_user_file_replaces_what_it_overrides() -> None:
    mine = term(id='"attack"', ckb='["پەلامار"]', override="true")
    matcher = layered(TERMS, GOOD.replace("violent", "attack"), mine)
    assert matcher.match({"text": "پەلامارێک"}).flagged
    assert not matcher.match({"text": "هێرشێک"}).flagged


def test_a_user_file_replaces_a_rule_and_it_stays_in_its_category() -> None:
    mine = rule("rocket", override="true")
    matcher = layered(TERMS, GOOD, mine)
    assert matcher.match({"text": "مووشەکێک"}).categories == ("attacks",)
    assert not matcher.match({"text": "هێرشێک"}).flagged


def test_a_user_file_switches_off_a_rule_a_term_a_name_or_a_category() -> None:
    second = GOOD.replace('"attacks"', '"more"').replace('"r"', '"q"')
    off = '[category]\nid="attacks"\nname="x"\nkurdish="x"\nseverity="low"\nthreshold=1\n'
    matcher = layered(TERMS, GOOD, second, off + "override=true\ndisabled=true")
    assert matcher.match({"text": "هێرشێک"}).categories == ("more",)
    gone = layered(
        TERMS,
        GOOD + rule("rocket").replace('"r"', '"s"'),
        rule("rocket", override="true", disabled="true"),
    )
    assert not gone.match({"text": "هێرشێک"}).flagged


def test_overriding_what_does_not_exist_is_a_slip() -> None:
    said = messages(TERMS, GOOD, term(id='"atack"', override="true", ckb='["پەلامار"]'))
    assert "there is no 'atack' to override (did you mean 'attack'?)" in said


def test_a_new_category_of_the_users_own_works_beside_ours() -> None:
    mine = GOOD.replace('"attacks"', '"mine"').replace('"r"', '"q"').replace('attack"', 'rocket"')
    assert layered(TERMS, GOOD, mine).match({"text": "مووشەکێک"}).categories == ("mine",)
