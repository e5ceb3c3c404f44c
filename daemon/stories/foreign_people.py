"""Words for people in English and Arabic: one, two (the Arabic dual), or more of them."""

from __future__ import annotations

from collections.abc import Iterator


def listed(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())


ONE_ENGLISH = (
    "person man woman child boy girl civilian soldier fighter militant member policeman officer "
    "shepherd activist journalist suspect villager resident worker farmer guerrilla gunman kolbar "
    "student teacher citizen protester demonstrator guard commander driver passenger teenager "
    "youth infant baby "
    "attacker assailant bomber perpetrator accomplice smuggler merchant trader businessman lawyer "
    "doctor engineer employee contractor politician lawmaker mayor sheikh cleric imam bodyguard "
    "bystander pedestrian motorcyclist refugee migrant tourist prisoner detainee inmate hunter "
    "fisherman mechanic sergeant captain colonel major lieutenant general brigadier official "
    "reporter photographer paramedic medic firefighter adolescent minor operative jihadist "
    "insurgent terrorist extremist recruit conscript sniper cadre peshmerga"
)
MORE_ENGLISH = (
    "people men women children policemen troops personnel gunmen police youths babies "
    "businessmen victims"
)
KIN_ENGLISH = (
    "father mother son daughter brother sister wife husband parent sibling cousin nephew niece "
    "uncle aunt grandfather grandmother companion colleague relative friend fiancee infant"
)
ONE_ARABIC = (
    "شخص شخصا جندي جنديا عنصر عنصرا طفل طفلا طفلة امرأة رجل رجلا شاب شابا شابة فتى فتاة ضابط ضابطا "
    "شرطي شرطيا راع راعي راعيا قتيل قتيلة جريح جريحة شهيد جثة عامل عاملا طالب طالبا طالبة "
    "حارس حارسا تاجر تاجرا "
    "طبيب طبيبا سجين سيدة قيادي قياديا مسن مقاتل مقاتلا مدني مدنيا مدنية ناشط ناشطا صحفي صحفيا "
    "صحافي مواطن مواطنا مزارع مزارعا متهم متهما مسلح مسلحا إرهابي إرهابيا متظاهر متظاهرا منتسب "
    "منتسبا سائق سائقا لاجئ عتال عتالا كولبر إعلامي محام محاميا مهندس مهندسا مدرس معلم معلما "
    "مهاجم مهاجما انتحاري مطلوب مطلوبا داعشي مشتبه مشتبها شيخ شيخا"
)
MORE_ARABIC = (
    "أشخاص جنود عناصر أطفال نساء رجال شباب شبان ضباط رعاة عمال طلاب حراس تجار أطباء مدنيين مدنيون "
    "مواطنين مواطنون إرهابيين إرهابيون متهمين متهمون مسلحين مقاتلين ناشطين صحفيين متظاهرين منتسبين "
    "مزارعين مهاجمين مهاجمون مطلوبين مشتبه دواعش بيشمركة قتلى قتيلا جرحى جريحا مصابين مصابا شهداء "
    "جثث ضحايا أفراد"
)
_PLURAL_IN_IN = listed(
    "مدني ناشط صحفي صحافي مواطن مزارع متهم مسلح إرهابي متظاهر منتسب سائق لاجئ عتال إعلامي محام "
    "مهندس مدرس معلم انتحاري مطلوب داعشي قيادي"
)
"""Of these the plural ends in -ين like the dual of others: only -ان says two."""

_CLOSE_KIN = ("طفل", "ولد", "ابن", "نجل", "شقيق")
_KIN_IN_T = ("ابن", "شقيق", "طفل", "زوج", "والد")  # ابنة, زوجة, والدة
_POSSESSED = ("ه", "ها")


def duals() -> Iterator[str]:
    """شخصان, شخصين, جثتين; طفلاها, ابنيه."""
    for word in {*ONE_ARABIC.split(), *_CLOSE_KIN}:
        if word.endswith("ا"):
            continue
        stem = word[:-1] + "ت" if word.endswith("ة") else "راعي" if word == "راع" else word
        yield stem + "ان"
        if word not in _PLURAL_IN_IN:
            yield stem + "ين"
    for stem in (*_CLOSE_KIN, "ابنت", "بنت", "شقيقت", "والد"):
        yield from (stem + case + whose for case in "اي" for whose in _POSSESSED)


def kin() -> Iterator[str]:
    """أب, وابنه, زوجته: one, by his part in a family."""
    yield from listed("أب أم والد والدة أخ أخت زوج زوجة شقيق شقيقة أبوه والداه")
    for whose in _POSSESSED:
        yield from (stem + whose for stem in (*_CLOSE_KIN, "زوج", "والد", "رفيق", "سائق"))
        yield from (stem + "ت" + whose for stem in _KIN_IN_T)


def plurals(words: str) -> Iterator[str]:
    """The English plurals of these words."""
    for word in words.split():
        if word.endswith("man"):
            yield word[:-3] + "men"
        elif word not in ("child", "woman"):
            yield word + "s"
    yield "wives"
