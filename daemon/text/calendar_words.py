"""Names of months, weekdays and relative times: Sorani, Badini, Kurmanji and their neighbours.

Sources: the Levantine and Western names of Iraqi Kurdish news, the Kurdish solar names with
their Jalali counterparts (خاکەلێوە = Farvardin), the Kurmanji names of Rudaw, VOA and K24, and
the Unicode CLDR for Arabic, Persian, Turkish and English. Words are bare: endings are taken off
before they are looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from daemon.text.spelling import fold


class Calendar(StrEnum):
    """Which year a month belongs to."""

    GREGORIAN = "gregorian"
    SOLAR = "solar"


Name = tuple[str, ...]

# Words of one name are joined by "_".
_GREGORIAN = (
    (
        "کانوون_دووەم کانوون_دوو کانوون_دووێ کانون_الثانی چلە چلێ یەنایەر یانایەر جانیوەری ژانویە "
        "ینایر çile rêbendan çile_paşîn kanûn_paşîn kanûn_duyem january jan ocak"
    ),
    (
        "شوبات شباط سبات شوات فێبرایەر فەبرایەر فێبریوەری فبرایر فوریه "
        "sibat şibat reşemî february feb şubat"
    ),
    "ئازار ئادار آذار مارت مارس adar avdar march mar mart",
    "نیسان ئەپریل ئاپریل ئەبریل ابریل آوریل nîsan avrêl april apr nisan",
    "ئایار أیار مایس مایۆ مەی مایو مه gulan may mayıs",
    (
        "حوزەیران حوزێران حزیران یۆنیۆ یونیۆ جون ژوئەن یونیو ژوئن hezîran pûşper hizîran june jun "
        "haziran"
    ),
    "تەمموز تەموز تموز یۆلیۆ یولیۆ جولای ژوئیە یولیو ژوئیه تیرمەه tîrmeh temûz july jul temmuz",
    "ئاب آب ئۆگۆست ئۆگەست ئاگۆست ئۆگوست أغسطس اوت تەباخ tebax gelawêj august aug ağustos",
    "ئەیلوول ئەیلول ئیلۆن أیلول سێپتەمبەر سێبتەمبەر سبتمبر سپتامبر îlon rezber september sep eylül",
    (
        "تشرین_یەکەم تشرین_ئێکێ چریا_ئێکێ تشرین_الاول ئۆکتۆبەر ئۆکتۆبر اکتوبر cotmeh kewçêr "
        "teşrîn_pêşîn çirî_pêşîn çiriya_pêşîn october oct ekim"
    ),
    (
        "تشرین_دووەم تشرین_دووێ چریا_دووێ تشرین_الثانی نۆڤەمبەر نۆفەمبەر نوفمبر نوامبر mijdar "
        "sermawez teşrîn_paşîn çirî_paşîn çiriya_paşîn november nov kasım"
    ),
    (
        "کانوون_یەکەم کانوون_ئێکێ کانون_الاول دێسەمبەر دیسەمبەر دیسمبر دسامبر kanûn kanûn_pêşîn "
        "kanûn_yekem berfanbar çile_pêşîn december dec aralık"
    ),
)
_SOLAR = (
    "خاکەلێوە نەورۆز فروردین xakelêwe",
    "گوڵان بانەمەڕ اردیبهشت",
    "جۆزەردان خرداد cozerdan",
    "پووشپەڕ تیر",
    "گەلاوێژ مرداد",
    "خەرمانان شهریور xermanan",
    "ڕەزبەر مهر",
    "گەڵاڕێزان خەزەڵوەر آبان",
    "سەرماوەز آذر",
    "بەفرانبار دی",
    "ڕێبەندان بهمن",
    "ڕەشەمە ڕەشەمێ اسفند",
)
_WEEKDAYS = (
    "دووشەممە دوشەممە دووشەمبە دووشەمبی دوشەمبی دوشەمب الاثنین دوشنبه duşem duşemb duşembî monday",
    "سێشەممە سێشەمبە سێشەمبی سێشەمب الثلاثا الثلاثاء سهشنبه sêşem sêşemb sêşembî tuesday",
    "چوارشەممە چوارشەمبە چارشەمبی چارشەمب الاربعا الاربعاء çarşem çarşemb çarşembî wednesday",
    "پێنجشەممە پێنجشەمبە پێنجشەمبی پێنجشەمب الخمیس pêncşem pêncşemb pêncşembî thursday",
    "هەینی ئەینی جومعە الجمعه جمعه în înî friday",
    "شەممە شەمبە شەمبی شەمب السبت شنبه şemî şemb şembî saturday",
    "یەکشەممە یەکشەمبە ئێکشەمبی ئێکشەمب یکشنبه الاحد yekşem yekşemb yekşembî sunday",
)
_DAYS_AWAY = (
    (0, "ئەمڕۆ ئەمشەو ئەڤرۆ ئەڤڕۆ ئەڤشەڤە îro evro evroj îroj îşev today bugün"),
    (-1, "دوێنێ دوێشەو دوهی دوهو دوهینی شەڤێدی أمس duh duhî yesterday dün"),
    (-2, "پێرێ پێر پێرار pêr"),
    (1, "سبەی سبەینێ سوبەهی سوبە sibe sibê subê tomorrow yarın"),
)
_UNITS = (
    ("minute", "خولەک دەقە دەقیقە خۆلەک xulek deqe deqîqe minute minutes"),
    ("hour", "کاتژمێر سەعات دەمژمێر کاژێر saet demjimêr katjimêr hour hours"),
    ("day", "ڕۆژ roj day days"),
    ("week", "هەفتە حەفتی حەفتە hefte heftî week weeks"),
    ("month", "مانگ هەیڤ meh heyv month months"),
    ("year", "ساڵ sal year years"),
)
ENDINGS = tuple(
    fold("x" + ending)[1:]
    for ending in (
        *("یدا", "ێدا", "یەوە", "ەکەی", "ەکە", "اندا", "ان", "انێ", "ێک", "ەک", "دا", "ەوە", "وە"),
        *("یش", "ی", "ێ", "ا", "یا", "یێ", "ە", "ش", "êde", "yan", "eke", "ekê", "ek", "ya", "yê"),
        *("an", "de", "ê", "a", "î", "e", "in", "y"),
    )
)
"""What may hang on such a word; the longest that leaves a known word is taken off."""


def _table(listed: tuple[str, ...]) -> dict[Name, int]:
    return {
        tuple(fold(part) for part in name.split("_")): number
        for number, names in enumerate(listed, 1)
        for name in names.split()
    }


def _words(listed: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {fold(word): meaning for meaning, words in listed for word in words.split()}


MONTHS: Mapping[Name, tuple[Calendar, int]] = {
    **{name: (Calendar.SOLAR, number) for name, number in _table(_SOLAR).items()},
    **{name: (Calendar.GREGORIAN, number) for name, number in _table(_GREGORIAN).items()},
}
WEEKDAYS: Mapping[str, int] = {name[0]: number - 1 for name, number in _table(_WEEKDAYS).items()}
"""Monday is 0."""
DAYS_AWAY: Mapping[str, int] = {
    fold(word): days for days, words in _DAYS_AWAY for word in words.split()
}
UNITS: Mapping[str, str] = _words(_UNITS)

NEEDS_YEAR = frozenset(
    fold(
        "مەی جون مە مه دی مهر تیر آذر چلە نەورۆز کانوون kanûn par jan feb mar may apr jun jul aug "
        "sep oct nov dec mart ocak ekim march"
    ).split()
)
"""Months that are also other words (mar is a snake): with a day alone they are no date."""
GULAN = fold("گوڵان")
"""The second Kurdish solar month in Sorani, May in Badini; the ezafe tells them apart."""
NORTHERN_EZAFE = frozenset(("ا", "ێ"))

PAST = frozenset(fold("ڕابردوو ڕابوردوو پێشوو پێشتر بۆری borî buhurî çûyî derbasbûyî last").split())
COMING = frozenset(fold("داهاتوو ئایندە بێت بهێت bê were next").split())
PARTS_OF_DAY = tuple(fold("شەو شەڤ ئێوار ئێڤار بەیان سپێد êvar şev sibe berbang").split())
"""With these a short name of a weekday is one: êvara înê."""
THIS_YEAR = frozenset(fold("ئەمساڵ ئەڤسالە îsal").split())
LAST_YEAR = frozenset(fold("پار par").split())
THIS = frozenset(fold("ئەم ئەڤ ev vê ڤێ this").split())
BEFORE = frozenset(fold("پێش بەری berî").split())
"""Stands before a span of time: پێش دوو کاتژمێر; بەر لە is two words."""
BEFORE_OF = frozenset(("بەر", "پێش"))
OF = fold("لە")
AGO = frozenset(fold("لەمەوبەر لەمەوپێش بەرلەئێستا berê بەرێ ago").split())
DAY_SUFFIXES = frozenset(
    ("ی", "ێ", "ئێ", "ê", "î", "yê", "ەمی", "em", "emê", "th", "st", "nd", "rd")
)
"""What stands between the day and its month: 22ـی شوبات, ٢١ێ چریا, 26ê Çileya."""
YEAR_WORDS = frozenset(fold("ساڵ سال sal sala year عام سنه").split())
MONTH_WORDS = frozenset(fold("مانگ هەیڤ meh heyv").split())
