"""From checked tables to the lexicon that the matcher reads with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from daemon.model.language import Language
from daemon.rules.checking import surfaces_of
from daemon.rules.expression import SENTENCE, Operand, operands, parse, required
from daemon.rules.forms import StemStore, entity_slots, forms_of, term_slots, word_slots
from daemon.rules.lexicon import (
    ANYWHERE,
    Category,
    Entity,
    Guard,
    Lexicon,
    Owner,
    Pattern,
    Rule,
    Slots,
)
from daemon.rules.merging import Merged, disabled_category
from daemon.rules.schema import CategoryTable, EntityTable, GuardTable, RuleTable, TermTable
from daemon.text.morphology import StemIndex
from daemon.text.stems import EDITIONS


@dataclass(slots=True)
class _Forms:
    """The written forms collected so far, by the stem they begin with."""

    store: StemStore = field(default_factory=StemStore)
    owners: list[Owner] = field(default_factory=list)
    single: dict[int, list[int]] = field(default_factory=dict)
    first: dict[int, dict[int, list[Pattern]]] = field(default_factory=dict)

    def own(self, owner: Owner, forms: Iterable[Slots]) -> None:
        """Add an owner with all its forms."""
        number = len(self.owners)
        self.owners.append(owner)
        for slots in dict.fromkeys(forms):
            pattern = Pattern(number, slots)
            for stem in slots[0] if slots else ():
                if len(slots) == 1:
                    self.single.setdefault(stem, []).append(number)
                else:
                    longer = self.first.setdefault(stem, {})
                    for second in slots[1]:
                        longer.setdefault(second, []).append(pattern)


def compile_lexicon(merged: Merged, version: str) -> Lexicon:
    """Resolve and freeze everything; the tables must have been checked."""
    forms = _Forms()
    terms = [term for term in merged.terms.values() if not _left_out(term.category, merged)]
    for term in terms:
        _own_term(term.table, forms)
    entities = tuple(
        _own_entity(number, entity.table, forms)
        for number, entity in enumerate(merged.entities.values())
    )
    rules = [_rule(one.table, one.category) for one in merged.rules.values()]
    rules += [_term_rule(one.table, one.category) for one in terms if one.table.weight is not None]
    stems = forms.store.stems
    count = range(len(stems))
    no_longer: Mapping[int, list[Pattern]] = {}
    return Lexicon(
        version=version,
        categories=tuple(_category(one.table) for one in merged.categories.values()),
        rules=tuple(rule for rule in rules if rule.category in merged.categories),
        guards=tuple(_guard(one.table) for one in merged.guards.values()),
        owners=tuple(forms.owners),
        entities=entities,
        index=StemIndex(stems),
        editions={language: StemIndex(stems, language) for language in EDITIONS},
        single=tuple(tuple(forms.single.get(stem, ())) for stem in count),
        first=tuple(forms.first.get(stem, no_longer) for stem in count),
        glosses=_glosses(merged),
    )


def _left_out(category: str, merged: Merged) -> bool:
    return disabled_category(category, merged)


def _own_term(table: TermTable, forms: _Forms) -> None:
    slots = [forms.store.numbers(term_slots(table, key, text)) for key, _, text in forms_of(table)]
    owner = Owner(table.id, table.gloss, (table.id, *table.tags), hides=table.hides)
    forms.own(owner, slots)


def _own_entity(number: int, table: EntityTable, forms: _Forms) -> Entity:
    names = (table.type, f"entity:{table.id}")
    full: list[Slots] = []
    bare: list[Slots] = []
    for key, _, text in surfaces_of(table):
        surfaces = bare if key == "short" else full
        surfaces.extend(forms.store.numbers(slots) for slots in entity_slots(key, text))
    for short, surfaces in ((False, full), (True, bare)):
        if surfaces:
            forms.own(Owner(table.id, table.name, names, number, short), surfaces)
    return Entity(
        id=table.id,
        type=table.type,
        name=table.name,
        context=frozenset(stem for slots in _words(table.context, forms) for stem in slots[0]),
        unless_before=_words(table.unless_before, forms),
        unless_after=_words(table.unless_after, forms),
        kind=table.kind,
        lat=table.lat,
        lon=table.lon,
        parent=table.parent,
    )


def _words(words: Iterable[str], forms: _Forms) -> tuple[Slots, ...]:
    return tuple(forms.store.numbers(slots) for slots in word_slots(words) if slots)


def _category(table: CategoryTable) -> Category:
    yields = frozenset(table.yields_to)
    return Category(table.id, table.name, table.kurdish, table.severity, table.threshold, yields)


def _rule(table: RuleTable, category: str) -> Rule:
    node = parse(table.when)
    return Rule(
        id=table.id,
        category=category,
        gloss=table.gloss,
        when=table.when,
        node=node,
        weight=table.weight,
        fields=frozenset(table.fields),
        languages=frozenset(Language(tag) for tag in table.languages),
        raises=table.raises,
        required=tuple(required(node)),
        named=frozenset(operands(node)),
        general=table.general,
    )


def _term_rule(table: TermTable, category: str) -> Rule:
    """A term with a weight is a rule that looks for the term alone."""
    names = frozenset({table.id})
    return Rule(
        id=table.id,
        category=category,
        gloss=table.gloss,
        when=table.id,
        node=Operand(table.id),
        weight=table.weight or 0.0,
        fields=frozenset(table.fields),
        languages=frozenset(),
        raises=None,
        required=(names,),
        named=names | frozenset(table.tags),
    )


def _guard(table: GuardTable) -> Guard:
    reaches: Mapping[str | int, int] = {"sentence": SENTENCE, "text": ANYWHERE}
    node = parse(table.when)
    return Guard(
        id=table.id,
        gloss=table.gloss,
        node=node,
        unless=parse(table.unless) if table.unless else None,
        on=frozenset(table.on),
        spare=frozenset(table.spare),
        reach=reaches.get(table.scope, table.scope if isinstance(table.scope, int) else SENTENCE),
        factor=table.factor,
        required=tuple(required(node)),
    )


def _glosses(merged: Merged) -> Mapping[str, str]:
    glosses = {name: term.table.gloss for name, term in merged.terms.items()}
    glosses |= {f"entity:{name}": entity.table.name for name, entity in merged.entities.items()}
    return glosses
