"""Names of armed groups that nobody knows yet, in texts of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.stories.name_keys import skeleton
from daemon.stories.new_names import NewName, bare, key_of, new_names
from tests.stories.understood import rules


def found(text: str, title: str = "") -> list[NewName]:
    fields = {"title": title, "body": text}
    verdict = rules().match(fields)
    return list(new_names(fields, verdict.entities, rules().lexicon))


def names(text: str) -> list[str]:
    return [one.quote.surface for one in found(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("هێرشەکە لەلایەن سەرایا نەمروود ئەنجام درا.", "سەرایا نەمروود"),
        ("کەتیبەکانی زەرقان بەرپرسیارێتی هێرشەکەی گرتە ئەستۆ.", "کەتیبەکانی زەرقان"),
        ("سەرایا ئەولیائی سەحرا هێرشی کرد.", "سەرایا ئەولیائی سەحرا"),
        ("شەڕ لەنێوان سوپا و لیوای ئەبو نەسر ڕوویدا.", "لیوای ئەبو نەسر"),
        ("جەیش ئەلکەوسەر بەرپرسیارێتی گرتە ئەستۆ.", "جەیش ئەلکەوسەر"),
        ("گرووپی شەهباز هێرشی کردە سەر بنکەیەک.", "گرووپی شەهباز"),
        ("گرووپی چەکداری شەهباز دوو کەسی ڕفاند.", "گرووپی چەکداری شەهباز"),
        ("میلیشیای ئەلنەهار مووشەکی هاویشت.", "میلیشیای ئەلنەهار"),
        ("گرووپی «باڵەکانی نەورەس» هێرشەکەی گرتە ئەستۆ.", "گرووپی «باڵەکانی نەورەس"),
        ("گرووپێکی چەکدار بەناوی 'زەریان' دامەزرا.", "زەریان"),
        ("میلیشیایەکی نوێ بە ناوی باروود ڕاگەیەندرا.", "باروود"),
        ("هێزەکانی باروود هێرشیان کرد.", "هێزەکانی باروود"),
        # Badini
        ("گرۆپا شەهباز هێرش کرە سەر بنگەهەکێ.", "گرۆپا شەهباز"),
        ("کەتیبێن زەرقان هێرش کر.", "کەتیبێن زەرقان"),
        # Kurmanji
        ("Seraya Nemrûd êrîşî bingehekê kir.", "Seraya Nemrûd"),
        ("Koma Şahbaz êrîşî leşkeran kir û du leşker hatin kuştin.", "Koma Şahbaz"),
        ("Êrîş ji aliyê grûpa çekdar Şahbaz ve hat kirin.", "grûpa çekdar Şahbaz"),
        ("Komeke çekdar bi navê Bahoz êrîş kir.", "Bahoz"),
        ("میلیشیایەک ناسراو بە «هەڵۆکان» دامەزرا.", "هەڵۆکان"),
        # Arabic and English
        ("أعلنت جماعة تطلق على نفسها اسم «نسور الليل» مسؤوليتها.", "نسور الليل"),
        ("A group calling itself Night Eagles claimed the attack.", "Night Eagles"),
        ("The militia known as Liwa al-Kawthar fired rockets.", "Liwa al-Kawthar"),
        ("أعلنت سرايا النمرود مسؤوليتها عن الهجوم", "سرايا النمرود"),
    ],
)
def test_an_unknown_name_after_a_word_for_a_group_is_a_candidate(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "گرووپێکی چەکدار هێرشی کردە سەر بنکەیەک.",  # an armed group
        "گرووپی چەکدار هێرشی کردە سەر بنکەیەک.",
        "گرووپی چەکداری نەناسراو هێرشی کرد.",  # unknown
        "گرووپی پیشەسازی کۆبووەوە و هێرشەکەی شەرمەزار کرد.",  # an industrial group
        "گرووپی خوێندکاران لەدژی هێرشەکە خۆپیشاندانیان کرد.",  # of students
        "گرووپی قەیرانی نێودەوڵەتی باسی شەڕەکەی کرد.",  # the International Crisis Group
        "گرووپی حەوت هێرشەکەی شەرمەزار کرد.",  # the Group of Seven
        "گرووپی دووەم هێرشی کرد.",  # the second
        "گرووپی نوێیە و کەس نایناسێت.",
        "گرووپی داعش هێرشی کرد.",
        "گرووپی تیرۆریستی داعش هێرشی کرد.",
        "چەتەکانی دداعش هێرشیان کرد.",  # a slip of the finger
        "کەتیبەکانی حیزبوڵڵا هێرشیان کرد.",
        "بۆمبێک لە لیوای ٥٣ی پیادە تەقییەوە.",  # the 53rd infantry brigade
        "لیوای دووەم هێرشی کرد.",
        "لیوا یەحیا وتی هێرشەکە تێکشکا.",  # Major General Yahya
        "گرووپی یاریزان براوە بوو.",  # nobody fights
        "گرووپەکە هێرشی کرد.",
        "گرووپی سەر بە دەوڵەت هێرشی کرد.",
        "هێزەکانی ڕژێم تەقەیان لە خۆپیشاندەران کرد.",  # of the regime
        "هێزەکانی ئاسایش هێرشبەرێکیان دەستگیر کرد.",  # of security
        "هێزەکانی ئەمریکا هێرشیان کرد.",
        "کەتیبەکەیدا چوونە ناو شەڕەکە.",
        "Seraya Sipî êrîş şermezar kir.",  # the White House
        "Li taxa Xiwêran bombeyek teqiya.",  # a quarter
        "koma çekdar êrîş kir.",
        "Hêzên Ewlehiyê êrîşkar girtin.",
        "Rêxistina Neteweyên Yekbûyî êrîş şermezar kir.",
        "Koma me êrîş kir.",
        "گەنجێک بەناوی ئازاد کوژرا.",  # a young man called Azad
        "جماعة مسلحة هاجمت القاعدة",
        "A group called for talks after the attack.",
        "A man known as Night Eagle was killed.",
    ],
)
def test_words_and_known_names_are_no_candidates(text: str) -> None:
    assert names(text) == []


def test_a_candidate_says_where_it_stands_and_keeps_its_sentence() -> None:
    text = "ڕستەی یەکەم. هێرشەکە لەلایەن سەرایا نەمروودەوە بوو. ڕستەی دواتر."
    (one,) = found("هیچ نییە.", title=text)
    assert one.quote.field == "title"
    assert text[one.quote.start : one.quote.end] == one.quote.surface
    assert one.context == "هێرشەکە لەلایەن سەرایا نەمروودەوە بوو"


def test_of_a_long_sentence_what_stands_around_is_kept() -> None:
    text = "وشە " * 300 + "سەرایا نەمروود " + "وشە " * 300
    (one,) = found(text)
    assert "سەرایا نەمروود" in one.context
    assert len(one.context) < 450


def test_an_article_names_a_candidate_once() -> None:
    assert len(found("سەرایا نەمروود هێرشی کرد. سەرایای نەمرود هێرشی کردەوە.")) == 1


SPELLINGS = (
    *("سەرایا نەمروود", "سەرایا نەمرود", "سەرایای نەمروود", "سەرایا ئەلنەمروود", "سرايا النمرود"),
    *("سرايا نمرود", "Seraya Nemrûd", "Saraya al-Nimrud", "سەرایا نەمروودیش", "سەرایا نەمروودەوە"),
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_and_scripts_fall_together(spelling: str) -> None:
    assert key_of(spelling) == key_of(SPELLINGS[0])


def test_the_key_does_not_depend_on_an_everyday_word_before_the_name() -> None:
    keys = {key_of(name) for name in ("گرووپی شەهباز", "شەهباز", "میلیشیای چەکداری شەهباز")}
    assert len(keys) == 1
    assert key_of("سەرایا شەهباز") not in keys, "the brigades of a name are not its battalions"
    assert key_of("سەرایا شەهباز") != key_of("کەتیبەکانی شەهباز")


def test_short_names_keep_their_vowels() -> None:
    assert skeleton(["نەوا"]) != skeleton(["نۆ"])
    assert skeleton(["خوراسانی"]) == skeleton(["Xorasanî"]) == skeleton(["Khorasani"])


def test_the_bare_name_has_no_everyday_word_before_it() -> None:
    assert bare("گرووپی چەکداری شەهباز") == "شەهباز"
    assert bare("Koma Şahbaz") == "Şahbaz"
    assert bare("سەرایا نەمروود") == "سەرایا نەمروود"
    assert bare("گرووپی") == "گرووپی"


def test_half_a_name_is_none() -> None:
    assert names("") == names("سەرایا") == names("گرووپی «") == names("بەناوی '") == []
    assert names("koma\nSeraya") == names("سەرایا\n'باروود'") == []
    assert names("ئەو گرووپی. چەکداری شەهباز هێرشی کرد") == []


WORDS = st.sampled_from(
    (
        *("سەرایا", "گرووپی", "چەکداری", "بەناوی", "نەمروود", "ئەل", "هێرشی", "'باروود'", "«ئا"),
        *("53", "koma", "Seraya", "Şahbaz", "bi", "navê", "X"),
    )
)
PIECES = st.lists(WORDS | st.text(max_size=6), max_size=12)


@given(PIECES, st.sampled_from((" ", "", "\u200c", "\n", " - ", ". ")))
def test_any_text_is_read_and_a_candidate_stands_where_it_says(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    for one in new_names({"body": text}, (), rules().lexicon):
        assert text[one.quote.start : one.quote.end] == one.quote.surface
        assert one.quote.surface in one.context
        assert one.key
        assert key_of(one.quote.surface)
