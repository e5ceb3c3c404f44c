"""How newsrooms say how many, who and where: one sentence for each construction."""

from __future__ import annotations

import pytest

from tests.stories.understood import account

LETTERS = {
    "k": "killed",
    "w": "wounded",
    "a": "arrested",
    "p": "kidnapped",
    "d": "displaced",
    "f": "families displaced",
}


def counts(told: str) -> dict[str, int]:
    """What ``k2 w3`` stands for."""
    return {LETTERS[one[0]]: int(one[1:]) for one in told.split()}


def read(text: str) -> dict[str, int]:
    """The counts of a text, whose title stands before ##."""
    title, _, body = text.rpartition("##")
    return {count.what.value: count.number for count in account(title, body).incident.counts}


SORANI = (
    ("٧ کەس کوژراون و ٩ کەسیش بریندارن.", "k7 w9"),
    ("لانیکەم ١٢ سەربازی عێراقی کوژران.", "k12"),
    ("٣ کەسی سڤیل کوژراون و ٤ ی دیکەش بریندارن.", "k3 w4"),
    ("پێنج کەس کوژران، سێیان منداڵن.", "k5"),
    ("چوار ئەندامی یەک خێزان لە بۆردومانێکدا گیانیان لەدەستدا.", "k4"),
    ("باوکێک و کوڕەکەی بە تەقینەوەی مین گیانیان لەدەستدا.", "k2"),
    ("باوک و کوڕێک لە تەقینەوەی مینێکدا بریندار بوون.", "w2"),
    ("ژنێک و دوو منداڵی کوژران لە هێرشێکی درۆنیدا.", "k3"),
    ("هەردوو سەرنشینی ئۆتۆمبێلەکە کوژران لە هێرشی درۆنەکەدا.", "k2"),
    ("لە ئەنجامی هێرشەکەدا دوو پێشمەرگە گیانیان سپارد و سێیەمیان بریندارە.", "k2 w1"),
    ("کوژران و برینداربوونی ١٢ کەس لە تەقینەوەیەکدا", ""),
    ("هێرشەکە دوو کوژراو و پێنج برینداری لێکەوتەوە.", "k2 w5"),
    ("تەقینەوەکە ژیانی سێ منداڵی کۆتایی پێهێنا.", "k3"),
    ("تەقینەوەکە گیانی پێنج کەسی سەند.", "k5"),
    ("تەقینەوەکە بووە هۆی گیان لەدەستدانی ژنێک و برینداربوونی هاوسەرەکەی.", "k1 w1"),
    ("سێ کەس بوونەتە قوربانی لە هێرشەکەدا و چواری تریش بریندار بوون.", "k3 w4"),
    ("چالاکوانی ناسراو ئازاد ئەحمەد لە بەردەم ماڵەکەی تیرۆرکرا.", "k1"),
    ("هێزە ئەمنییەکان بە تەقەکردن سێ خۆپیشاندەریان کوشت و بیستیان بریندار کرد.", "k3 w20"),
    ("٣٠ کەس بەهۆی ژەهراویبوونەوە گەیەنرانە نەخۆشخانە.", ""),
    ("چوار کەس بە برینداری گەیەنرانە نەخۆشخانە دوای تەقینەوەکە.", "w4"),
    ("لە تەقینەوەکەدا پێنج کەس برینیان قورسە.", "w5"),
    ("بەهۆی بۆردومانەکەوە ٤٠ خێزان ماڵەکانیان بەجێهێشت.", "f40"),
    ("لە هێرشەکەدا دوو کەس کوژران و یەکێکی دیکە بەسەختی سووتاوە.", "k2 w1"),
    ("سێ سەرباز لە هێرشەکەدا کوژران. دوو هێرشبەریش کوژران.", "k5"),
    ("سێ هاووڵاتی لە هێرشەکەدا کوژران. هێرشبەرێکیش کوژرا.", "k3"),
    ("پێنج گوندنشین ڕفێنران. ماوەی چەند ساڵێکە سەدان کەس گیراون.", "p5"),
    ("بەختەوەرانە کەس نەکوژراوە، بەڵام سێ کەس بە سووکی بریندارن.", "w3"),
)

NORTHERN = (
    ("بۆمبەک پەقی و ژیانا دوو زاڕۆکان ژ ناڤ بر.", "k2"),
    ("کوشتنا دوو کەسان و بریندارکرنا سێیێن دی د هێرشەکا چەکداری دا.", "k2 w3"),
    ("هەردوو سەرنشینێن ترۆمبێلێ هاتنە کوشتن ب درۆنێ.", "k2"),
    ("ژنەک و کچا خۆ د تەقەکرنەکێ دا هاتنە کوشتن.", "k2"),
    ("گوندیەکێ ٤٠ سالی ب تەقینا مینەکێ لنگێ خۆ ژ دەست دا.", "w1"),
    ("شەش کەس د پێکدادانەکێ دا هاتنە کوشتن کو سێ ژ وان سەرباز بوون.", "k6"),
    ("تۆپبارانا تورکیا سێ کەس بریندار کرن و ٢٠ خێزان ژ مالێن خۆ دەرکەفتن.", "w3 f20"),
    ("چ کەس نەهاتنە کوشتن و بتنێ زیانێن مادی هەبوون د هێرشێ دا.", ""),
    ("د تەقینا گوللەیەکا هاوەنێ دا دو زارۆک مرن و یێ سێیێ یێ بریندارە.", "k2 w1"),
    ("Du şahidan gotin ku çekdaran kalê gundî kuşt û kurê wî birîndar kirin.", "k1 w1"),
    ("Kalekî heftê salî bi guleyan hat kuştin û sekreterê wî birîndar bû.", "k1 w1"),
    ("Di êrîşa SİHAyê de endamek QSDê şehîd ket û yê din birîndar bû.", "k1 w1"),
    ("Bavek û du kurên wî di êrîşê de şehîd bûn.", "k3"),
    ("Êrîşê jiyana pênc kesan ji dest wan girt.", "k5"),
    ("Kuştina du ciwanan û birîndarkirina yê sêyemîn bi çekan.", "k2 w1"),
    ("Polîsan du ciwan kuştin û yek jî birîndar kirin.", "k2 w1"),
    ("Zarokek 8 salî di teqîna bombeyê de mir û birayê wî birîndar bû.", "k1 w1"),
    ("Herdu rêwiyên erebeyê di êrîşa dronê de şehîd bûn.", "k2"),
    ("Herî kêm 7 sivîl di êrîşa dronê de hatin qetilkirin.", "k7"),
    ("Hejmara miriyan di teqînê de gihîşt 9 kesan û ya birîndaran jî gihîşt 20.", "k9 w20"),
    ("DAIŞê sê şivan bi xwe re birin.", "p3"),
    ("Asayîşê şaneyeke DAIŞê ya ji çar kesan girt.", "a4"),
)

EDITIONS = (
    ("A roadside bomb killed a Peshmerga and wounded two others in Kirkuk.", "k1 w2"),
    ("Three civilians, including two children, were killed in shelling of Amedi.", "k3"),
    ("Gunmen shot and killed a police officer in Kirkuk.", "k1"),
    ("A man and his son were killed when a landmine exploded in Penjwen.", "k2"),
    ("A father and two of his children were wounded in the explosion in Kirkuk.", "w3"),
    (
        "The death toll rose to nine after two of the wounded succumbed to their injuries.",
        "k9",
    ),
    ("Five members of the same family were killed in an airstrike near Kobani.", "k5"),
    ("The attack in Kirkuk left at least three people dead and seven more injured.", "k3 w7"),
    ("Seven suspects were taken into custody in Kirkuk.", "a7"),
    ("Gunmen took two shepherds hostage in Hawija, police said.", "p2"),
    ("A 25-year-old kolbar was shot dead by Iranian border guards near Baneh.", "k1"),
    ("One dead, three injured in Kirkuk shooting##", "k1 w3"),
    ("The bombing claimed the lives of six people in Kirkuk.", "k6"),
    ("Four soldiers, an officer among them, were killed in an ambush in Kirkuk.", "k4"),
    ("Four soldiers and an officer were killed in an ambush in Kirkuk.", "k5"),
    ("Police killed the attacker and arrested two accomplices in Kirkuk.", "k1 a2"),
    ("The two brothers were gunned down outside their home in Kirkuk.", "k2"),
    ("A driver was killed and his passenger wounded in a drone strike in Sulaimani.", "k1 w1"),
    ("Ten people, among them three women, were arrested in Van.", "a10"),
    ("Thirty people were hospitalized with food poisoning in Erbil.", ""),
    ("مقتل شخص وإصابة آخر بهجوم مسلح في كركوك##", "k1 w1"),
    ("لقي أب وابنه مصرعهما بانفجار لغم في بنجوين.", "k2"),
    ("عثر على جثتين مجهولتي الهوية في كركوك عليهما آثار طلقات نارية.", "k2"),
    ("قتلت امرأة وطفلاها بقصف مدفعي في العمادية.", "k3"),
    ("ارتفعت حصيلة ضحايا التفجير في كركوك إلى 15 قتيلاً و30 جريحاً.", "k15 w30"),
    ("أسفر الهجوم عن سقوط أربعة قتلى وستة جرحى في كركوك.", "k4 w6"),
    ("تفكيك خلية لداعش مؤلفة من ستة إرهابيين في كركوك##", "a6"),
    ("قتل ثلاثة جنود بهجوم في كركوك. وقتلت القوة اثنين من المهاجمين.", "k5"),
    ("أسفر التفجير عن إصابة أحد عشر شخصاً ومقتل اثني عشر آخرين في كركوك.", "k12 w11"),
    ("لم يسفر القصف عن وقوع إصابات في أربيل.", ""),
)


@pytest.mark.parametrize(("text", "told"), [*SORANI, *NORTHERN, *EDITIONS])
def test_a_toll_is_read_however_it_is_said(text: str, told: str) -> None:
    assert read(text) == counts(told)


SIDES = (
    (
        "هێرشێکی داعش بۆ سەر پێگەیەکی سوپای عێراق لە کەرکووک سێ سەربازی کوشت.",
        "islamic-state:attacker iraqi-army:target",
    ),
    (
        "لە هێرشێکدا لەلایەن داعشەوە سێ پێشمەرگە شەهید بوون.",
        "islamic-state:attacker peshmerga:target",
    ),
    ("سێ پێشمەرگە بە دەستی چەکدارانی داعش شەهید کران.", "islamic-state:attacker peshmerga:target"),
    ("لە شەڕی نێوان پێشمەرگە و داعش دوو چەکدار کوژران.", ""),
    ("گوندەکانی ئامێدی لەلایەن سوپای تورکیاوە تۆپباران کران.", "turkish-armed-forces:attacker"),
    (
        "فڕۆکە جەنگییەکانی تورکیا بنکەکانی پەکەکەیان لە قەندیل بۆردومان کرد.",
        "turkish-air-force:attacker pkk:target",
    ),
    (
        "وەزارەتی بەرگریی تورکیا ڕایگەیاند، پێنج چەکداری پەکەکە لە باکووری عێراق کوژراون.",
        "pkk:target",
    ),
    ("پێشمەرگە دوو چەکداری داعشی کوشت.", "peshmerga:attacker islamic-state:target"),
    ("هەسەدە لە دێرەزوور سێ ئەندامی داعشی دەستگیر کرد.", "islamic-state:arrested"),
    ("ژ لایێ لەشکەرێ تورکیا ڤە گوندێ شیلادزێ هاتە تۆپبارانکرن.", "turkish-armed-forces:attacker"),
    (
        "فڕۆکەیێن تورکیا بارەگەهێن پەکەکێ ل مەتینا بۆردومان کرن.",
        "turkish-air-force:attacker pkk:target",
    ),
    (
        "Endamekî QSDê ji aliyê DAIŞê ve hat kuştin.",
        "islamic-state:attacker syrian-democratic-forces:target",
    ),
    (
        "Di êrîşa DAIŞê ya li ser xaleke QSDê de sê şervan şehîd bûn.",
        "islamic-state:attacker syrian-democratic-forces:target",
    ),
    ("QSDê şaneyeke DAIŞê li Hesekê girt.", "islamic-state:arrested"),
    ("QSDê ragihand ku sê endamên DAIŞê hatin kuştin.", "islamic-state:target"),
    ("Polîsan bi hinceta endamtiya PKKê 5 kes girtin li Wanê.", ""),
    ("Di navbera QSDê û DAIŞê de şer derket.", ""),
    (
        "Two Peshmerga were killed by ISIS militants in Makhmour.",
        "islamic-state:attacker peshmerga:target",
    ),
    ("The SDF arrested two ISIS members in Deir ez-Zor.", "islamic-state:arrested"),
    (
        "Peshmerga forces repelled an ISIS attack in Makhmour.",
        "islamic-state:attacker peshmerga:target",
    ),
    (
        "Drones struck a base of the Popular Mobilization Forces in Jurf al-Sakhar.",
        "popular-mobilization-forces:target",
    ),
    ("Clashes erupted between the SDF and Turkish-backed factions in Manbij, killing two.", ""),
    ("Two members of the PKK were killed in a drone strike in Sinjar.", "pkk:target"),
    ("قتل ثلاثة من البيشمركة على يد داعش في مخمور.", "islamic-state:attacker peshmerga:target"),
    ("ألقت قوات سوريا الديمقراطية القبض على اثنين من داعش في دير الزور.", "islamic-state:arrested"),
    (
        "استهدف الحرس الثوري الإيراني مقرات حزب كومله في السليمانية.",
        "islamic-revolutionary-guard-corps:attacker",
    ),
    (
        "Balafirên şer ên Tirkiyeyê sê caran bombe bi ser Metînayê de barandin.",
        "turkish-air-force:attacker",
    ),
    ("Parêzvanên sînor ên Îranê gule berdan kolberan.", "iranian-border-guards:attacker"),
    ("لە هێرشێکدا سێ کەس کوژران. درۆنەکە هی سوپای تورکیا بوو.", "turkish-armed-forces:attacker"),
    ("Two children were killed by a shell left from the war against ISIS in Sinjar.", ""),
)


@pytest.mark.parametrize(("text", "told"), SIDES)
def test_a_side_has_the_part_that_case_and_voice_give_it(text: str, told: str) -> None:
    found = account("", text).incident.actors
    acting = [one for one in found if one.role != "named" and one.type != "party"]
    roles = {f"{one.id}:{one.role}" for one in acting}
    assert roles == set(told.split())


PLACES = (
    ("کەسێکی خەڵکی هەولێر لە سنووری پێنجوێن بە مین کوژرا.", "penjwen"),
    ("هەولێر (کوردستان ٢٤) - لە سۆران تەقینەوەیەک ڕوویدا و کەسێک کوژرا.", "soran"),
    ("دوو هاووڵاتی سلێمانی لە کەرکووک ڕفێنران.", "kirkuk"),
    ("زەلامەکێ خەلکێ زاخۆ ل دهۆکێ هاتە کوشتن.", "duhok"),
    ("Ciwanekî ji Amûdê li Hesekê hat kuştin.", "hasakah"),
    ("A resident of Sulaimani was shot dead in Kirkuk.", "kirkuk"),
    (
        "ERBIL, Kurdistan Region - A bomb exploded in Khanaqin on Monday, killing two soldiers.",
        "khanaqin",
    ),
    ("Baghdad condemned the shelling of Zakho by Turkey that killed two people.", "zakho"),
    ("قتل شخص من أهالي أربيل بهجوم مسلح في كركوك.", "kirkuk"),
    (
        "ئەنکەرە: پێنج چەکدارمان کوشت##وەزارەت لە ئەنکەرە ڕایگەیاند لە زاپ پێنج چەکدار کوژران.",
        "zap",
    ),
    (
        "دوو پێشمەرگە کە لە داقوق شەهید بوون گەیەنرانە سلێمانی.",
        "daquq",
    ),
    (
        "Ankara: Me 4 kes kuştin##Wezaretê li Enqereyê got li Metînayê 4 kes hatin kuştin.",
        "metin",
    ),
    (
        "أنقرة تعلن مقتل خمسة في قنديل##أعلنت وزارة الدفاع في أنقرة مقتل خمسة مسلحين في قنديل.",
        "qandil",
    ),
    (
        "درۆن لە نزیک ماوەت##درۆنێک لە ڕێگای نێوان ماوەت و چوارتا لە سلێمانی دوو کەسی کوشت.",
        "mawat",
    ),
    (
        "تەرمێک لە بانە بە خاک سپێردرا##سەدان کەس کۆڵبەرێکیان کە لە مەریوان کوژرا بە خاک سپارد.",
        "mariwan",
    ),
)


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_the_place_is_where_it_happened_not_who_is_from_there_or_says_so(
    text: str, place: str
) -> None:
    title, _, body = text.rpartition("##")
    found = account(title, body).incident.place
    assert found is not None
    assert found.id == place


def test_the_day_of_a_burial_is_not_the_day_of_the_death() -> None:
    text = "بەیانی شەممە تەرمی ئەو کۆڵبەرەی دوێنێ لە مەریوان کوژرا لە گۆڕستانی بانە نێژرا."
    found = account("", text).incident
    assert (found.date.day.day, found.place and found.place.id) == (13, "mariwan")


NOBODY = (
    "هێزەکان دەستیان بەسەر پێنج تفەنگ و ٢٠٠ فیشەکدا گرت.",
    "پێنج دەستگیرکراو ئازاد کران دوای خۆپیشاندانەکە.",
    "هەوڵی ڕفاندنی دوو منداڵ پووچەڵ کرایەوە لە هەولێر.",
    "پۆلیس گوتی دوو کەس داواکراون بە تۆمەتی کوشتن.",
    "دو کەس هاتنە ئازادکرن پشتی ٢٠ ڕۆژان ژ گرتنێ.",
    "Serokê Herêmê bi malbata sê şehîdan re civiya.",
    "Five people were freed after being held hostage for ten days in Kirkuk.",
    "The court in Baghdad sentenced four men to death for a 2016 bombing.",
    "أفرجت السلطات عن 20 معتقلاً في كركوك.",
)


@pytest.mark.parametrize("text", NOBODY)
def test_weapons_the_freed_the_charged_and_what_was_only_tried_are_no_toll(text: str) -> None:
    assert read(text) == {}
