"""Words of every text: a stem that is found in one of them matches almost anything."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.model.language import Language
from daemon.text import arabic
from daemon.text.spelling import fold

_SORANI = """
لە بە بۆ و کە ئەو ئەم ئەوە ئەمە لەو بەو لەم بەم تا تاوەکو هەر هەموو هیچ چەند یەک دوو سێ زۆر
کەم زیاتر کەمتر گەورە بچووک نوێ کۆن باش خراپ ئێستا دوێنێ ئەمڕۆ سبەی پێش دوای پاش کاتێک ساڵ
مانگ ڕۆژ هەفتە کاتژمێر ناو سەر ژێر لای لەلایەن بەپێی دەربارەی لەبارەی نێوان لەنێوان دەرەوە
ناوەوە پێی لێی تێدا پێوە لێرە لەوێ کەس خەڵک کوڕ کچ ژن پیاو منداڵ گەنج دایک باوک برا خوشک
خێزان ماڵ شار گوند ناوچە وڵات هەرێم پارێزگا حکومەت پەرلەمان سەرۆک وەزیر وەزارەت پارت حزب
یەکێتی ئەندام بەرپرس وتەبێژ نوێنەر کۆبوونەوە لێدوان دەڵێت گوتی وتی ڕایگەیاند کرد کردن دەکات
دەکەن کرا کراوە بوو بوون دەبێت نییە هەیە هەبوو نەبوو دەدات دا درا داوە هات هاتن دێت چوو چوون
دەچێت گەیشت خست خرا کەوت بەردەوام دەست دەستی چاو دڵ دەم ڕێگا ڕێگە کار کارکردن ئیش خوێندن
قوتابی مامۆستا زانکۆ پارە دینار دۆلار نرخ بازاڕ نەوت ئاو کارەبا هەوا باران وەک وەکو ئەگەر
بەڵام چونکە هەروەها ئەوان ئێمە ئێوە من تۆ خۆی خۆیان یان نەک تەنیا تەنها ئیتر دیکە تر پێویست
گرنگ تایبەت گشتی سیاسی ئابووری کۆمەڵایەتی نێودەوڵەتی ئازاد ئازادی ژیان زمان مێژوو هونەر
"""
_BADINI = """
ل ژ د ب بۆ ژی و کو کۆ ئەڤ ئەڤە وێ وی وان ڤێ ڤان هەمی هندەک چو نە دێ هاتە هاتیە هاتن کر کرن
دکەت دکەن کریە بوو بوون دبیت گۆت دبێژیت ڕاگەهاند مرۆڤ خەلک ژن کەچ کوڕ زارۆک ماڵ باژێر گوند
دەڤەر وەلات پارێزگەه سال هەیڤ ڕۆژ ئەڤرۆ دوهی سوبەهی نوکە پشتی بەری ناڤ سەر بن لایێ دگەل
ناڤبەرا مەزن بچویک نوی کەڤن باش خراب گەلەک کێم پتر خۆ خوە وەک ئەگەر هەکە لێ چونکی ژبەر دەست
چاڤ دل ڕێ کار خواندن قوتابی پارە بازاڕ
"""
_KURMANJI = """
li ji di bi bo jî û ku ev ew wê wî wan vê van hemû hin tu ne dê ê hat hate hatin hatiye kir
kirin dike dikin kiriye bû bûn dibe got dibêje ragihand mirov gel xelk jin keç kur zarok mal
bajar gund herêm welat parêzgeh sal meh roj îro doh sibê niha piştî berî nav ser bin alî
ligel navbera mezin biçûk nû kevn baş xirab gelek kêm zêde xwe wek eger lê çimkî ber dest
çav dil rê kar xwendin xwendekar pere bazar hikûmet parlamento serok wezîr partî endam civîn
daxuyanî azad azadî jiyan ziman dîrok huner av ba baran re ve de da bike bikin
"""

_ENGLISH = """
the of and to in is that for on was with as by at from it this be are were has have had not but
they their his her he she we you said says also one all would will can could who which when there
more new two year years people time day week month government president minister party country
city region state after before over into about some than other first last many may made make part
work home house school water world life man men woman women children family public national
political economic social international meeting support help need use long well good great high
"""
_ARABIC = """
في من على إلى عن أن إن لا ما هذا هذه ذلك التي الذي الذين كان كانت قال قالت بعد قبل بين خلال مع كما
قد كل بعض غير أو ثم حيث وقد وأن وكان عند حتى منذ حول ضمن دون عام يوم اليوم أمس الأول رئيس الحكومة
وزير وزارة مجلس النواب الدولة العراق المواطنين الشعب المدينة المنطقة الناس العمل الوطني السياسي
الاقتصادي الدولي جديد جديدة كبير كبيرة أكثر أول مختلف كذلك أيضا يمكن يجب تم يتم وهو وهي هناك نحو
"""

WORDS = (*_SORANI.split(), *_BADINI.split(), *_KURMANJI.split())
"""Sorani, Badini and Kurmanji, as they are usually written."""

BY_LANGUAGE: Mapping[Language | None, Mapping[str, str]] = {
    None: {fold(word): word for word in WORDS},
    Language.ENGLISH: {fold(word): word for word in _ENGLISH.split()},
    Language.ARABIC: {fold(word): word for word in _ARABIC.split()},
}
"""Everyday words by their match keys; ``None`` stands for Kurdish."""

_ENOUGH = 3
_PARTS = frozenset(
    word[start : start + length]
    for words in BY_LANGUAGE.values()
    for folded in words
    for word in (folded, arabic.key(folded))
    for length in (_ENOUGH - 1, _ENOUGH)
    for start in range(len(word) - length + 1)
)


def may_hold(stem: str) -> bool:
    """Whether some everyday word holds the first letters of this folded stem."""
    return stem[:_ENOUGH] in _PARTS
