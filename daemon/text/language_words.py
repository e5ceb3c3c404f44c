"""What gives a language away: its commonest small words, endings and letters, with weights.

Words are compared by the loose key, so that text typed on an Arabic keyboard (ه for ە, ي for ێ,
و for ۆ) shows the same signs; endings by the match key, because ێ and ی are different endings.
Weights are by hand: 2 for a sign that the neighbours do not have, 1 for a good one, less for a
shared one.
"""

from __future__ import annotations

from collections.abc import Mapping

from daemon.model.language import Language

S, B, F = Language.SORANI, Language.BADINI, Language.SOUTHERN
A, P = Language.ARABIC, Language.PERSIAN
K, T, E = Language.KURMANJI, Language.TURKISH, Language.ENGLISH

Weights = Mapping[Language, float]
Signs = tuple[tuple[str, Weights], ...]

WORDS: Signs = (
    # Arabic script
    ("لە لەگەڵ لەسەر لەلایەن بەڵام دیکە لەناو لەم لەو بەم بەو", {S: 2, F: 0.5}),
    ("هەروەها ئەوە ئەمە ئەوان ئێستا دوای پێش نێوان ئەوەی بەپێی چونکە نییە خۆی ئەوەش", {S: 1.5}),
    ("دەکات دەکەن دەبێت کرا کراوە کردووە کران بووە بوون درا دراوە ڕایگەیاند گوتی وتی", {S: 2}),
    ("کردن دەستی سەر ناوچەی شاری ڕۆژی ساڵی سەرۆکی هێزەکانی سوپای", {S: 1}),
    ("بە", {S: 1, P: 1, F: 0.3}),
    ("کە", {S: 1, P: 1}),
    ("بۆ", {S: 1, B: 1}),
    ("ئەو ئەم هەر هەموو", {S: 0.7, F: 0.4, B: 0.3}),
    ("دا یان", {S: 0.4, B: 0.4}),
    ("ل ژ ژی کو یێن دگەل دێ", {B: 2}),
    ("ب د یێ یا", {B: 1.5}),
    ("ڤە ڤێ ڤی ڤان ئەڤ ئەڤە ئەڤرۆ ناڤ پشتی بەری نوکە گەلەک هەمی هەمیان وێ وی وان", {B: 2}),
    (
        "هات هاتە هاتن هاتنە هاتیە هاتینە کرن کر کرنا بوویە هەیە گۆت دبێژیت دبێژن کریە کرینە",
        {B: 1.5},
    ),
    ("سەرۆکێ هەرێما دەزگەهێ کوردستانێ عێراقێ وەزیرێ دهۆکێ زاخۆ هێزێن دەرڤە لسەر ژبەر", {B: 1.5}),
    ("ئێک دوو سێ هندەک نینە ئەز مە وەکو چاوا", {B: 0.7}),
    ("ئەڕا ئڕا وەگەرد گەرد ئەوەیش هەمیش وەل ئمڕوو لەباوەت کردگە کریاس بویە هەس نیە", {F: 2}),
    ("ک وە ئێ ئی", {F: 1.2}),
    ("في على إلى التي الذي هذا هذه كان قال عن أن إن بعد بين ذلك حيث خلال كما تم منذ", {A: 2}),
    ("من مع لا ما لم قد أو هو هي ثم", {A: 1, P: 0.3}),
    ("جنوبي شمالي شرقي غربي قرب إثر جراء أمام ضد مقتل إصابة القبض اعتقال يعلن تعلن", {A: 1}),
    ("در از را این است های برای آن شد شده می کرده خود ها بود نیز باید کنند گفت", {P: 2}),
    ("با تا یک هم بر", {P: 1.2}),
    # Latin script
    ("li ji ku û jî ya yê yên vê wê wî xwe hat hatin hate dike dikin kirin bûn heye nîne", {K: 2}),
    (
        "piştî berî navbera hêzên bajarê herêma kurdistanê iraqê gelek hemû derbarê got ligel",
        {K: 2},
    ),
    ("herî kêm kes hezar mirin kuştin ket kete ber hewlêrê xelkê rojava bakur başûr", {K: 1}),
    (
        "bi di bo ser kir bû ew ev em ez hûn wan min çi re ve nav bike dibe rojê salê layê ye",
        {K: 1},
    ),
    ("ne da de", {K: 0.5, T: 0.5}),
    ("ve", {T: 0.5}),
    ("bir bu için ile olarak olan oldu dedi daha çok gibi kadar sonra göre ise değil ki", {T: 2}),
    ("the of and to in is that for on was with as by at from said are were has have", {E: 2}),
    ("near after over into his their its who which out off up between against amid while", {E: 2}),
    (
        "two three four five six seven eight nine new kills killed attack attacks police army",
        {E: 1},
    ),
    ("security forces military troops bomb bombs drone drones rockets missiles border", {E: 1}),
)

PREFIXES: Signs = (
    ("دە نە", {S: 0.5}),
    ("لە بە", {S: 0.6}),
    ("ال", {A: 1.2}),
    ("وال بال لل", {A: 1}),
    ("di na", {K: 0.2}),
)

SUFFIXES: Signs = (
    ("ەکان ەکانی ەکە ەکەی ەکەو کانیان ێکی ەوەی ەوە ەوەو وەتەوە دووە راوە ێت کات کەوت", {S: 1}),
    ("یەکان یەکانی یەتی ییەوە یەکی یەک اندا کدا قدا تدا یدا کاندا یانەی اون ردا رێت", {S: 1}),
    ("کرد کرا کران کراو کراون کردنی دنی دن وون ران رانی ەکانمان دەبن", {S: 0.8}),
    ("ی", {S: 0.25}),
    ("ێن ێنە ەکێ ەکا کرن کرنا کرنێ تنا تنێ یێن نێ رێ تێ دێ انێ ندنا", {B: 1}),
    ("ێ ڤە", {B: 0.6, F: 0.1}),
    ("کر", {B: 0.5}),
    ("ەیل ەیلێ یگ ێگ ەگەی ەگان ەیلەگە", {F: 2}),
    ("ەگە", {F: 0.7}),
    ("ات ين ون تها", {A: 0.5}),
    ("های ند ترین", {P: 0.3}),
    ("ên ê anê eke ekê eka iye ine kirin andin înê iya", {K: 0.7}),
    ("lar ler dı nın nin ını mış miş yor lık lik tır dir", {T: 0.7}),
    ("ing tion sh th ght ck gh ss ers ies ows", {E: 0.9}),
    ("ed ly es", {E: 0.5}),
)

LETTERS: Signs = (
    ("ێ ۆ ڕ ە", {S: 0.12, B: 0.12, F: 0.1}),
    ("ڵ", {S: 0.5, F: 0.3}),
    ("ڤ", {B: 0.5}),
    ("ۊ", {F: 2}),
    ("پ چ ژ گ", {S: 0.15, B: 0.15, P: 0.15, F: 0.15}),
    ("ة أ إ ؤ", {A: 0.7}),
    ("\u064b \u064d \u0651", {A: 1}),  # tanwin and shadda
    ("ذ ض ظ ث ص ط", {A: 0.3, P: 0.15}),
    ("ê î", {K: 0.3}),
    ("û", {K: 0.2, T: 0.05}),
    ("ş ç", {K: 0.1, T: 0.1}),
    ("x w q", {K: 0.15}),
    ("ğ ı ö ü", {T: 0.4}),
)
