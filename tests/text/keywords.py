"""The 54 measured keywords: how a lexicon would state them, and how a reader recognises them.

The gold tokens of a keyword are found by hand-made patterns over the folded token; a test
asserts that they are as many as were counted by reading.
"""

from __future__ import annotations

from daemon.text.morphology import Stem
from daemon.text.spelling import fold


def nouns(*texts: str, light_verb: bool = False) -> list[Stem]:
    return [Stem(fold(text), "noun", light_verb=light_verb) for text in texts]


def names(*texts: str) -> list[Stem]:
    return [Stem(fold(text), "name") for text in texts]


def verbs(*texts: str) -> list[Stem]:
    return [Stem(fold(text), "verb") for text in texts]


KEYWORDS: dict[str, tuple[list[Stem], str]] = {
    "attack": (nouns("هێرش", light_verb=True), "هێرش"),
    "rocket": (nouns("مووشەک", light_verb=True), "مووشەک"),
    "katyusha": (nouns("کاتیۆشا"), "کاتیۆشا"),
    "militia": (nouns("میلیشیا"), "میلیشیا"),
    "explosion": (verbs("تەقی", "تەق", "تەقێن", "تەقاند"), "^(ب?تەقێ|تەقین|تەقاند)"),
    "kill": (verbs("کوشت", "کوژ"), "^(دە)?کوژ|^کوشت"),
    "deadly": (nouns("کوشندە"), "کوشندە"),
    "arrest": (nouns("دەستگیر", light_verb=True), "دەستگیر"),
    "detain": (nouns("دەستبەسەر", light_verb=True), "دەستبەسەر"),
    "kidnap": (verbs("ڕفێن", "ڕفاند", "فڕێن", "فڕاند"), "رفێن|رفاند|^بفرێن"),
    "drone": (nouns("درۆن"), "درۆن"),
    "bomb": (nouns("بۆمب", light_verb=True), "بۆمب"),
    "airraid": (nouns("بۆردوومان", light_verb=True), "بۆردومان"),
    "isis": (names("داعش"), "داعش"),
    "hashd": (names("حەشد"), "حەشد"),
    "hezb": (names("حیزبوڵڵا"), "حیزبولل?ا"),
    "kataib": (names("کەتیبە"), "کەتیب"),
    "asaib": (names("عەسائیب"), "عەسائیب"),
    "badr": (names("بەدر"), "^بەدری?$"),
    "nujaba": (names("نوجەبا"), "نوجەبا"),
    "embassy": (nouns("باڵیۆزخانە"), "بالیۆز?خانە"),
    "airport": (nouns("فڕۆکەخانە"), "فرۆکەخانە"),
    "aircraft": (nouns("فڕۆکە"), "فرۆکە(?!خانە)"),
    "heli": (nouns("هەلیکۆپتەر"), "هەلیکۆپتەر"),
    "gunman": (nouns("چەکدار"), "چەکدار"),
    "weapon": (nouns("چەک"), "^چەک$"),
    "ammo": (nouns("تەقەمەنی"), "تەقەمەنی"),
    "threat": (nouns("هەڕەشە", light_verb=True), "هەرەشە"),
    "terror": (nouns("تیرۆر", light_verb=True), "تیرۆر"),
    "war": ([*nouns("جەنگ"), *verbs("جەنگ")], "^(دە)?جەنگ"),
    "fight": (nouns("شەڕ", light_verb=True), "^شەر(کەر|ەکان)"),
    "ceasefire": (nouns("ئاگربەست", "ئاگرەبەست"), "ئاگرە?بەست"),
    "army": (nouns("سوپا"), "سوپا(?!س)"),
    "peshmerga": (nouns("پێشمەرگە"), "پێشمەرگە"),
    "base": (nouns("بنکە"), "^بنک"),
    "hq": (nouns("بارەگا"), "بارەگا"),
    "convoy": (nouns("کاروان"), "کاروان"),
    "protester": (nouns("خۆپێشاندەر"), "خۆپێشاندەر"),
    "activist": (nouns("چالاکڤان", "چالاکوان"), "چالاکڤان"),
    "revenge": (nouns("تۆڵە", light_verb=True), "تۆلە"),
    "clash": (nouns("پێکدادان"), "پێکدادان"),
    "confront": (nouns("ڕووبەڕووبوونەوە"), "روبەروبونەوە"),
    "assault": (nouns("پەلامار", light_verb=True), "پەلامار"),
    "blow": (nouns("گورز"), "^گورز"),
    "withdraw": (verbs("کشا", "کشێ", "کشاند"), "^(دە|ب)?کش[اێ]"),
    "protest": (nouns("خۆپێشاندان"), "خۆپێشاندان"),
    "detainee": (nouns("گیراو"), "^گیراو"),
    "soleimani": (names("سولەیمانی"), "سولەیم?انی"),
    "muhandis": (names("موهەندیس"), "موهەندیس"),
    "sadr": (names("سەدر"), "^سەدر"),
    "salih": (names("ساڵح"), "^سالحی?$"),
    "tehran": (names("تاران"), "^تاران"),
    "iran": (names("ئێران"), "ئێران"),
    "kurdistan": (names("کوردستان"), "کوردستان"),
}
