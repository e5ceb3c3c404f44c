"""The language in which rules and guards say what must stand where.

Operands are names of terms, of tags (all terms that carry them), of entity types, ``entity:id``
for one known name, or a built-in: ``NUMBER`` (a number of two or more, in digits or words),
``OLD_YEAR`` (a year before 2000). Operators, the strongest binding first::

    COUNT(a) >= 3            a stands at least three times; also COUNT(a, DISTINCT)
    a NEAR/5 b               at most 5 words lie between them, in any order
    a BEFORE/5 b             the same, a first
    a NEAR/SENTENCE b        in the same sentence (BEFORE/SENTENCE: a first)
    a NOT NEAR/5 b           a, where no b is near; NOT BEFORE/n: where no b follows it
    a AND b                  a counts, when b stands anywhere in the text
    a AND NOT b              a counts, when b stands nowhere
    a OR b

What a rule finds are stretches of text: NEAR and BEFORE give the stretch from the one to the
other, AND gives those of its left side, OR those of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE = -1
"""The distance that means: anywhere in the same sentence."""

BUILT_IN = frozenset({"NUMBER", "OLD_YEAR"})

_TOKEN = re.compile(
    r"\s*(?:(?P<near>(?:NEAR|BEFORE)/(?:SENTENCE|\d+))|(?P<compare>>=)|(?P<mark>[(),])"
    r"|(?P<number>\d+(?![\w-]))|(?P<word>[A-Za-z][\w:-]*))"
)
_KEYWORDS = frozenset({"AND", "OR", "NOT", "COUNT", "DISTINCT", "SENTENCE", "NEAR", "BEFORE"})
_DEEPEST = 40


class BadExpression(ValueError):
    """The expression cannot be read; the text says why, for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A term, tag, entity type, ``entity:id`` or built-in, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Either:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class With:
    """``left``, when ``right`` stands somewhere in the text (or nowhere, when ``absent``)."""

    left: Node
    right: Node
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """``left`` and ``right`` with at most ``words`` words between them, or SENTENCE.

    ``ordered``: left stands first. ``absent``: left alone, where no such right is.
    """

    left: Node
    right: Node
    words: int
    ordered: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """``inner`` at least ``least`` times; ``distinct``: in so many different words."""

    inner: Node
    least: int
    distinct: bool = False


Node = Operand | Either | With | Near | Count


def operands(node: Node) -> Iterator[str]:
    """The names of all operands in the expression, also those that must be absent."""
    if isinstance(node, Operand):
        yield node.name
    elif isinstance(node, Either):
        for part in node.parts:
            yield from operands(part)
    elif isinstance(node, Count):
        yield from operands(node.inner)
    else:
        yield from operands(node.left)
        yield from operands(node.right)


def wanted(node: Node) -> Iterator[str]:
    """The names of the operands of which one at least must stand in the text."""
    if isinstance(node, Operand):
        yield node.name
    elif isinstance(node, Either):
        for part in node.parts:
            yield from wanted(part)
    elif isinstance(node, Count):
        yield from wanted(node.inner)
    else:
        yield from wanted(node.left)


def required(node: Node) -> Iterator[frozenset[str]]:
    """Groups of names: of each, one at least must stand in the text for it to be found."""
    if isinstance(node, Operand | Either):
        yield frozenset(wanted(node))
    elif isinstance(node, Count):
        yield from required(node.inner)
    else:
        yield from required(node.left)
        if not node.absent:
            yield from required(node.right)


def parse(text: str) -> Node:
    """Read an expression; raises BadExpression."""
    reader = _Reader(_split(text))
    node = reader.either(0)
    if reader.peek() is not None:
        raise BadExpression(f"'{reader.peek()}' is not expected here")
    return node


def _split(text: str) -> list[str]:
    tokens: list[str] = []
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            raise BadExpression(f"cannot read '{text[place:].strip()[:20]}'")
        tokens.append(found.group().strip())
        place = found.end()
    if not tokens:
        raise BadExpression("the expression is empty")
    return tokens


class _Reader:
    """Recursive descent over the tokens; each method reads one level of binding."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def peek(self, ahead: int = 0) -> str | None:
        place = self._at + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def take(self) -> str:
        token = self.peek()
        if token is None:
            raise BadExpression("the expression ends too early")
        self._at += 1
        return token

    def expect(self, token: str) -> None:
        if self.peek() != token:
            raise BadExpression(f"'{token}' is missing before '{self.peek() or 'the end'}'")
        self.take()

    def either(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise BadExpression("too many parentheses inside each other")
        parts = [self.both(depth)]
        while self.peek() == "OR":
            self.take()
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self, depth: int) -> Node:
        node = self.near(depth)
        while self.peek() == "AND":
            self.take()
            absent = self.peek() == "NOT"
            if absent:
                self.take()
            node = With(node, self.near(depth), absent)
        return node

    def near(self, depth: int) -> Node:
        node = self.unit(depth)
        while True:
            absent = self.peek() == "NOT"
            operator = self.peek(1 if absent else 0) or ""
            if not operator.startswith(("NEAR/", "BEFORE/")):
                break
            self._at += 2 if absent else 1
            name, _, reach = operator.partition("/")
            words = SENTENCE if reach == "SENTENCE" else int(reach)
            node = Near(node, self.unit(depth), words, name == "BEFORE", absent)
        return node

    def unit(self, depth: int) -> Node:
        word = self.take()
        if word == "(":
            node = self.either(depth + 1)
            self.expect(")")
            return node
        if word == "COUNT":
            return self.count(depth)
        if word == "NOT":
            raise BadExpression("NOT needs something found on its left: 'a AND NOT b'")
        if word in _KEYWORDS or not word[0].isalpha():
            raise BadExpression(f"a name is missing before '{word}'")
        return Operand(word)

    def count(self, depth: int) -> Node:
        self.expect("(")
        inner = self.either(depth + 1)
        distinct = self.peek() == ","
        if distinct:
            self.take()
            self.expect("DISTINCT")
        self.expect(")")
        self.expect(">=")
        number = self.take()
        if not number.isdigit() or int(number) < 1:
            raise BadExpression(f"COUNT needs a whole number of at least 1, not '{number}'")
        return Count(inner, int(number), distinct)
