"""Words of English and Arabic editions that say what happened, under the names of the rules' terms.

The rules know Kurdish. Outlets of the region print English and Arabic editions of the same
reports, and what these say of the dead, the place and the day is read with these few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from daemon.model.language import Language
from daemon.stories.foreign_people import (
    KIN_ENGLISH,
    MORE_ARABIC,
    MORE_ENGLISH,
    ONE_ARABIC,
    ONE_ENGLISH,
    duals,
    kin,
    plurals,
)
from daemon.stories.words import Sense
from daemon.text.spelling import fold

FOREIGN = frozenset((Language.ENGLISH, Language.ARABIC))

_ENGLISH: tuple[tuple[str, str], ...] = (
    (
        "kill-word",
        """
        killed killing kill dead death deaths fatalities slain toll gunned beheaded
        executed lynched strangled
        """,
    ),
    ("die-word", "died dying lives life succumbed perished drowned"),
    ("martyr-word", "martyred martyrdom"),
    ("corpse-word", "bodies body corpse corpses"),
    ("assassinate", "assassinated assassination assassinating murdered murder"),
    ("hurt", "wounded wounding wound injured injuring injure injuries hurt maimed"),
    (
        "arrest-word",
        """
        arrested arresting detained detaining detain captured capturing apprehended
        arrest arrests rounded custody nabbed
        """,
    ),
    ("kidnap-word", "kidnapped kidnapping abducted abducting abduction hostage"),
    ("drone-word", "drone drones uav uavs"),
    ("rocket-word", "rocket rockets missile missiles katyusha"),
    ("shelling", "shelling shelled bombardment bombarded"),
    ("shelling-weapon", "artillery mortar mortars"),
    ("airstrike", "airstrike airstrikes bombed bombing"),
    ("planes", "warplane warplanes jets aircraft"),
    ("mine-word", "landmine landmines mine mines"),
    ("blast", "explosion explosions exploded blast blasts detonated"),
    ("explosive", "bomb bombs ied explosive explosives"),
    ("shoot-word", "shot shooting gunfire"),
    ("fighting", "clash clashes clashed firefight"),
    ("assault", "attack attacks attacked attacking assault strike strikes"),
    ("targeted-word", "targeted targeting struck hit"),
    ("operation-word", "operation operations"),
    ("raid-word", "raid raided"),
    ("protest-word", "protest protests protesters demonstration demonstrators"),
    ("commemoration", "commemorate commemorated commemorates commemoration anniversary"),
    ("unknown-word", "unknown unidentified"),
    ("armed-word", "gunmen gunman armed"),
)
_HEADLINES: tuple[tuple[str, str], ...] = (
    ("kill-word", "kills"),
    ("die-word", "dies die"),
    ("hurt", "wounds injures"),
    ("arrest-word", "arrests detains captures"),
    ("kidnap-word", "kidnaps abducts"),
    ("targeted-word", "targets hits strikes"),
    ("shelling", "shells"),
    ("airstrike", "bombs"),
)
"""In the body the present tense tells of habits; in a headline it tells the news."""

_ARABIC: tuple[tuple[str, str], ...] = (
    (
        "kill-word",
        """
        قتل قتلت قتلوا يقتل يقتلون تقتل مقتل قتلى قتيل قتيلا قتيلة قتيلين قتيلان أردى أردت
        إعدام أعدم أعدمت ذبح ذبحت تصفية
        """,
    ),
    (
        "die-word",
        """
        حياة حياته حياتها حياتهم حياتهما مصرع مصرعه مصرعها مصرعهم مصرعهما حتفه حتفها
        حتفهم حتفهما وفاة توفي توفيت قضى قضت قضوا
        """,
    ),
    ("martyr-word", "استشهاد استشهد استشهدت شهيد شهيدين شهداء"),
    ("corpse-word", "جثة جثث جثمان جثتين جثتان"),
    ("assassinate", "اغتيال اغتال اغتالت اغتالوا يغتال يغتالون"),
    (
        "hurt",
        """
        إصابة إصابات أصيب أصيبت أصيبوا أصاب أصابت جرح جرحت جريح جريحا جريحة جريحين جريحان جرحى
        مصابا مصابين
        """,
    ),
    (
        "arrest-word",
        """
        اعتقال اعتقل اعتقلت اعتقلوا تعتقل يعتقل القبض توقيف أوقفت أوقف احتجاز احتجزت
        تفكيك ضبط الإطاحة يطيح تطيح أطاحت
        """,
    ),
    ("kidnap-word", "خطف اختطف اختطفت اختطاف يخطف يخطفون يختطفون"),
    ("drone-word", "مسيرة مسيرات درون"),
    ("rocket-word", "صاروخ صواريخ صاروخي كاتيوشا"),
    ("shelling", "قصف قصفا قصفت يقصف تقصف"),
    ("shelling-weapon", "مدفعية مدفعي هاون"),
    ("airstrike", "غارة غارات"),
    ("planes", "طائرات"),
    ("mine-word", "لغم ألغام"),
    ("blast", "انفجار انفجارات انفجارين انفجر انفجرت تفجير"),
    ("explosive", "عبوة عبوات قنبلة مفخخة"),
    ("shoot-word", "رصاص الرصاص"),
    ("fighting", "اشتباك اشتباكات مواجهات"),
    ("assault", "هجوم هجوما هجمات هاجم هاجمت هاجموا يهاجم تهاجم"),
    ("targeted-word", "استهدف استهدفت استهداف تستهدف يستهدف مستهدفة مستهدفا"),
    ("operation-word", "عملية عمليات"),
    ("protest-word", "تظاهرة تظاهرات احتجاجات متظاهرين متظاهر متظاهرون"),
    ("commemoration", "ذكرى إحياء السنوية تأبين"),
    ("unknown-word", "مجهول مجهولة مجهولون مجهولين"),
    ("armed-word", "مسلحون مسلحين مسلح مسلحو"),
)
_SENSES: tuple[tuple[Sense, str, str], ...] = (
    (
        Sense.PERSON,
        " ".join((ONE_ENGLISH, MORE_ENGLISH, *plurals(ONE_ENGLISH))),
        " ".join((ONE_ARABIC, MORE_ARABIC, *duals())),
    ),
    (Sense.KIN, " ".join((KIN_ENGLISH, *plurals(KIN_ENGLISH))), " ".join(kin())),
    (
        Sense.THING,
        """
        day days hour hours minute minutes year years month months week weeks kilometer kilometers
        kilometre kilometres km miles meters metres village villages house houses home homes vehicle
        vehicles car cars rocket rockets missile missiles drone drones attack attacks explosion
        explosions bomb bombs percent dollars dinars times area areas province bases truck loud
        """,
        """
        يوم أيام ساعة ساعات دقيقة عام أعوام سنة سنوات شهر أشهر كيلومتر كيلومترا كم قرية قرى منزل
        منازل عجلة عجلات سيارة سيارات صاروخ صواريخ طائرة طائرات هجوم هجمات انفجار عملية دولار
        دينار مرة
        """,
    ),
    (Sense.FAMILY, "family families households", "عائلة عائلات عوائل أسرة أسر"),
    (Sense.OTHERS, "other others more another", "آخر آخرون آخرين أخرى أخرين ثالث رابع خامس ثالثة"),
    (Sense.INCLUDING, "including among", "بينهم بينها ضمنهم"),
    (
        Sense.DISPLACED,
        "displaced displaces displacing flee fled fleeing evacuated",
        "نزوح نزح نزحت نزحوا تهجير تشريد",
    ),
    (Sense.RESPONSIBILITY, "responsibility", "مسؤولية مسؤوليته مسؤوليتها"),
    (Sense.TAKE_ON, "claimed claims claim claiming", "تبنى يتبنى تتبنى تبنت تبنيه"),
    (Sense.ADOPT, "", "تبنى يتبنى تتبنى تبنت تبنيه تبنيها"),
    (Sense.ASSERT, "claimed claims", "زعم زعمت يزعم تزعم ادعى ادعت"),
    (Sense.DENY, "denied denies denying dismissed rejected", "نفى نفت ينفي تنفي نفي"),
    (Sense.CONFIRM, "confirmed verified", "تأكيد تأكد التحقق مؤكدة مؤكد"),
    (Sense.RUMOUR, "unconfirmed rumors rumours", "شائعات إشاعات"),
    (Sense.NOT, "not no never without nor", "لم لا غير دون بلا عدم ليس"),
    (
        Sense.SAY,
        "said says told announced announces added stated states reported reports warned condemned",
        "قال قالت أفاد أفادت أعلن أعلنت تعلن يعلن تقول تدين أوضح ذكر ذكرت أضاف بحسب وفق أكد مبينا",
    ),
    (
        Sense.UPON,
        "on against at targeting targeted",
        "على استهدف استهدفت استهداف ضد مستهدفا مستهدفة",
    ),
    (
        Sense.OFFICE,
        "mayor governor hospital director administration court hometown ministry",
        "قائممقام محافظ مستشفى مدير إدارة محكمة وزارة",
    ),
    (
        Sense.ORIGIN,
        "resident residents native natives citizen hometown",
        "أهالي سكان أبناء مواليد",
    ),
    (Sense.TOWARDS, "to towards from", "إلى نحو من"),
    (
        Sense.FORMER,
        "previously ago regularly repeatedly frequently often earlier since",
        "سابقا كان كانت",
    ),
    (Sense.SIMILAR, "similar earlier", "مماثل مماثلة مماثلا"),
    (Sense.AFTER, "after", "بعد غداة عقب"),
    (Sense.NONE, "no none", "أي"),
    (Sense.BETWEEN, "between", "بين"),
    (Sense.BY, "by", "نفذه نفذته شنه شنته لل"),
    (Sense.PASSIVE, "was were been be being is are", ""),
    (Sense.HAD, "had", ""),
    (Sense.FREED, "freed released rescued", "أفرج أفرجت إفراج سراح تحرير"),
)
_BEGINNING = re.compile("^(?:ئ[اەی]?|ا)")


def key(word: str) -> str:
    """An Arabic word without the letters that its folding gives a beginning."""
    return _BEGINNING.sub("", word)


def _table(*listed: tuple[str, str]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for tag, words in listed:
        for word in words.split():
            table.setdefault(key(fold(word)), set()).add(tag)
    return {word: frozenset(tags) for word, tags in table.items()}


_TAGS = {
    Language.ENGLISH: _table(*_ENGLISH),
    Language.ARABIC: _table(*_ARABIC),
}
_TITLE_TAGS = _table(*_HEADLINES)
_SAID = {
    Language.ENGLISH: _table(*((sense, english) for sense, english, _ in _SENSES)),
    Language.ARABIC: _table(*((sense, arabic) for sense, _, arabic in _SENSES)),
}


def forms(word: str, language: Language) -> Iterator[str]:
    """The keys under which a folded word may stand: Arabic writes و, ب, ل, ال with their word."""
    yield key(word)
    if language is not Language.ARABIC:
        return
    bare = {word}
    bare |= {one[1:] for one in bare if one[:1] in "وف" and len(one) > 3}
    bare |= {one[1:] for one in bare if one[:1] in "بلک" and len(one) > 3}
    for one in sorted(bare, key=len, reverse=True):
        bare_key = key(one)
        yield bare_key
        if bare_key[:1] == "ل" and len(bare_key) > 3:
            yield bare_key[1:]


@lru_cache(maxsize=20_000)
def tags(word: str, language: Language, *, title: bool) -> frozenset[str]:
    """The rules' names for what a word means."""
    table = _TAGS[language]
    found = next((table[form] for form in forms(word, language) if form in table), frozenset())
    return found | _TITLE_TAGS.get(word, frozenset()) if title else found


@lru_cache(maxsize=20_000)
def senses(word: str, language: Language) -> Mapping[Sense, tuple[str, ...]]:
    """What a word says of its sentence."""
    table = _SAID[language]
    found = next((table[form] for form in forms(word, language) if form in table), frozenset())
    return {Sense(name): () for name in found}
