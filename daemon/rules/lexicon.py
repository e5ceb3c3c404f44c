"""The rules as the matcher uses them: compiled, frozen, and with every name resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from daemon.model.article import Severity
from daemon.model.language import Language
from daemon.rules.expression import Node
from daemon.text.morphology import StemIndex

Slots = tuple[tuple[int, ...], ...]
"""For each word of a form, the numbers of the stems that may stand there."""


@dataclass(frozen=True, slots=True)
class Category:
    """A named set of rules with the score at which it is met.

    Met by ``general`` rules only, it is not named beside one of ``yields_to``.
    """

    id: str
    name: str
    kurdish: str
    severity: Severity
    threshold: float
    yields_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression, and what finding it adds to its category's score.

    ``when`` is the expression as written, ``node`` as read. ``required`` are groups of
    operands of which one each must stand in the text; ``named`` are all operands. ``fields``
    and ``languages`` are empty when every one counts.
    """

    id: str
    category: str
    gloss: str
    when: str
    node: Node
    weight: float
    fields: frozenset[str]
    languages: frozenset[Language]
    raises: Severity | None
    required: tuple[frozenset[str], ...]
    named: frozenset[str]
    general: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A context that multiplies the weight of what it is ``on`` by ``factor``.

    ``reach`` is how far from a match the context may stand: a number of words, or one of
    SENTENCE and ANYWHERE.
    """

    id: str
    gloss: str
    node: Node
    unless: Node | None
    on: frozenset[str]
    spare: frozenset[str]
    reach: int
    factor: float
    required: tuple[frozenset[str], ...]


ANYWHERE = -2
"""The reach of a guard that looks at the whole text."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a written form belongs to: a term or a name of the gazetteer.

    ``names`` are the operands it answers to. ``entity`` is its place in the gazetteer, or -1.
    ``short`` marks a bare short form, which counts only in context.
    """

    id: str
    gloss: str
    names: tuple[str, ...]
    entity: int = -1
    short: bool = False
    hides: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form: for each of its words the stems that may stand there."""

    owner: int
    slots: Slots


@dataclass(frozen=True, slots=True)
class Entity:
    """A known name; ``context`` are stems, the other two whole forms that cancel it.

    Of a place: ``kind`` (city, district ...), degrees north and east, and the id of the place
    it lies in.
    """

    id: str
    type: str
    name: str
    context: frozenset[int]
    unless_before: tuple[Slots, ...]
    unless_after: tuple[Slots, ...]
    kind: str = ""
    lat: float | None = None
    lon: float | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the matcher knows.

    ``single`` says for each stem which owners it is a whole form of, ``first`` which longer
    forms begin with it, by the stem that follows. ``index`` is for Kurdish, and for texts of any
    language without an index of its own in ``editions``.
    """

    version: str
    categories: tuple[Category, ...]
    rules: tuple[Rule, ...]
    guards: tuple[Guard, ...]
    owners: tuple[Owner, ...]
    entities: tuple[Entity, ...]
    index: StemIndex
    single: tuple[tuple[int, ...], ...]
    first: tuple[Mapping[int, Sequence[Pattern]], ...]
    glosses: Mapping[str, str] = field(default_factory=dict)
    editions: Mapping[Language, StemIndex] = field(default_factory=dict)

    def index_for(self, language: Language) -> StemIndex:
        """The stems that a text of this language is read with."""
        return self.editions.get(language, self.index)
