"""Cardinal numbers in words: Sorani, Badini and Kurmanji, with the spellings news uses."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.text.spelling import fold

_VALUES: tuple[tuple[int, str], ...] = (
    (0, "سفر sifir"),
    (1, "یەک ئێک yek êk"),
    (2, "دوو دو du didu dudu"),
    (3, "سێ sê sisê"),
    (4, "چوار چار çar çwar"),
    (5, "پێنج پێنچ pênc pênç"),
    (6, "شەش şeş"),
    (7, "حەوت هەوت حەفت هەفت heft ḧeft hewt"),
    (8, "هەشت heşt"),
    (9, "نۆ نەه neh no"),
    (10, "دە دەه deh"),
    (11, "یازدە یانزە یازدەه یانزدە yazdeh yanzdeh"),
    (12, "دوازدە دوانزە دوانزدە دوازدەه dazdeh duwazdeh dozdeh diwazdeh dwanzdeh"),
    (13, "سێزدە سیازدە سیانزە سیانزدە سێزدەه sêzdeh"),
    (14, "چواردە چاردە چاردەه çardeh"),
    (15, "پازدە پانزە پانزدە پازدەه pazdeh panzdeh"),
    (16, "شازدە شانزە شانزدە شازدەه şazdeh şanzdeh"),
    (17, "حەڤدە هەڤدە حەفدە هەفدە حەڤدەه هەڤدەه hevdeh hivdeh heftdeh"),
    (18, "هەژدە هەژدەه hejdeh hijdeh heştdeh"),
    (19, "نۆزدە نوزدە نۆزدەه nozdeh"),
    (20, "بیست bîst"),
    (30, "سی سیه sî sih"),
    (40, "چل چڵ çil çel"),
    (50, "پەنجا پێنجی پێنجیە pêncî pêncih"),
    (60, "شەست شێست şêst şest"),
    (70, "حەفتا هەفتا حەفتێ هەفتێ حەوتا heftê"),
    (80, "هەشتا هەشتێ heştê"),
    (90, "نەوەد نەوەت نۆت نۆد nod not newed"),
    (100, "سەد سەت sed"),
    (200, "دووسەد دوسەت dused"),
    (300, "سێسەد سێسەت sêsed"),
    (400, "چوارسەد چوارسەت چارسەد çarsed"),
    (500, "پێنسەد پێنجسەد پێنسەت pêncsed pênsed"),
    (600, "شەشسەد شەشسەت şeşsed"),
    (700, "حەوسەد حەوتسەد حەفسەد حەوسەت heftsed"),
    (800, "هەشتسەد هەشسەد هەشتسەت heştsed"),
    (900, "نۆسەد نۆسەت nehsed"),
    (1000, "هەزار هزار hezar"),
    (1_000_000, "ملیۆن ملیون milyon milyûn"),
    (1_000_000_000, "ملیار ملیارد بلیۆن milyar"),
    (1_000_000_000_000, "تریلیۆن tirîlyon trîlyon"),
)
_VAGUE: tuple[tuple[int, str], ...] = (
    (10, "دەیان دەهان dehan"),
    (100, "سەدان sedan"),
    (1000, "هەزاران هزاران hezaran"),
    (1_000_000, "ملیۆنان milyonan"),
)
_ABOUT = (
    "نزیکەی نزیکی نێزیکی نێزیکەی دەوروبەری دەورووبەری لانیکەم زیاتر زیاتری زۆرتر کەمتر پتر کێمتر "
    "زێدەتر بەلایەنیکەم بەنزیکەیی لانیزۆر nêzîkî nêzîkê bêtir zêdetir pirtir kêmtir "
    "derdora teqrîben qasî teqrîbî"
)
_PERCENT = "لەسەدا لەسەدی sedî sedê"
_NOT_COUNTED = (
    "تا تاوەکو هەتا لەدوای دوای پێش heta ta "
    "لە بە بۆ و کە یان ل ژ ب د دا دی لەو لەم بەڵام ئەو ئەم هەر یا یێ یێن ی ە یش ێ ەوە وە دەکەن بوو "
    "بوون li ji bi di û u ku ya yê yên an jî da de ve ra re e in bû bûn ê"
)


def _folded(listed: tuple[tuple[int, str], ...]) -> Mapping[str, int]:
    return {fold(word): value for value, words in listed for word in words.split()}


VALUES: Mapping[str, int] = _folded(_VALUES)
"""The value of each number word, by its match key."""

VAGUE: Mapping[str, int] = _folded(_VAGUE)
"""Words for tens, hundreds, thousands of something."""

ABOUT = frozenset(fold(_ABOUT).split())
"""Words that make the number after them an approximate one."""

LEAST = frozenset(("کەم", "کێم", "kêm"))
"""The last word of 'at least': بەلایەنی کەم, herî kêm."""

PERCENT = frozenset(fold(_PERCENT).split())
OF_HUNDRED = "دەر"  # سەد دەر سەد, a hundred per cent
ONE = frozenset(fold("یەک ئێک yek êk").split())
HALF = frozenset(fold("نیو نیڤ nîv").split())
AND = frozenset(("و", "û", "u"))
ORDINAL = frozenset(fold("ەم یەم هەم ەمین یەمین هەمین مین em emîn yem yemîn hemîn mîn").split())
RANGE = frozenset(("", "-", "–", "ta", "heta", "an", *fold("تا تاوەکو هەتا بۆ یان").split()))
NOT_COUNTED = frozenset(fold(_NOT_COUNTED).split())
"""Words after a number that are not what it counts."""
