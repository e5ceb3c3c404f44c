"""A full day as a digest tells it: stories told before and new ones, a surge, claims, a toll."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from daemon.alerts.message import digest_message
from daemon.model.alert import StoryNews
from daemon.model.article import Precision, Severity, StoredArticle
from daemon.model.language import Language
from daemon.model.post import (
    DigestContent,
    DigestMemory,
    Message,
    Recipient,
    ToldStory,
    Usual,
)
from daemon.model.story import (
    Account,
    Actor,
    Count,
    EventDate,
    Incident,
    Place,
    Quote,
    Range,
    Role,
    Standing,
    Story,
    Victims,
)
from tests.alerts.sample import ANALYST, DUE, article, articles, content, health, sources

QUOTE = Quote("body", "x", 0, 1)
HOUR = timedelta(hours=1)
NAMES = {
    "drone_attack": "Rockets, missiles and drones",
    "energy": "Energy",
    "killing": "Assassinations and killings",
    "arrest": "Arrests and security operations",
    "weapons_smuggling": "Crime",
    "shelling": "Air strikes and shelling",
    "displacement": "Displacement",
    "trial": "Courts",
    "terrorism": "ISIS and terrorism",
    "security_forces": "Borders and movements of forces",
}
YESTERDAY = DUE - timedelta(days=1)


def place(name: str, kind: str, governorate: str, *land: str) -> Place:
    """A place in a governorate, which lies in ``land``."""
    around = governorate.lower().replace(" ", "-")
    found = name.lower().replace(" ", "-")
    return Place(found, name, kind, QUOTE, parents=(around, *land), admin1=governorate)


REGION = ("kurdistan-region", "iraq")
SULAYMANIYAH, ERBIL, DUHOK = (f"{name} Governorate" for name in ("Sulaymaniyah", "Erbil", "Duhok"))
RESISTANCE = Actor("iri", "Islamic Resistance in Iraq", "armed_group", Role.CLAIMED_BY, QUOTE)
TURKISH = Actor("tsk", "Turkish Armed Forces", "security_force", Role.ATTACKER, QUOTE)
ASAYISH = Actor("asayish", "Asayish of Erbil", "security_force", Role.NAMED, QUOTE)


def more() -> tuple[StoredArticle, ...]:
    """Two further reports of the first event, and two further events."""
    return (
        article(
            7,
            "هێرشی درۆن بۆ سەر کێڵگەی گاز لە چەمچەماڵ زیانی بە عەمبارێک گەیاند",
            "دوو درۆن کێڵگەیەکی گازیان لە چەمچەماڵ کردە ئامانج.",
            [("drone_attack", "drone", "درۆن")],
            source="kirkuk-ckb",
            severity=Severity.CRITICAL,
        ),
        article(
            8,
            "Li Çemçemalê du dronan êrîşî qada gazê kirin",
            "Du dronan êrîşî qadeke gazê li Çemçemalê kirin û zirar gihandin embarekê.",
            [("drone_attack", "drone", "dronan"), ("drone_attack", "attack", "êrîşî")],
            source="ronahi-kmr",
            language=Language.KURMANJI,
            severity=Severity.CRITICAL,
        ),
        article(
            9,
            "درۆنێک ئۆتۆمبێلێکی لە نزیک ماوەت کردە ئامانج",
            "بەیانیی ئەمڕۆ درۆنێک ئۆتۆمبێلێکی لە نزیک ماوەت کردە ئامانج و دوو کەس کوژران. "
            "هێزە ئەمنییەکان شوێنەکەیان گرت.",
            [("drone_attack", "drone", "درۆنێک"), ("killing", "killed", "کوژران")],
            source="rudaw-ckb",
            severity=Severity.CRITICAL,
        ),
        article(
            10,
            "درۆنێک لە ئاسمانی هەولێر خرایە خوارەوە",
            "هێزەکانی ئاسایش درۆنێکیان لە ئاسمانی هەولێر خستە خوارەوە و کەس زیانی پێنەگەیشت.",
            [("drone_attack", "drone", "درۆنێکیان")],
            source="sharpress-ckb",
        ),
    )


def every() -> tuple[StoredArticle, ...]:
    """All articles of the day."""
    return (*articles(), *more())


def story(number: int, told: tuple[int, ...], categories: tuple[str, ...], **more: object) -> Story:
    """A story of these articles, told by each in words of its own."""
    by_id = {one.id: one for one in every()}
    own = [by_id[one] for one in told if one in by_id]
    plain = Story(
        title=own[0].title,
        articles=told,
        first_at=DUE - 20 * HOUR,
        last_at=DUE - HOUR,
        day=EventDate(DUE.date(), Precision.DAY),
        categories=categories,
        kinds=("drone",),
        place=None,
        actors=(),
        weapons=(),
        ranges=(),
        statuses=(),
        severity=own[0].severity or Severity.LOW,
        sources=len({one.source for one in own}),
        independent=len({one.source for one in own}),
        id=number,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def stories() -> tuple[Story, ...]:
    """The events of the day."""
    return (
        story(
            41,
            (1, 7, 8),
            ("drone_attack", "energy"),
            place=place("Chamchamal", "district", SULAYMANIYAH, *REGION),
            actors=(RESISTANCE,),
            statuses=(Standing.CLAIMED, Standing.UNCONFIRMED),
        ),
        story(
            42,
            (2, 90, 91),
            ("drone_attack", "killing"),
            place=place("Qamishli", "city", "Hasakah Governorate", "syria"),
            actors=(TURKISH,),
            ranges=(Range(Victims.KILLED, 3, 5, (2, 90)), Range(Victims.WOUNDED, 1, 1, (2,))),
            sources=3,
            independent=3,
        ),
        story(
            43,
            (9,),
            ("drone_attack", "killing"),
            place=place("Mawat", "district", SULAYMANIYAH, *REGION),
            ranges=(Range(Victims.KILLED, 2, 2, (9,)),),
        ),
        story(
            44,
            (3,),
            ("arrest", "weapons_smuggling"),
            kinds=("arrest",),
            place=place("Erbil", "city", ERBIL, *REGION),
            actors=(ASAYISH,),
            ranges=(Range(Victims.ARRESTED, 5, 5, (3,)),),
        ),
        story(
            45,
            (4,),
            ("shelling", "displacement"),
            kinds=("shelling",),
            weapons=("artillery",),
            place=place("Amedi", "district", DUHOK, *REGION),
        ),
        story(
            46,
            (10,),
            ("drone_attack",),
            place=place("Erbil", "city", ERBIL, *REGION),
        ),
        story(47, (6,), ("security_forces",), kinds=()),
    )


def said(number: int, source: str, killed: int) -> Account:
    """What an article says of the dead."""
    return Account(
        article=number,
        source=source,
        title="x",
        language=Language.KURMANJI,
        reported_at=DUE - timedelta(hours=number),
        incident=Incident(
            ("drone",),
            EventDate(DUE.date(), Precision.DAY),
            counts=(Count(Victims.KILLED, killed, QUOTE),),
        ),
        sketch=(),
    )


def changed() -> Story:
    """A story of yesterday of which nothing new was reported, and which is told anew."""
    return replace(
        stories()[3],
        id=30,
        articles=(92,),
        kinds=("shooting",),
        place=place("Kirkuk", "city", "Kirkuk Governorate", "iraq"),
        actors=(),
        ranges=(Range(Victims.KILLED, 4, 4, (92,)),),
        statuses=(Standing.DENIED,),
        sources=2,
        independent=2,
    )


def before() -> dict[int, ToldStory]:
    """What yesterday's digest told."""
    qamishli, kirkuk = stories()[1], changed()
    was = replace(
        qamishli,
        articles=(90,),
        actors=(),
        ranges=(Range(Victims.KILLED, 2, 2, (90,)),),
        sources=1,
        independent=1,
        severity=Severity.HIGH,
    )
    less = replace(kirkuk, ranges=(Range(Victims.KILLED, 1, 1, (92,)),), statuses=())
    return {42: ToldStory(was, YESTERDAY), 30: ToldStory(less, YESTERDAY)}


def day() -> DigestContent:
    """Everything that the digest of 21 November has to tell."""
    by_id = {one.id: one for one in every()}
    news = tuple(
        StoryNews(one, tuple(by_id[number] for number in one.articles if number in by_id))
        for one in stories()
    )
    usual = Usual(
        30,
        {"drone_attack": 0.3, "killing": 1.7, "arrest": 2.6, "shelling": 0.9, "energy": 0.1},
        {
            "sulaymaniyah-governorate": 1.4,
            "erbil-governorate": 2.1,
            "duhok-governorate": 1.1,
            "hasakah-governorate": 0.6,
        },
    )
    fresh = health("newroz-kmr", "Newroz")
    return content(
        every(),
        stories=news,
        changed=(changed(),),
        memory=DigestMemory(YESTERDAY, before(), ("newroz-kmr",)),
        usual=usual,
        accounts={42: (said(2, "ronahi-kmr", 3), said(90, "rudaw-ckb", 5))},
        sources=(*sources(), fresh),
    )


def message(recipient: Recipient = ANALYST) -> Message:
    """The digest of the day as a message."""
    return digest_message(day(), recipient, domain="example.org", names=NAMES)
