"""Words by which armed groups are called, and words that follow them and are no names.

Arabic words for bands of fighters are Kurdish only in names: after سەرایا، کەتیبەکانی، جەیشی
stands a name. گرووپی, کۆما and koma are everyday words: what follows them is a name only when
something else says so.
"""

from __future__ import annotations

from daemon.text.spelling import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


PROPER: dict[str, str] = {
    fold(word): kind
    for kind, words in {
        "saraya": "سەرایا سەرایای سرایا سرایای سرايا seraya serayaya saraya",
        "kataib": (
            "کەتیبە کەتیبەی کەتیبەکانی کەتیبەیا کەتیبێن کەتیبەیێن کەتیبا کەتائیب کەتائیبی کەتایب "
            "کەتایبی کەتائب كتائب كتيبة ketîbeya ketîbeyên ketîba ketaib ketaîb ketayib kataib "
            "kataeb"
        ),
        "liwa": "لیوای لیوایا لیوائ لواء lîwaya lîwayê liwa tugaya",
        "faylaq": "فەیلەقی فەیلەقا فيلق feyleqa feylaq faylaq",
        "jaysh": "جەیش جەیشی جێش جێشی جيش ceyş ceyşa jaysh",
        "harakat": "حەرەکەت حەرەکەتی حەرەکەی حەرەکە حركة hereketa hereket harakat",
        "asaib": "عەسائیب عەسائیبی عوسبەت عوسبەتی عوسبەی عصائب عصبة esaib esaîb usbat",
    }.items()
    for word in words.split()
}
"""Folded words that begin a name, by what they mean: brigades, battalions, a brigade, corps ..."""

NEVER_ARMIES = frozenset(("saraya", "asaib", "harakat"))
"""Of these no army has any: a place after such a word is a name, not where a brigade lies."""

PLAIN = _folded(
    "گرووپی گروپی گرۆپی گروپەکانی گرووپەکانی گرۆپەکانی گروپا گرووپا گرۆپا گروپێن گرووپێن گرۆپێن "
    "میلیشیای میلیشیاکانی میلیشیایا میلیشیایێن ملیشیای ملیشیاکانی تاقمی تاقمەکانی باندی باندا "
    "هێزەکانی هێزێن یەکەکانی چەتەی چەتەکانی چەتەیێن بزووتنەوەی بزوتنەوەی بزاڤا بەرەی کۆما تاخما "
    "grûpa grupa grûpên grupên koma komên taxima milîsên milîsa çeteyên tevgera eniya tabûra hêzên "
    "rêxistina "
    "ميليشيا فصيل جماعة"
)
"""Everyday words for a group, with the ezafe that a name may follow."""

ARMED = _folded(
    "میلیشیای میلیشیاکانی میلیشیایا میلیشیایێن ملیشیای ملیشیاکانی چەتەی چەتەکانی چەتەیێن "
    "milîsên milîsa çeteyên ميليشيا"
)
"""Those of them that are said of fighters only."""

QUALITIES = _folded(
    "چەکداری چەکدارێ چەکدارێن چەکدارا تیرۆریستی تیرۆریستیی تیرۆرستی تیرۆریستێ تیرۆریستا توندڕەوی "
    "ئیسلامی ئیسلامیی ئیسلامیا شیعەی شیعەیێ سوننەی سوننی جیهادی جیهادیی نهێنی نوێی "
    "پەرگیری بەکرێگیراوی چەتەی چەتەیی میلیشیای میلیشیایی سەلەفی سەلەفیی "
    "çekdar çekdarî çekdarên terorîst terorîstî îslamî cîhadî selefî nû çete çeteyên"
)
"""What may stand between such a word and the name: گرووپی چەکداری …"""

CALLED = _folded("بەناوی بناڤێ بناوی باسم تدعى called named")
"""Words after which stands by what name one goes."""

CALLED_AFTER = {
    fold(word): _folded(before)
    for word, before in {
        "ناوی": "بە ب",
        "ناڤێ": "ب",
        "بە": "ناسراو",
        "navê": "bi",
        "itself": "calling",
        "as": "known",
        "اسم": "نفسها نفسه",
        "نفسها": "تسمي",
    }.items()
}
"""The same, but only after one of these: بە ناوی, bi navê, calling itself."""

GROUP = _folded(
    "گرووپ گروپ گرۆپ گرووپێک گرووپێکی گروپێک گروپێکی گرۆپێک گرۆپێکی گرووپەکە گروپەکە گرووپە گروپە "
    "گروپەک گروپەکا گرۆپەکا گرووپەکا میلیشیا میلیشیایەک میلیشیایەکی میلیشیاکە لیوایەک لیوایەکی "
    "کەتیبەیەک کەتیبەیەکی بزووتنەوەیەک بزووتنەوەیەکی تاقمێک تاقمێکی باندێک باندێکی چەتەیەک "
    "grûp grûpek grûpeke grûpekê grup grupek grupeke komek komeke komekê milîs milîsek tevgerek "
    "group faction militia مجموعة جماعة فصيل ميليشيا"
)
"""In any form: of which it is then said by what name it goes."""

ARTICLES = _folded("ئەل el al ul ال ئال")
JOINING = _folded("ئەل el al ul ال بن ئیبن ibn bin bîn ئەبو ئەبوو ebu ebû abu ئەهل ئەهلی ehl ahl")
"""Words inside a name: another belongs to it."""

ARTICLE = ("ئەل", "ال", "ئال", "el-", "al-")
TITLES = _folded(
    "شەهید شەهیدی سەید شێخ ئیمام ئیمامی حاجی مەلا ئەبو ئەبوو şehîd şehîdê seyid şêx îmam ebu"
)
"""Words that begin a name and are none alone: کەتیبەکانی شەهید …"""

_COMMON = (
    # Sorani and Badini
    "سپی کۆماری کۆمار داد دادێ دادگەه ڕوکن ڕوکنی ئەرکان ئەرکانی ستاد خانەنشین پیادە پیادەی "
    "پاسەوان پاسەوانی پاسەوانیی تانک تانکی زرێپۆش زرێپۆشی تۆپخانە فەرماندەیی هاوبەش هاوبەشی "
    "تایبەت تایبەتی تایبەتەکان هێزی هێزە هێزەکانی سوپای سوپا پێشمەرگە پێشمەرگەی زێرەڤانی "
    "مەغاویر فریاکەوتن سنوور سنووری کۆماندۆ کۆماندۆس ناوەند دەوڵەت دەوڵەتی وڵات وڵاتانی حکومەت "
    "حکومەتی نوێ نوێی دیکە دیکەی تر تری جیا جیاواز جۆراوجۆر گەورە گەورەی بچووک سەرەکی سەرەکیی "
    "ناوخۆیی دەرەکی بیانی بیانیی نێودەوڵەتی جیهانی نەتەوەیی نیشتمانی نیشتمانیی سیاسی سیاسیی "
    "ئابووری کۆمەڵایەتی کولتووری هونەری وەرزشی زانستی پزیشکی تەندروستی ئەندازیاری پیشەیی "
    "پیشەسازی بازرگانی بازرگانیی کشتوکاڵی خوێندن خوێندکار خوێندکاران قوتابی قوتابیان مامۆستا "
    "مامۆستایان گەنج گەنجان لاوان ژنان پیاوان منداڵان مناڵان پەنابەران کۆچبەران کرێکاران "
    "کارمەندان فەرمانبەران پارێزەران ڕۆژنامەنووسان هونەرمەندان نووسەران چالاکوانان "
    "ژینگەپارێزان خۆبەخش خۆبەخشان مرۆیی خێرخواز خێرخوازی کار کاری کارا فشار فشاری گوشار لۆبی "
    "کۆمپانیا کۆمپانیای کۆمپانیاکان وەبەرهێنان بازاڕ بانک سەرمایە واتسئاپ واتساپ وەتسئاپ "
    "فەیسبووک فەیسبوک تێلیگرام تێلگرام ڤایبەر سۆشیال میدیا میدیایی ئۆنلاین خوێن خوێنی تەمەن "
    "تەمەنی یارییەکان یاری یانە یانەکانی تیپ تیپی مۆسیقا میوزیک گۆرانی شانۆ فیلم سەما هەڵپەڕکێ "
    "ڕاوێژ ڕاوێژکاری لێکۆڵینەوە توێژینەوە چاودێری چاودێر چاودێران شارەزا شارەزایان پسپۆڕ "
    "پسپۆڕان پەرلەمانی پەرلەمانیی فراکسیۆن ئۆپۆزسیۆن ئۆپۆزیسیۆن قەیران قەیرانی قەیرانە چەکدار "
    "چەکدارەکان چەکداری چەکداریی تیرۆریست تیرۆریستان تیرۆریستی تیرۆریستیی توندڕەو توندئاژۆ "
    "جیهادی ئیسلامی ئیسلامیی شیعە شیعی شیعەکان سوننە سوننی مەسیحی تورکمانی عەرەبی کوردی ئێرانی "
    "عێراقی سووری سوری تورکی ئەمریکی ئیسرائیلی بەرگری بەرهەڵستکار بەرهەڵستکاری نهێنی ناسراو "
    "نەناسراو سەر نزیک نزیکی لایەنگر لایەنگری سەربە هاوپەیمان هاوپەیمانی هاوپەیمانان پشتیوان "
    "پشتیوانی یاخی یاخیبوو یاخیبووان شۆڕشگێڕ شۆڕشگێڕی ڕزگاری ڕزگاریخواز ئازادیخواز جیاخواز "
    "جوداخواز چەپ ڕاست قاچاخ قاچاخچی قاچاخچیان دز دزان مافیا مافیای تاوانکار تاوانکاری "
    "تاوانبار بکوژ تۆمەتبار هاکەر هاکەری هەکەر هێرش هێرشبەر هێرشبەری نیشتەجێبوون دابەش بەش "
    "بەشدار بەشداربوو سەرهەڵداو ئامادە دووهەم دووەم یەکەم سێیەم چوارەم پێنجەم شەشەم حەوتەم "
    "هەشتەم نۆیەم دەیەم کۆتا کۆتایی گەل خەڵک خەلک جەماوەر جەماوەری مەدەنی مەدەنیی ڕێکخراو "
    "ڕێکخراوی ڕێکخراوە کەس کەسی ئەندام ئەندامی زۆر کەم هەموو چەند هەندێک ئێمە ئێوە ئەوان "
    "ئەوانە خۆی خۆیان خۆمان دوو سێ چوار پێنج بیست حەوت ئەی بی سی دی وەک هەروەک بوون بوو کرد "
    "کرا دەکات دەکەن دەبێت هەیە نییە ئێستا دوێنێ ئەمڕۆ سنووردار ژینگەیی ژینگە ئیکۆلۆژیی "
    "ئیکۆلۆجی کرێکاری خوێندکاری ڕۆشنبیری ڕۆشنبیریی فێمینیستی ڕژێم ڕژێمی ئاسایش ئاسایشی پۆلیس "
    "پۆلیسی ناوخۆ ناوخۆی ئەمنی ئەمنیی پاراستن پاراستنی دیموکرات دیموکراتی یەکگرتوو یەکگرتووی "
    "نەتەوە نەتەوەی فریاگوزاری بەرگریی ئاشتی ئاشتیپارێزی دەریایی ئاسمانی ئاسمانیی زەمینی "
    "وشکانی "
    # Kurmanji
    "sipî komarê dadê edaletê me wan wê wî xwe nû mezin biçûk taybet taybetî yekemîn duyemîn "
    "xebatê ciwanan jinan xwendekaran karkeran civakî siyasî aborî çandî hunerî muzîkê şanoyê "
    "ewlehiyê ewlehiya asayîş asayîşê asayîşa çekdar çekdarî leşkerî polîs polîsê rejîmê "
    "hewayî neteweyên yekbûyî tenduristiyê mafên lêborîna hevkariya aştiyê "
    # Arabic
    "مسلحة مسلح المسلحة إرهابية ارهابية إرهابي مجهولة مجهول من في على التي الذي المقاومة "
    "الاحتلال مشاة ركن المرور السير السفن الطيران البيع الشراء التجارة السكان النزوح الأسعار "
    "تابعة موالية خارجة منشقة متطرفة متشددة الضغط العمل الحشد "
)
COMMON = _folded(_COMMON)
"""Words after a word for a group that are no name: armed, industrial, of students, second."""
