"""Words that tell how a count, a place or a claim is meant: Sorani, Badini and Kurmanji.

They add to the rules' own terms, which say what is an attack, a killing or an arrest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from daemon.text.morphology import Stem, StemIndex
from daemon.text.spelling import fold


class Sense(StrEnum):
    """What a word says of the sentence it stands in."""

    PERSON = "person"
    THING = "thing"  # what is counted and is no person
    OTHERS = "others"
    INCLUDING = "including"
    DISPLACED = "displaced"
    RESPONSIBILITY = "responsibility"
    TAKE_ON = "take_on"
    DENY = "deny"
    CONFIRM = "confirm"
    RUMOUR = "rumour"
    SAY = "say"
    UPON = "upon"
    OFFICE = "office"  # of a place: its mayor, police, hospital
    ORIGIN = "origin"  # of a place: its people
    TOWARDS = "towards"
    FORMER = "former"  # last year, earlier: what is told is no news
    NONE = "none"
    GROUP = "group"
    REPEL = "repel"
    DEED = "deed"  # what a name's sentence goes on with
    FAMILY = "family"
    KIN = "kin"  # a person by his part in a family: the boy's father
    ADOPT = "adopt"  # takes an attack on, in one word
    ASSERT = "assert"  # one side says so
    NOT = "not"
    SIMILAR = "similar"  # it happened before in this way
    AFTER = "after"
    BY = "by"
    PASSIVE = "passive"
    HAD = "had"
    FREED = "freed"
    BETWEEN = "between"  # a fight: who began it is not said


_NOUNS: dict[Sense, str] = {
    Sense.PERSON: (
        "کەس پیاو ژن منداڵ گەنج لاو شوان جووتیار ئەندام کرێکار شۆفێر خوێندکار مامۆستا چالاکوان "
        "ڕۆژنامەنووس هاووڵاتی وڵاتی هاوڵاتی تۆمەتبار گومانلێکراو گوندنشین "
        "بازرگان پزیشک ئەندازیار پارێزەر شێخ کاسب نۆشدار گەشتیار سەرنشین نەفەر ڕێبوار سڤیل مەدەنی "
        "ئەفسەر فەرمانبەر کارمەند پەنابەر کۆچبەر زیندانی گاوان ڕاوچی هونەرمەند نووسەر وەرزشوان "
        "پیرەمێرد پیرەژن پیرەپیاو سکرتێر هێرشبەر هێرشکەر شایەت شایەتحاڵ کالەمێر پیرەژنێ "
        "مەلا گوندی سیاسەتمەدار پەرلەمانتار کاندید مناڵ ڕێوی شەڕڤان "
        "مرۆڤ وەلاتی زەلام زاڕۆک زارۆک شڤان جۆتیار گومانلێکری قوتابی "
        "kes mirov mêr jin zarok ciwan şivan cotkar endam karker welatî hemwelatî xwendekar "
        "rojnamevan çalakvan ajokar gumanbar gundî bazirgan bijîşk parêzer şêx sivîl rêwî xort "
        "keçik kurik mamoste endezyar kedkar cotyar siyasetmedar parlementer efser doktor "
        "hunermend nivîskar mele muxtar girtî penaber koçber kal kalemêr pîrejin pîremêr sekreter "
        "êrîşkar"
    ),
    Sense.THING: (
        "کاتژمێر سەعات خولەک دەقە ڕۆژ هەفتە مانگ ساڵ کیلۆمەتر مەتر کیلۆ کیلۆگرام تۆن دۆلار دینار "
        "ئۆتۆمبێل خانوو ماڵ گوند مووشەک درۆن بۆمب هێرش تەقینەوە جار بنکە بارەگا خاڵ لیوا فەوج "
        "پارچە دۆنم چەک تفەنگ گوللە ساڵە هاوەن ئامانج دەزگا شار قەزا ناحیە پارێزگا "
        "فیشەک نارنجۆک دەمانچە کلاشینکۆف تانک "
        "باڵیۆزخانە شوێن یەکە پاسپۆرت فڕۆکە ڕۆکێت تیم گرووپ لایەن هۆکار بەش قۆناغ "
        "دەمژمێر حەفتی هەیڤ سال ترۆمبێل خانی موشەک پەقین خال مال باژێڕ گرۆپ "
        "saet demjimêr deqe xulek roj hefte meh sal kîlometre kîlo metre ton dolar dînar otomobîl "
        "wesayît wesayit xanî mal gund mûşek muşek dron bombe êrîş teqîn car bingeh bajar "
        "navçe xal çek gule salî pasaport balafir rokêt tîm kom alî"
    ),
    Sense.FAMILY: "خێزان مالبات malbat",
    Sense.KIN: (
        "دایک باوک باب کوڕ کچ برا خوشک هاوسەر هاوژین هەڤژین هەڤال هاوڕێ "
        "مێرد برازا ئامۆزا dê dayik bav kur keç bra bira xwişk xwîşk hevjîn heval mêr jin"
    ),
    Sense.DISPLACED: (
        "ئاوارە ئاوارەبوون دەربەدەر چۆڵ چۆڵکردن مشەخت مشەختبوون koçber koçberbûn derbider aware koç"
    ),
    Sense.RESPONSIBILITY: "بەرپرسیارێتی بەرپرسیاریەتی بەرپرسیاری berpirsiyarî berpirsyarî",
    Sense.OFFICE: (
        "قایمقام پارێزگار پۆلیس ئاسایش بەڕێوەبەر نەخۆشخانە دادگا سەرۆک فەرماندە تەندروستی وتەبێژ "
        "وەزارەت بەرپرس نەخوەشخانە ڕێڤەبەر سەرپەرشتیار "
        "wezaret şaredar qaymeqam parêzgar polîs asayîş nexweşxane dadgeh serok fermandar "
        "berpirs rêveber walî"
    ),
    Sense.ORIGIN: "خەڵک خەلک دانیشتوو ئاکنجی niştecih xelk",
    Sense.RUMOUR: "دەنگۆ پڕوپاگەندە گۆتگۆتک gotegot deng-û-bas",
    Sense.DEED: (
        "ئەنجام ڕاگەیەندراو بەیاننامە هێرش بەرپرسیار دەست هۆشداری هەڕەشە داوا پشتیوانی "
        "daxuyanî êrîş gef destpêk"
    ),
    Sense.GROUP: "گرووپ گروپ گرۆپ سەرایا کەتیبە کەتائیب لیوا فەیلەق سریە grûp kom",
    Sense.SAY: "",
}
_EXACT: dict[Sense, str] = {
    Sense.OTHERS: "دیکە دی تر دیتر دن دیتری تریان دیکەیان دیکەشیان din dî dinê",
    Sense.INCLUDING: "لەوانە لەنێویاندا لەناویاندا لەنێوانیاندا ژوان دناڤدا ljiwan jiwan wan",
    Sense.TAKE_ON: "ئەستۆ ئەستۆی ئەستۆیا هەلگرت ستۆیێ hilgirt hilnegirt girt stûyê",
    Sense.DENY: (
        "ڕەتکردەوە ڕەتیکردەوە ڕەتدەکاتەوە ڕەتکردووەتەوە ڕەتکردەوەی ڕەتی ڕەت ڕەتکر ڕەتدکەت ڕەتکرن "
        "بەدرۆخستەوە بەدرۆیخستەوە درۆخستەوە ئینکار نکۆڵی نکۆلی درەو دەرەو "
        "red înkar derewand derewandin"
    ),
    Sense.CONFIRM: "پشتڕاست پشتراست پشتڕاستنەکراو پشتڕاستنەکراوە piştrast piştrastnekirî",
    Sense.ASSERT: (
        "بانگەشە بانگەشەی بانگەشەیا بانگەشەکر ئیدیعا ئیدیعای ئیدیعای دوەعا îdia îdîa îdiaya angaşt "
        "angaşta"
    ),
    Sense.KIN: "diya dayika bavê ناوبراو ناوبراوە ناڤبری navborî بکوژ bikuj kujer",
    Sense.SIMILAR: "هاوشێوە هاوشێوەیەک هاوشێوەی هاوشێوەدا هەمانشێوە بهەمان wekhev",
    Sense.SAY: (
        "ڕایگەیاند ڕاگەیاند گوتی وتی دەڵێت دەڵێ گوت وت ڕاگەیاندووە "
        "گۆتن گوتیان وتیان دەڵێن دبێژن gotin dibêjin "
        "گۆت ڕاگەهاند دبێژیت got ragihand ragihandin dibêje daxuyand diyar"
    ),
    Sense.UPON: "سەر سەری بەسەر بسەر دژی دژ ئامانج ser dijî hemberî",
    Sense.TOWARDS: "بەرەو بۆ بەر ber bo",
    Sense.FORMER: (
        "پێشتر لەمەوبەر لەوەوپێش بەرێ بەری_نوکە ساڵیاد سالڤەگەر ساڵڕۆژ ساڵوەگەڕ "
        "berê salveger salvegera bîranîn"
    ),
    Sense.REPEL: "بەرپەرچی بەرپەرچ شکاند شکاندیان تێکشکاند پووچەڵکرد تێکبر vegerand şikand têk",
    Sense.DEED: "درا دراوە کرد کردووە کرا کراوە دەکات دەکەن بوو بوون دا هات کر kir kirin da",
    Sense.BETWEEN: "نێوان نێوانی لەنێوان ناڤبەرا navbera",
    Sense.NONE: "هیچ چ tu ti hîç",
}


def _stems() -> Iterable[tuple[Stem, Sense]]:
    for sense, listed in _NOUNS.items():
        for word in listed.split():
            yield Stem(fold(word), "noun"), sense
    for sense, listed in _EXACT.items():
        for word in listed.split():
            yield Stem(fold(word), "particle"), sense


_LISTED = tuple(_stems())
_INDEX = StemIndex([stem for stem, _ in _LISTED])


@lru_cache(maxsize=20_000)  # news says the same words every day
def senses(word: str) -> Mapping[Sense, tuple[str, ...]]:
    """What a folded word says, each sense with the attributes of its form (indefinite ...)."""
    return {_LISTED[hit.stem][1]: hit.attributes for hit in _INDEX.find(word)}
