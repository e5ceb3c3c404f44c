"""Where it happened: the most specific place that the text supports, and what it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from daemon.model.story import Place
from daemon.rules.lexicon import Entity, Lexicon
from daemon.stories.fate_words import starts
from daemon.stories.levels import level
from daemon.stories.marks import Name
from daemon.stories.passage import Passage, Sentence
from daemon.stories.persons import EZAFE, names_person
from daemon.stories.words import Sense

KINDS = frozenset(("place", "facility"))
_TITLE, _FIRST, _LATER = 3.0, 3.0, 0.5
_EVENT, _FAR, _OFFICE = 2.0, -3.0, -4.0
_ROAD, _ROAD_NEAR = -2.5, 6
_ROADS = starts("ڕێگای ڕێگەی ڕێکا ڕێیا جادەی جادا شەقامی riya rêya rêka road highway طريق")
_QUARTERS = starts("گەڕەکی تاخا تاخێ taxa taxê حي neighborhood neighbourhood")
_BURIED = frozenset(("graveyard", "burial"))
_KEPT = 6
_FROM = frozenset(("ji", "ژ"))
_WIDER = 2.5
_TWICE = 1.0  # named in the title and in the first sentence
_EVENTFUL = frozenset(
    (
        *("violent", "kill-word", "hurt", "arrest-word", "arrest-weak", "kidnap-word", "shelling"),
        *("die-word", "martyr-word", "blast", "explosive", "mine-word", "protest-word", "assault"),
        *("shoot-word", "operation-word", "raid-word", "struck-word", "targeted-word", "fighting"),
    )
)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The known places and what each lies in."""

    entities: dict[str, Entity]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Gazetteer:
        """The places of the rules' gazetteer."""
        return cls({entity.id: entity for entity in lexicon.entities})

    def parents(self, name: str) -> tuple[str, ...]:
        """What a place lies in, nearest first; a circle ends."""
        found: list[str] = []
        entity = self.entities.get(name)
        while entity and entity.parent and entity.parent not in (name, *found):
            found.append(entity.parent)
            entity = self.entities.get(entity.parent)
        return tuple(found)

    def first_of(self, kind: str, names: Sequence[str]) -> str:
        """The name of the first of these places that is of a kind."""
        known = (self.entities[name] for name in names if name in self.entities)
        return next((entity.name for entity in known if entity.kind == kind), "")

    def kind(self, name: str) -> str:
        """The kind of a place."""
        return self.entities[name].kind if name in self.entities else ""


def eventful(sentence: Sentence) -> bool:
    """Whether the sentence has words for what happens in security news."""
    return not _EVENTFUL.isdisjoint(sentence.tags)


def places(
    passage: Passage, sentences: Sequence[Sentence], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The place of the event first, then others named with it, each once."""
    weights: dict[str, float] = {}
    first: dict[str, tuple[Sentence, Name]] = {}
    twice: set[str] = set()
    title = [sentence for sentence in sentences if sentence.order < 0]
    for sentence in sentences:
        for name in sentence.names:
            if name.mention.type in KINDS and not _beside_the_news(sentence, name):
                known = name.mention.id
                weight = _weight(sentence, name) + _on_the_way(sentence, name, gazetteer)
                if known not in weights and any(_has_word(one, sentence, name) for one in title):
                    twice.add(known)
                    weight = max(weight, _TITLE + _EVENT)
                weights[known] = max(weight, weights.get(known, weight))
                told = first.setdefault(known, (sentence, name))[0]
                if told.order < 0 == sentence.order:
                    twice.add(known)
    near = {one: _closeness(one, weights, twice, gazetteer) for one in weights}
    order = sorted(weights, key=lambda one: -weights[one] - near[one])
    return tuple(_place(passage, *first[one], gazetteer) for one in order[:_KEPT])


def _has_word(title: Sentence, sentence: Sentence, name: Name) -> bool:
    """The body tells that this word of the title is a place: نزیک ماوەت, then ناحیەی ماوەت."""
    if sentence.order < 0 or any(one.mention.id == name.mention.id for one in title.names):
        return False
    last = sentence.tokens[name.last].text
    return any(token.text == last for token in title.tokens)


def _closeness(
    name: str, named: Iterable[str], twice: AbstractSet[str], gazetteer: Gazetteer
) -> float:
    """Nearer places tell more; a place in which another named one lies tells less."""
    if any(name in gazetteer.parents(other) for other in named):
        return 1.5 * level(gazetteer.kind(name)) - _WIDER
    return 1.5 * level(gazetteer.kind(name)) + (_TWICE if name in twice else 0.0)


def is_aside(sentence: Sentence, name: Name) -> bool:
    """The hospital of a place, its mayor, its people, or where somebody was taken."""
    return any(one(sentence, name) for one in (_of_office, _of_people, _is_aim))


def _of_office(sentence: Sentence, name: Name) -> bool:
    """پۆلیسی هەولێر لە شەقڵاوە: the word belongs to the place right after it."""
    return _told_before(sentence, name, Sense.OFFICE)


def _of_burial(sentence: Sentence, name: Name) -> bool:
    """لە گۆڕستانی بانە, لە بانە بە خاک سپێردرا: who is buried there died elsewhere."""
    marks = [mark for mark in sentence.marks if mark.tags & _BURIED]
    grave = any(0 < name.first - mark.last <= 2 for mark in marks)
    return grave or any(0 < mark.first - name.last <= 2 for mark in marks)


def _told_before(sentence: Sentence, name: Name, sense: Sense) -> bool:
    others = [one.last + 1 for one in sentence.names if one.last < name.first]
    before = range(max(0, name.first - 3, *others), name.first)
    return any(sense in sentence.says[word] for word in before)


def _of_people(sentence: Sentence, name: Name) -> bool:
    """گەنجێکی سلێمانی, خەڵکی سلێمانی, ciwanekî ji Amûdê: where somebody comes from."""
    if _told_before(sentence, name, Sense.ORIGIN):
        return True
    if name.first == 0 or sentence.foreign:
        return False
    before = sentence.tokens[name.first - 1].text
    if before in _FROM:
        return True
    return before.endswith(EZAFE) and names_person(sentence, name.first - 1)


def _speaks(sentence: Sentence, name: Name) -> bool:
    """ئەنقەرە: ..., Bexda ragihand, أنقرة تعلن: a capital stands for its government."""
    after = sentence.says[name.last + 1 : name.last + 3]
    colon = sentence.text[name.end : name.end + 2].strip() == ":"
    return (colon and name.first == 0) or any(Sense.SAY in said for said in after)


def _beside_the_news(sentence: Sentence, name: Name) -> bool:
    """Behind the first sentence, where somebody comes from is no place of the event."""
    return sentence.order > 0 and _of_people(sentence, name)


def _on_the_way(sentence: Sentence, name: Name, gazetteer: Gazetteer) -> float:
    """The road of a town leads to it; a quarter that is called like a town is not that town."""
    before = [token.text for token in sentence.tokens[max(0, name.first - 2) : name.first]]
    after = [token.text for token in sentence.tokens[name.last + 1 : name.last + 2]]
    if any(word.startswith(_ROADS) for word in before) or _ends_road(sentence, name):
        return _ROAD
    quarter = any(word.startswith(_QUARTERS) for word in (*before[-1:], *after))
    town = gazetteer.kind(name.mention.id) not in ("neighbourhood", "city", "village")
    return _OFFICE if quarter and town else 0.0


def _ends_road(sentence: Sentence, name: Name) -> bool:
    """ڕێگای نێوان ماوەت و چوارتا, riya di navbera Reqa û Helebê de: each is an end of the road."""
    begin = max(0, name.first - _ROAD_NEAR)
    between = [at for at in sentence.where(Sense.BETWEEN) if begin <= at < name.first]
    roads = (sentence.tokens[at - 1 - n].text for at in between for n in (0, 1) if at > n)
    return any(word.startswith(_ROADS) for word in roads)


def _is_aim(sentence: Sentence, name: Name) -> bool:
    """بەرەو زاخۆ, berê xwe dan Hesekê: where they went."""
    turned = [token.text for token in sentence.tokens[max(0, name.first - 3) : name.first]]
    towards = name.first > 0 and Sense.TOWARDS in sentence.says[name.first - 1]
    return towards or turned[:2] == ["berê", "xwe"]


def _weight(sentence: Sentence, name: Name) -> float:
    at = {-1: _TITLE, 0: _FIRST, 1: 2.0, 2: 1.0}.get(sentence.order, _LATER)
    weight = at + (_EVENT if eventful(sentence) else 0.0)
    asides = (_of_office, _of_people, _speaks, _of_burial)
    if any(beside(sentence, name) for beside in asides):
        return weight + _OFFICE
    return weight + (_FAR if _is_aim(sentence, name) else 0.0)


def _place(passage: Passage, sentence: Sentence, name: Name, gazetteer: Gazetteer) -> Place:
    entity = gazetteer.entities.get(name.mention.id)
    parents = gazetteer.parents(name.mention.id)
    chain = (name.mention.id, *parents)
    return Place(
        id=name.mention.id,
        name=name.mention.name,
        kind=entity.kind if entity else "",
        quote=passage.quote(sentence.field, name.start, name.end),
        lat=entity.lat if entity else None,
        lon=entity.lon if entity else None,
        parents=parents,
        admin1=gazetteer.first_of("governorate", chain),
        admin2=gazetteer.first_of("district", chain),
    )
