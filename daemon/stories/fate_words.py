"""Beginnings of Kurdish words, folded, that tell what people met with where no one word does."""

from __future__ import annotations

from daemon.text.spelling import fold


def starts(words: str) -> tuple[str, ...]:
    """The words of a text, folded: what another word may begin with."""
    return tuple(map(fold, words.split()))


LIFE = starts("گیان ژیان can jiyan giyan")
GIVEN = frozenset(starts("بەخت سپارد بەخشی دەستدا لەدەستدا ژدەستدا دەست لەدەست ژدەست dest jidest"))
TAKEN = starts("سەند ستاند کۆتایی ناڤبر بر stand girt dawî bir")
"""With these a number of people's lives is ended: jiyana sê kesan stand."""

LIMBS = starts("قاچ لاق لنگ پێی پێیێ پێیەک دەستێک دەستەک چاو چاڤ ling pê destê çav")
LOST = frozenset((*GIVEN, *starts("پەڕی پەڕین لەدەستداوە")))
HIT = fold("پێکەفتن")
WOUND = starts("برینەکەی برینەکانی برینی برینیان برینا برینێن birîna birînên")
GRAVE = starts("قورس سووک سەخت گران سڤک وی wî wê wan وان giran sivik")

BURNT = starts("سووتاو سووتان سوتی سۆت şewitî")
BADLY = frozenset(starts("بەسەختی سەختی بەتوندی توندی بەگرانی گرانی giran giranî"))
"""Whoever is badly burnt is hurt; houses and cars burn too, but not badly."""

HOSPITAL = starts("نەخۆشخان نەخوەشخان nexweşxan")
CARRIED = starts(
    "گەیەن گەیاند گەهاند ڕەوانە گواست ڤەگوهاست بران برایە برن rakir veguhest hilanîn birin"
)
ILL = starts("ژەهر نەخۆش نەساخ jehr nexweş کۆلێرا تەسەموم")

BECAME = frozenset(
    starts("بوونە بوون بوو بووە بوونەتە بووەتە دەبن دبن دەبنە بوینە bû bûn bûne bûye dibin")
)
"""Forms of 'to be' that make a victim of somebody: بوونە قوربانی, bûn qurban."""

LEFT = starts(
    "bûn derket derdik rev direv koç terik terk چۆڵ بەجێ جێ بەردا هێلا دەرکەفت دەرکەوت دەردکەڤ "
    "بهێل دهێل هێل hişt hêla"
)
HOMES = starts("malên malan gundên مالێن گوندێن ماڵەکانیان گوندەکانیان ماڵیان")

ATTEMPTS = starts("هەوڵی هەوڵێکی هەولا هەوڵدان هەولدان بزاڤا بزاڤەکا hewldan hewla")
CHARGED = starts("تۆمەتی تاوانی تۆمەتا تاوانا tawana sûcê tometa hinceta")
"""Before a noun of fate: it was tried, or somebody is charged with it."""
HAD = starts(
    "شتبوو رتبوو ردبوو رابوو ندبوو شتبوون رتبوون ردبوون رابوون ندبوون اتبوو اتبوون اتبوونە "
    "hatibû hatibûn ştibû rtibû ştibûn rtibûn iribû"
)
"""Endings of what had happened before: کوشتبوو, دانرابوو, hatibûn kuştin."""
CAME = starts("هات دهێ بهێ hat tê bê")
"""Passives of the north begin with a form of 'to come': هاتنە کوشتن, hatin kuştin."""
KILLED = frozenset(starts("kuştin kuşt کوشتن کوشت کوشتیان"))
MADE = frozenset(starts("kirin کرن کردن"))
"""Of an active verb the doers may be many, and whom they killed or hurt one."""
MANY = frozenset(
    starts("بوون بوونە کران کراون هاتنە هاتینە دهێنە دکەن hatin hatine bûn bûne in dikin tên نە")
)
ONE = frozenset(
    starts(
        "بوو بووە بوویە کرا کراوە هاتە هاتیە دهێتە hat hatiye hate bû bûye e ye ket kir tê دەبێت"
    )
)
ALONE = tuple(fold("x" + end)[1:] for end in ("را", "راوە", "رایە", "دارە", "مرد", "مردووە", "mir"))
"""Endings of a verb or a copula that is said of one: کوژرا, بریندارە."""
