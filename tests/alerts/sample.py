"""A day of articles, written for the tests and the pictures, in three kinds of Kurdish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from daemon.model.article import Match, Origin, Precision, Severity, StoredArticle
from daemon.model.language import Language
from daemon.model.outcome import Reason
from daemon.model.post import DigestContent, DigestPeriod, Recipient, SourceHealth

DUE = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)  # 07:00 in Baghdad
ANALYST = Recipient(name="morning desk", address="analyst@example.org", channel="maildir")

Term = tuple[str, str, str]  # category, term, surface as it stands in title or body


def article(
    number: int, title: str, body: str, terms: Iterable[Term] = (), **more: object
) -> StoredArticle:
    """A stored, flagged article; every surface of ``terms`` becomes a match wherever it stands."""
    found = [match for term in terms for match in _matches(title, body, *term)]
    plain = StoredArticle(
        id=number,
        source="rudaw-ckb",
        url=f"https://www.example.org/news/{number}",
        title=title,
        body=body,
        published_at=DUE - timedelta(hours=number),
        precision=Precision.MINUTE,
        first_seen_at=DUE - timedelta(hours=number) + timedelta(minutes=6),
        language=Language.SORANI,
        origin=Origin.PAGE,
        revision=1,
        flagged=True,
        score=sum(match.weight for match in found),
        severity=Severity.HIGH,
        categories=tuple(dict.fromkeys(match.category for match in found)),
        matches=tuple(found),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def _matches(title: str, body: str, category: str, term: str, surface: str) -> list[Match]:
    return [
        Match(category, term, field, surface, start, start + len(surface), 2.0)
        for field, text in (("title", title), ("body", body))
        for start in range(len(text))
        if text.startswith(surface, start)
    ]


def articles() -> tuple[StoredArticle, ...]:
    """Sorani, Badini and Kurmanji, with Latin names, numbers and one link not to be followed."""
    return (
        article(
            1,
            "دوو درۆن هێرشیان کردە سەر کێڵگەیەکی گاز لە سنووری چەمچەماڵ",
            "دوو درۆنی بارکراو بە تەقەمەنی بەرەبەیانی ئەمڕۆ هێرشیان کردە سەر کێڵگەیەکی گاز "
            "لە سنووری "
            "قەزای چەمچەماڵ. بەگوێرەی سەرچاوەیەکی ئەمنی، یەکێک لە درۆنەکان پێش گەیشتن بە ئامانج "
            "خراوەتە خوارەوە و ئەوی دیکە زیانی بە عەمبارێکی سووتەمەنی گەیاندووە.\n"
            "هیچ لایەنێک بەرپرسیارێتیی هێرشەکەی لە ئەستۆ نەگرتووە.",
            [
                ("drone_attack", "drone", "درۆنی"),
                ("drone_attack", "drone", "درۆنەکان"),
                ("drone_attack", "drone", "درۆن"),
                ("drone_attack", "attack", "هێرشیان"),
                ("drone_attack", "attack", "هێرشەکەی"),
                ("energy", "gas field", "کێڵگەیەکی گاز"),
            ],
            severity=Severity.CRITICAL,
        ),
        article(
            2,
            "Li Qamişloyê balafireke bêmirov li otomobîlekê xist, sê kes hatin kuştin",
            "Êvara duh balafireke bêmirov li rojhilatê bajarê Qamişloyê li otomobîlekê xist. "
            "Li gorî "
            "çavkaniyên herêmî, sê kes hatin kuştin û yek jî bi giranî birîndar bû. Hêzên "
            "Ewlehiya Navxweyî "
            "cihê bûyerê girt û lêkolîn da destpêkirin.",
            [
                ("drone_attack", "drone", "balafireke bêmirov"),
                ("killing", "killed", "hatin kuştin"),
            ],
            severity=Severity.CRITICAL,
            language=Language.KURMANJI,
            source="ronahi-kmr",
            origin=Origin.FEED_CONTENT,
        ),
        article(
            3,
            "ئاسایشی هەولێر: تۆڕێکی قاچاخچێتیی چەک دەستگیرکرا و 14 پارچە چەک و F-16 ساختە "
            "دەستی بەسەردا گیرا",
            "بەڕێوەبەرایەتیی ئاسایشی هەولێر رایگەیاند، لە ئۆپەراسیۆنێکدا کە 36 کاتژمێری "
            "خایاند، پێنج کەس "
            "دەستگیرکران کە تۆمەتبارن بە قاچاخچێتیی چەک لە نێوان سنوورەکانی پارێزگاکانی "
            "هەولێر و کەرکووک و "
            "نەینەوا و بەڕێوەبردنی گرووپێک لە تۆڕە کۆمەڵایەتییەکان کە تێیدا چەک و تەقەمەنی و "
            "پارچەی یەدەگی "
            "ئۆتۆمبێلی سەربازییان دەفرۆشت و پارەکەیان لە ڕێگەی حەواڵەوە دەناردە دەرەوەی وڵات "
            "بۆ چەند کەسێک.",
            [
                ("arrest", "arrested", "دەستگیرکرا"),
                ("arrest", "arrested", "دەستگیرکران"),
                ("weapons_smuggling", "weapons smuggling", "قاچاخچێتیی چەک"),
            ],
            revision=3,
        ),
        article(
            4,
            "ل ئامێدیێ ژ ئەگەرێ تۆپبارانکرنێ خەلکێ سێ گوندان مالێن خۆ بەردان",
            "ژ ئەگەرێ تۆپبارانا دژوار ل سەر چیایێ مەتینا، خەلکێ سێ گوندێن سنۆرێ ئامێدیێ "
            "مالێن خۆ بەردان و "
            "بەرەڤ دهۆکێ چوون. قایمقامێ ئامێدیێ گۆت کو تا نوکە چو زیانێن گیانی نینن.",
            [
                ("shelling", "shelling", "تۆپبارانکرنێ"),
                ("shelling", "shelling", "تۆپبارانا"),
                ("displacement", "left their homes", "مالێن خۆ بەردان"),
            ],
            language=Language.BADINI,
            source="duhok-bad",
            precision=Precision.DAY,
        ),
        article(
            5,
            "دادگای تاوانی سلێمانی سزای 15 ساڵ زیندانی بۆ دوو تۆمەتباری تیرۆر دەرکرد",
            "دادگای تاوانی سلێمانی سزای 15 ساڵ زیندانیی بەسەر دوو تۆمەتباردا سەپاند. "
            "هەردووکیان لە ساڵی "
            "2024 لە ناوچەی گەرمیان دەستگیرکرابوون و بە پێی ماددەی 4 ی یاسای دژەتیرۆر "
            "دادگایی کران.",
            [("trial", "sentence", "سزای"), ("terrorism", "terrorism", "تیرۆر")],
            severity=Severity.MEDIUM,
            url="javascript:alert(1)",
            published_at=None,
            precision=Precision.UNKNOWN,
        ),
        article(
            6,
            "Şandeke ewlehiyê ya Hewlêrê serdana Bexdayê kir",
            "Şandeke ewlehiyê ya Herêma Kurdistanê îro gihîşt Bexdayê. Mijara sereke ya "
            "civînê ewlehiya "
            "navçeyên bi nakok û hevahengiya di navbera Pêşmerge û artêşa Iraqê de ye.",
            [
                ("security_forces", "peshmerga", "Pêşmerge"),
                ("security_forces", "army", "artêşa Iraqê"),
            ],
            severity=Severity.LOW,
            language=Language.KURMANJI,
            source="ronahi-kmr",
            origin=Origin.FEED_SUMMARY,
        ),
    )


def health(source: str, outlet: str, **more: object) -> SourceHealth:
    """A source that answered ten minutes before the digest was due."""
    well = SourceHealth(
        source=source,
        outlet=outlet,
        enabled=True,
        polled_at=DUE - timedelta(minutes=10),
        next_poll_at=DUE + timedelta(minutes=5),
        failures=0,
        problem=None,
        problem_detail="",
        problem_since=None,
        articles=40,
        flagged=3,
    )
    return replace(well, **more)  # type: ignore[arg-type]


def sources() -> tuple[SourceHealth, ...]:
    """Three that are well, two that are not, one that is switched off."""
    return (
        health("duhok-bad", "ئەڤرۆ"),
        health(
            "kirkuk-ckb",
            "کەرکووک نیوز",
            failures=12,
            problem=Reason.DEADLINE,
            problem_detail="no byte came in 20 s",
            problem_since=DUE - timedelta(hours=19),
        ),
        health("old-ckb", "Old", enabled=False, problem=Reason.GONE),
        health("ronahi-kmr", "Ronahî"),
        health("rudaw-ckb", "ڕووداو"),
        health(
            "sharpress-ckb",
            "Sharpress",
            failures=1,
            problem=Reason.BROKEN_FEED,
            problem_detail="mismatched tag: line 12, column 4",
            problem_since=DUE - timedelta(hours=1),
        ),
    )


def content(found: Iterable[StoredArticle] | None = None, **more: object) -> DigestContent:
    """The digest of 21 November, made on time, unless ``more`` says otherwise."""
    day = DigestContent(
        period=DigestPeriod("morning desk 07:00", "morning desk", date(2026, 11, 21), DUE),
        now=DUE + timedelta(seconds=20),
        late=timedelta(seconds=20),
        articles=articles() if found is None else tuple(found),
        read=312,
        sources=sources(),
        next_due_at=DUE + timedelta(days=1),
    )
    return replace(day, **more)  # type: ignore[arg-type]
