"""How expressions are read, and what is said of those that cannot be."""

from __future__ import annotations

import re

import pytest

from daemon.rules.expression import (
    SENTENCE,
    BadExpression,
    Count,
    Either,
    Near,
    Operand,
    With,
    operands,
    parse,
    wanted,
)

A, B, C = Operand("a"), Operand("b"), Operand("c")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a", A),
        ("a OR b OR c", Either((A, B, C))),
        ("a AND b", With(A, B)),
        ("a AND NOT b", With(A, B, absent=True)),
        ("a NEAR/5 b", Near(A, B, 5)),
        ("a BEFORE/2 b", Near(A, B, 2, ordered=True)),
        ("a NEAR/SENTENCE b", Near(A, B, SENTENCE)),
        ("a BEFORE/SENTENCE b", Near(A, B, SENTENCE, ordered=True)),
        ("a NOT NEAR/5 b", Near(A, B, 5, absent=True)),
        ("a NOT BEFORE/0 b", Near(A, B, 0, ordered=True, absent=True)),
        ("COUNT(a) >= 3", Count(A, 3)),
        ("COUNT(a OR b, DISTINCT)>=2", Count(Either((A, B)), 2, distinct=True)),
        ("a OR b AND c", Either((A, With(B, C)))),
        ("(a OR b) AND c", With(Either((A, B)), C)),
        ("a NEAR/1 b AND c", With(Near(A, B, 1), C)),
        ("entity:asaib-ahl-al-haq NEAR/8 a", Near(Operand("entity:asaib-ahl-al-haq"), A, 8)),
    ],
)
def test_an_expression_is_read_with_the_strongest_binding_first(text: str, node: object) -> None:
    assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("a AND", "ends too early"),
        ("AND a", "a name is missing before 'AND'"),
        ("NOT a", "NOT needs something found on its left"),
        ("a NOT b", "'NOT' is not expected here"),
        ("(a OR b", "')' is missing"),
        ("a b", "'b' is not expected here"),
        ("COUNT(a) >= 0", "at least 1"),
        ("COUNT(a)", "'>=' is missing"),
        ("a NEAR b", "is not expected here"),
        ("a & b", "cannot read '& b'"),
        ("a NEAR/x b", "cannot read"),
        ("(" * 60 + "a" + ")" * 60, "too many parentheses"),
    ],
)
def test_a_bad_expression_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(BadExpression, match=re.escape(said)):
        parse(text)


def test_all_operands_are_named_and_the_wanted_ones_are_those_that_can_be_found_first() -> None:
    node = parse("(a OR b) NEAR/3 c AND NOT d")
    assert set(operands(node)) == {"a", "b", "c", "d"}
    assert set(wanted(node)) == {"a", "b"}
