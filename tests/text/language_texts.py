"""Short news sentences of our own in every language that has to be told apart."""

from __future__ import annotations

from daemon.model.language import Language

SENTENCES: dict[Language, tuple[str, ...]] = {
    Language.SORANI: (
        "هێزەکانی پێشمەرگە لە نزیک کەرکووک هێرشێکی چەکدارانیان تێکشکاند",
        "دوێنێ شەو دوو کەس لە ناوچەی سەیدسادق کوژران و سێ کەسی دیکە بریندار بوون",
        "وەزیری ناوخۆ ڕایگەیاند کە لێکۆڵینەوە لە ڕووداوەکە بەردەوامە",
        "بەهۆی بارانی زۆرەوە ڕێگای سەرەکیی هەولێر و سۆران داخراوە",
        "نرخی نەوت لە بازاڕەکانی جیهاندا دابەزی",
        "یاریزانەکە لە کۆتا خولەکدا گۆڵی سەرکەوتنی تۆمار کرد",
        "پۆلیسی سلێمانی تۆمەتبارێکی دەستگیر کرد",
        "ئەمڕۆ پەرلەمان دانیشتنی خۆی دەکات",
    ),
    Language.BADINI: (
        "هێزێن پێشمەرگەی ل نێزیکی کەرکووکێ هێرشەکا چەکداران تێکشکاند",
        "شەڤا بۆری دوو کەس ل دەڤەرا زاخۆ هاتنە کوشتن و سێ کەسێن دی بریندار بوون",
        "وەزیرێ ناڤخۆ گۆت کو ڤەکۆلین ل سەر رویدانێ بەردەوامە",
        "ژ بەر بارانێ رێکا سەرەکی یا دهۆک و ئامێدیێ هاتە گرتن",
        "بهایێ پترۆلێ ل بازارێن جیهانێ کێم بوو",
        "پۆلیسێن دهۆکێ تۆمەتبارەک دەستەسەر کر",
        "ئەڤرۆ پەرلەمان دێ روینشتنا خۆ کەت",
        "مامۆستایێن پارێزگەها دهۆکێ داخوازا مووچێن خۆ دکەن",
    ),
    Language.KURMANJI: (
        "Hêzên pêşmerge li nêzîkî Kerkûkê êrîşeke çekdaran têk birin",
        "Şeva borî li Şengalê du kes hatin kuştin û sê kes birîndar bûn",
        "Wezîrê navxweyî got ku lêpirsîna bûyerê didome",
        "Ji ber baranê rêya sereke ya Hewlêr û Soranê hatiye girtin",
        "Bihayê petrolê li bazarên cîhanê daket",
        "Polîsên Amedê sê ciwan desteser kirin",
        "Îro parlamento dê civîna xwe bike",
        "Lîstikvan di deqeya dawî de gola serkeftinê avêt",
    ),
    Language.SOUTHERN: (
        "سەرۆک حکوومەت عراق ئمڕوو وەگەرد باڵیۆزەیل بیانی گرد بوی",
        "هێزەیل ئەمنی چوار چەکدار لە پەلامارێگ کوشتن",
        "وەزارەت نەفت ئەڕا ئەو کارە کومیتەیگ دروس کرد",
        "هاوڵاتیەیل خانەقین داوای خزمەتگوزاری زیاتر کەن وە دەوڵەت",
        "پۆلیس لە کرماشان دوو دزەیل گردگە",
    ),
    Language.ARABIC: (
        "قتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب كركوك",
        "أعلنت وزارة الداخلية العراقية إلقاء القبض على أربعة إرهابيين في أربيل",
        "ارتفعت أسعار النفط اليوم في الأسواق العالمية",
        "قال رئيس الوزراء إن الحكومة ستعقد جلستها غدا",
        "انفجرت عبوة ناسفة من دون وقوع خسائر",
    ),
    Language.PERSIAN: (
        "سه سرباز در حمله افراد مسلح به یک پاسگاه در نزدیکی مهاباد کشته شدند",
        "وزارت کشور اعلام کرد که چهار نفر را در سنندج بازداشت کرده است",
        "قیمت نفت امروز در بازارهای جهانی افزایش یافت",
        "رئیس جمهور گفت دولت فردا جلسه خود را برگزار می‌کند",
        "بر اثر انفجار مین دو کولبر زخمی شدند و این خبر تایید شد",
    ),
    Language.TURKISH: (
        "Hakkari'de düzenlenen operasyonda üç kişi gözaltına alındı",
        "İçişleri Bakanlığı saldırı ile ilgili bir açıklama yaptı",
        "Petrol fiyatları bugün dünya piyasalarında yükseldi",
        "Cumhurbaşkanı yeni kabine için görüşmelere başladı",
        "Diyarbakır'da bomba patladı ve iki asker yaralandı",
    ),
    Language.ENGLISH: (
        "Three soldiers were killed in an attack on a checkpoint near Kirkuk",
        "The interior ministry said that four suspects had been arrested in Erbil",
        "Oil prices rose on world markets today as demand is expected to grow",
        "A bomb exploded in Mosul and two people have been wounded",
        "The prime minister said the cabinet would meet on Sunday",
    ),
}
