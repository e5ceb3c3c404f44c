"""Pages that stand where an article should: bot walls, consent walls, empty shells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from daemon.model.outcome import NothingFound, Reason

_SHORT = 2000  # a wall says little; an article about walls says more
_SHELL = 300
_LOOKED_AT = 200_000

_BOT_TITLE = re.compile(
    r"<title[^>]{0,100}>\s{0,50}(?:just a moment|attention required|checking your browser|"
    r"access denied|access to this page has been denied|ddos-guard|security check|"
    r"are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are|one more step|"
    r"bot verification|human verification|please wait\s*\.|لحظة|bir dakika l)",
    re.IGNORECASE,
)
_BOT_MARKS = (
    "_cf_chl_opt",
    "cf-browser-verification",
    "cf-challenge-running",
    "captcha-delivery.com",
    "_incapsula_resource",
    "sucuri_cloudproxy_js",
    "px-captcha",
    "ddos-guard/check",
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bprivacy (?:policy|settings|choices)\b|\byour privacy\b|"
    r"\bpersonal (?:data|information)\b|\blegitimate interests?\b|\baccept all\b|\breject all\b|"
    r"\bwe and our (?:\w+ )?partners\b|\bgdpr\b|"
    r"\bçerez|\bkişisel veri|\bgizlilik|"
    r"ملفات تعريف الارتباط|الكوكيز|كوكيز|سياسة الخصوصية|خصوصيتك|بياناتك الشخصية|"
    r"کوکی|کووکی|كوكى|ڕەزامەند|ڕازیبوون|سیاسەتی تایبەتی|زانیارییە کەسی|پاراستنی زانیاری",
    re.IGNORECASE,
)
_SHELL_ROOT = re.compile(
    r"""<(?:div|main|app-root)[^>]{0,200}\bid\s?=\s?["']?(?:root|app|__next|__nuxt|main-app|___gatsby)\b|<app-root\b""",
    re.IGNORECASE,
)


def bot_wall(html: str, headers: Mapping[str, str], shown: str) -> NothingFound | None:
    """A page that wants to see a person; ``shown`` is all its text."""
    if headers.get("cf-mitigated"):
        return NothingFound(Reason.BOT_WALL, "the server says it challenges us (cf-mitigated)")
    if len(shown) > _SHORT:
        return None
    begun = html[:_LOOKED_AT]
    title = _BOT_TITLE.search(begun)
    if title is not None:
        named = title[0].rpartition(">")[2].strip()
        return NothingFound(Reason.BOT_WALL, f"a page titled '{named}'")
    lowered = begun.lower()
    mark = next((mark for mark in _BOT_MARKS if mark in lowered), None)
    return NothingFound(Reason.BOT_WALL, f"a challenge ({mark})") if mark else None


def consent_wall(text: str) -> NothingFound | None:
    """A text that is mostly about cookies and consent, and short."""
    if not text or len(text) > 2 * _SHORT:
        return None
    lines = text.split("\n")
    about = sum(len(line) for line in lines if _CONSENT.search(line))
    if 2 * about < len(text) or len(set(_CONSENT.findall(text.lower()))) < 2:
        return None
    return NothingFound(Reason.CONSENT_WALL, "the page asks for consent instead of showing it")


def no_text(html: str, shown: str) -> NothingFound:
    """Why a page without an article may have none; ``shown`` is all its text."""
    scripts = html.lower().count("<script")
    if len(shown) < _SHELL and scripts and _SHELL_ROOT.search(html[:_LOOKED_AT]):
        return NothingFound(Reason.NO_TEXT, "an empty shell: its text is loaded by script")
    return NothingFound(Reason.NO_TEXT, f"no article among {len(shown):,} letters")
