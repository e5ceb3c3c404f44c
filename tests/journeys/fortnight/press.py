"""What the newsroom's outlets print in the fortnight: one event in three outlets' own words.

All of it is invented. ``{place}`` is a name in Sorani, ``{toll}`` a sentence of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from daemon.demo.desk import Article, Outlet, load_outlets

BANGI, RUBAR, SHANEDAR = "bangi-chiya", "rubar", "shanedar"
VOICES = (BANGI, RUBAR, SHANEDAR)
"""Three outlets that print their own words, in two spellings, by three kinds of feed."""


@dataclass(frozen=True)
class Words:
    """A headline, and what follows it."""

    title: str
    lead: str
    rest: str


DRONE = (  # a drone hit a car
    Words(
        "درۆنێک لە {place} ئۆتۆمبێلێکی کردە ئامانج",
        "فڕۆکەیەکی بێفڕۆکەوان ئەمڕۆ لە {place} ئۆتۆمبێلێکی کردە ئامانج. {toll}",
        "تیمەکانی فریاکەوتن گەیشتنە شوێنی ڕووداوەکە و ڕێگاکە بۆ ماوەی دوو کاتژمێر داخرا.",
    ),
    Words(
        "درۆنێکی نەناسراو لە سنووری {place}",
        "سەرچاوەیەکی خۆجێی بە ڕووبار نیوزی وت، درۆنێکی نەناسراو لە {place} بۆردومانی "
        "ئۆتۆمبێلێکی کرد. {toll}",
        "دانیشتووان دەڵێن دەنگێکی گەورەیان بیستووە و دووکەڵ لە گوندەکەوە بەرز بووەتەوە.",
    ),
    Words(
        "بەپەلە: لێدانی درۆن لە {place}",
        "لێدانێکی درۆن لە {place} ئۆتۆمبێلێکی گرتەوە، وەک بەرپرسێکی ناوچەکە ڕایگەیاند. {toll}",
        "لێپێچینەوە دەستی پێ کردووە و هیچ لایەنێک بەرپرسیارێتیی لە ئەستۆ نەگرتووە.",
    ),
)
BOMB = (  # a bomb went off
    Words(
        "تەقینەوەی بۆمبێک لە {place}",
        "بۆمبێکی چێنراو ئەمڕۆ لە {place} تەقییەوە. {toll}",
        "هێزە ئەمنییەکان شوێنەکەیان گەمارۆ داوە و بەدوای بۆمبی دیکەدا دەگەڕێن.",
    ),
    Words(
        "تەقینەوە {place}ی هەژاند",
        "لە {place} بۆمبێک بە تەنیشت ڕێگادا چێنرابوو و تەقییەوە، پۆلیس ڕایگەیاند. {toll}",
        "بریندارەکان بە ئۆتۆمبێلی هاووڵاتیان گوازرانەوە بۆ نەخۆشخانەی نزیک.",
    ),
    Words(
        "بۆمبێکی دەستکرد لە {place} تەقییەوە",
        "بەپێی زانیارییە سەرەتاییەکان تەقینەوەیەک لە {place} ڕووی دا. {toll}",
        "فەرماندەیەکی ناوچەکە وتی بۆمبەکە شەوی ڕابردوو دانرابوو.",
    ),
)
ISIS = (  # the Islamic State attacked a checkpoint
    Words(
        "داعش هێرشی کردە سەر بازگەیەک لە {place}",
        "چەکدارانی داعش ئەمڕۆ هێرشیان کردە سەر بازگەیەکی پۆلیس لە {place}. {toll}",
        "پێکدادان کاتژمێرێکی خایاند و چەکدارەکان بەرەو چیاکان هەڵاتن.",
    ),
    Words(
        "پەلاماری داعش بۆ سەر پۆلیس لە {place}",
        "لە پەلامارێکی داعشدا بۆ سەر بازگەیەک لە {place} تەقەیەکی زۆر کرا. {toll}",
        "هێزێکی پشتگیری ڕێ خرا و ناوچەکە پشکنرا.",
    ),
    Words(
        "{place}: شەڕی پۆلیس و داعش",
        "داعش و پۆلیس لە بازگەیەکی {place} تووشی پێکدادان بوون. {toll}",
        "فەرماندەیی پۆلیس هەژماری نوێی قوربانییانی بڵاو کردەوە.",
    ),
)
SHELLING = (  # artillery shelled it
    Words(
        "تۆپباران لە {place}",
        "تۆپخانەی سوپای تورکیا ئەمڕۆ {place} تۆپباران کرد. {toll}",
        "خێزانەکان لە ماڵەکانیان دەرچوون و باخەکان ئاگریان گرت.",
    ),
    Words(
        "سوپای تورکیا {place} تۆپباران دەکات",
        "لە بەیانییەوە سوپای تورکیا تۆپبارانی دەوروبەری {place} دەکات. {toll}",
        "جووتیاران دەڵێن ناتوانن بچنە سەر زەوییەکانیان.",
    ),
    Words(
        "چەندین تۆپ بەسەر {place}دا کەوتن",
        "تۆپبارانی سوپای تورکیا {place}ی گرتەوە، وەک قایمقام ڕایگەیاند. {toll}",
        "کارەبای چەند گوندێک پچڕاوە و قوتابخانەکان داخران.",
    ),
)
PROTEST = (
    Words(
        "خۆپیشاندان لە {place}",
        "مامۆستایان ئەمڕۆ لە {place} خۆپیشاندانیان کرد و داوای مووچەکانیان کرد. {toll}",
        "خۆپیشاندەران شەقامی سەرەکییان داخست.",
    ),
) * 3
CYBER = (
    Words(
        "هێرشێکی سایبەری لە {place}",
        "هاکەرەکان هێرشێکی سایبەرییان کردە سەر سیستەمی بانکێک لە {place}. {toll}",
        "بانکەکە خزمەتگوزارییەکانی ڕاگرت و داوای یارمەتیی کرد.",
    ),
) * 3
PRICES = (  # what a dollar costs; of interest to no rule
    Words(
        "نرخی دۆلار لە بازاڕ: {place}",
        "نرخی سەد دۆلار ئەمڕۆ لە بازاڕی سەرەکی {place} هەزار دینارە.",
        "بازرگانان دەڵێن بازاڕ ئارامە.",
    ),
) * 3
NOBODY = "زیانی گیانی نەبوو."  # nobody was hurt


def killed(number: int) -> str:
    """So many were killed."""
    return f"لە ئەنجامدا {number} کەس کوژران."


def wounded(number: int) -> str:
    """So many were wounded."""
    return f"لە ئەنجامدا {number} کەس بریندار بوون."


@dataclass(frozen=True)
class Report:
    """One article of the fortnight: when an outlet prints it, and of which event."""

    at: datetime
    event: str
    outlet: str
    kind: tuple[Words, ...]
    place: str
    toll: str = NOBODY
    again: int = 0  # an outlet's further report on the event

    def article(self, begin: datetime) -> Article:
        """The article as the newsroom's desk has it, for a newsroom that opened at ``begin``."""
        said = self.kind[VOICES.index(self.outlet)]
        values = {"place": self.place, "toll": self.toll}
        lead, rest = said.lead.format(**values), said.rest.format(**values)
        return Article(
            id=f"{self.event}-{self.again}" if self.again else self.event,
            title=said.title.format(**values),
            summary=lead,
            paragraphs=(lead, rest),
            security=self.kind is not PRICES,
            categories=(),
            hours_ago=(begin - self.at).total_seconds() / 3600,
            edition=1,
            event=self.event,
        )


def outlets(reports: list[Report], begin: datetime) -> tuple[Outlet, ...]:
    """The demo's outlets with their own news of the day before, and these reports after it.

    An outlet numbers its articles in the order in which it prints them.
    """
    in_turn = sorted(reports, key=lambda one: one.at)
    return tuple(
        replace(
            outlet,
            articles=(
                *(one for one in outlet.articles if one.edition == 1),
                *(one.article(begin) for one in in_turn if one.outlet == outlet.slug),
            ),
        )
        for outlet in load_outlets()
        if outlet.fault != "slow"
    )
