"""Names in sentences of our own: in the three written forms, and the traps among them."""

from __future__ import annotations

import pytest

from daemon.rules.matcher import Matcher
from tests.gold.entities import shipped_matcher

FOUND = [
    ("ڕێکخراوی بەدر و عەسائیب ئەهلی حەق هەڕەشەیان کرد", "badr-organization asaib-ahl-al-haq"),
    ("میلیشیای بەدر گەیشتە ناوچەکە", "badr-organization"),
    ("بەدر زەیادی، ئەندام پەرلەمان، گوتی", "badr-al-ziyadi"),
    ("قاسم جەبارین هێرشەکەی لە ئەستۆ گرت", "qasim-al-jabbarin"),
    ("گرووپی تۆڵەی موهەندیس بەیاننامەیەکی بڵاوکردەوە", "thar-al-muhandis"),
    ("لە ناوچەی سەدری بەغدا تەقینەوەیەک ڕوویدا", "sadr-city-baghdad baghdad"),
    ("موقتەدا سەدر گوتی. دواتر سەدر ڕۆیشت", "muqtada-al-sadr"),
    ("کەتیبەی ٥٤ی هێزە تایبەتەکان ناوچەکەی پاراست", "54th-battalion-of-the-special-forces"),
    ("میلیشیاکان لە گەڕەکی ساڵحیە کۆبوونەوە", "salihiya"),
    ("بەرهەم ساڵح گەڕایەوە و ساڵحیش قسەی کرد", "barham-salih"),
    ("پەیامنێری ڕووداو لە هەولێرەوە ڕایگەیاند", "rudaw erbil"),
    ("مەرجەعەکانی نەجەف و قوم بێدەنگن", "najaf qom"),
    ("داعش هێرشی کردە سەر خاڵێکی پشکنینی حەشدی شەعبی لە حەویجە", "islamic-state hawija"),
    ("دوو مووشەکی کاتیۆشا لە بنکەی عەین ئەسەد کەوتن", "katyusha ain-al-asad-base"),
    ("فڕۆکەی بێفڕۆکەوان کێڵگەی کۆرمۆری کردە ئامانج", "drone khor-mor"),
    ("درۆنێک لە نزیک فڕۆکەخانەی نێودەوڵەتیی هەولێر خرایە خوارەوە", "erbil-airport drone"),
    ("سوپای تورکیا چیای قەندیل و گارە و مەتینای بۆردوومان کرد", "qandil mount-gara metin"),
    ("کۆنسووڵخانەی ئەمریکا لە هەولێر هۆشداری دا", "us-consulate-erbil"),
    ("ئاسایشی سلێمانی شەش تۆمەتباری گرت", "asayish-sulaymaniyah"),
    ("هێزەکانی سووریای دیموکراتیک لە دێرەزوور و هەجین", "syrian-democratic-forces hajin"),
    ("لە کەمپی هۆل ژنێکی داعش دەستگیرکرا", "hol-camp islamic-state"),
    ("سوپای پاسداران و ئیتلاعات لە سنە و مەریوان چالاکوانیان گرت", "sanandaj mariwan"),
    ("پێشمەرگەکانی حیزبی دیموکراتی کوردستانی ئێران لە کۆیە", "pdki-peshmerga koya"),
    ("حیزبوڵڵای لوبنان و ئیسرائیل تەقەیان گۆڕییەوە", "lebanese-hezbollah israel"),
    ("کەتائیب حزبوڵڵا بڵاوی کردەوە کە حزبوڵڵا ئامادەیە", "kataib-hezbollah"),
    ("کەناڵی سابرین نیوز لە تەلەگرام وێنەی بڵاوکردەوە", "sabereen-news telegram"),
    ("لە بنکەی زلێکان مووشەک کەوت", "zilkan rocket-missile"),
    ("فەوجێکی سوپای عێراق لە چیای قەرەچووغ جێگیر بوو", "iraqi-army qarachogh"),
    ("لە شاری خوی و لە ورمێ بوومەلەرزە هەبوو", "khoy urmia"),
    ("هێزێن پێشمەرگەی ل نێزیکی مەخموورێ شەڕ کر", "peshmerga makhmur"),
    ("سوپایێ تورکیا گوندێن ئامێدیێ بۆردومان کرن", "turkish-armed-forces amedi"),
    ("پەکەکێ ل چیایێ گارەی هێرش کر", "pkk mount-gara"),
    ("چەکدارێن داعشێ ل شنگالێ هاتنە کوشتن", "islamic-state sinjar"),
    ("ل زاخۆ و دهۆکێ دوو کەس هاتنە دەستەسەرکرن", "zakho duhok"),
    ("Artêşa Tirk li Herêma Zapê û li Avaşînê bombebaran kir", "turkish-armed-forces zap avashin"),
    ("HPG'ê li Colemêrgê çalakî kir", "hpg hakkari"),
    ("Çekdarên DAIŞ'ê li Dêrezorê êrîş kirin", "islamic-state deir-ez-zor"),
    ("Li Şengalê û li Mexmûrê dron hatin dîtin", "sinjar makhmur drone"),
    ("Mesrûr Barzanî li Hewlêrê bi Pêşmerge re axivî", "masrour-barzani erbil peshmerga"),
    ("QSD û YPJ li Kobanê, li bendava Tişrînê", "syrian-democratic-forces ypj tishrin-dam"),
]
NOT_FOUND = [
    ("بەدر زەیادی گوتی، میلیشیاکان بەهێزن", "badr-organization"),
    ("بەدروشمی تۆڵە هاتن", "badr-organization"),
    ("قاسم جەبارین هێرشی کرد", "qasem-soleimani"),
    ("ناوچەی سەدر ئارامە و موقتەدا سەدر لێی نییە", "sadrist-movement"),
    ("ڕووداوێکی دڵتەزێن لە هەولێر ڕوویدا", "rudaw"),
    ("ئەو ڕووداوە لە کاتی تەقینەوەکەدا بوو", "rudaw"),
    ("میلیشیاکان لە گەڕەکی ساڵحیە کۆبوونەوە", "barham-salih"),
    ("پەرلەمانتاران کۆبوونەوە", "tehran"),
    ("کەتیبەی ٥٤ی هێزە تایبەتەکان هات", "kataib-hezbollah"),
    ("هێڵی سوور و مانگی سووریان بینی", "syria"),
    ("ئەوان بە گوێرەی یاسا کار دەکەن", "gwer"),
    ("ئەم قەیرانە لە حوزەیراندا دەستی پێکرد", "hiran"),
    ("هەوڵ دەدەن لە هۆڵی شانۆ کۆببنەوە", "hol-camp"),
    ("ئەو کارە ماوەتەوە و کەڵەکە بووە", "mawat kalak"),
    ("گەڵاڵەی یاساکە پەسەند کرا", "galala"),
    ("باخچەی گشتی و دوکانی نانەوایی", "dukan"),
    ("ڕۆمانێکی نوێی بڵاو کردەوە", "rome"),
    ("سەربازی خۆی لە شاری خۆی بینی", "khoy"),
    ("چینی کرێکاران مانگرتنیان ڕاگەیاند", "china"),
    ("ناتوانێت بڕوات و ناتوانن بێن", "nato"),
    ("دانیشتوانی گەڕەکەکە نانی گەرمیان کڕی", "khanaqin"),
    ("ئەڤان وان گۆت کو وانەیا وان خلاس بوو", "van"),
    ("باب و دایکێن وان هاتن", "al-bab"),
    ("Ew û wan bi hev re çûn malê", "van"),
    ("Ew mal e û ew jî ye", "european-union"),
    ("Dara mezin li ber malê ye, hema bes e", "daraa baath-party hama"),
    ("Agir bi daristanê ket", "agri"),
    ("Ew hat û hewl da ku biçe", "hol-camp hol hat-rojava"),
    ("یەکێتی و هاوکاری لە نێوان خێزانەکاندا", "puk"),
    ("گۆڕانی کەشوهەوا کاریگەریی هەیە", "gorran"),
    ("کۆمەڵە خێرخوازییەکان یارمەتییان دا", "komala-party"),
    ("خەبات بۆ ئازادی بەردەوامە", "khabat khabat-district"),
    ("Gaza metanê di madenê de teqiya", "gaza"),
    ("Bihayê gaza malan bilind bû", "gaza"),
    ("Gaza xwezayî ji Îranê tê", "gaza"),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return shipped_matcher()


def _ids(matcher: Matcher, text: str) -> dict[str, str]:
    return {one.id: one.surface for one in matcher.match({"text": text}).entities}


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_a_name_is_found(matcher: Matcher, text: str, wanted: str) -> None:
    found = _ids(matcher, text)
    assert set(wanted.split()) <= found.keys(), found


@pytest.mark.parametrize(("text", "unwanted"), NOT_FOUND)
def test_a_word_that_looks_like_a_name_is_none(matcher: Matcher, text: str, unwanted: str) -> None:
    found = _ids(matcher, text)
    assert not set(unwanted.split()) & found.keys(), found
