"""Rendering composed digests and alerts as HTML for mail clients and as text for terminals.

Text of feeds is only ever escaped text here, never markup: sanitisers let event handlers
through (measured), escaping does not.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from daemon.alerts.alert import Alert
from daemon.alerts.alert_fit import ALERT_ROOMS, fit_alert
from daemon.alerts.digest import Digest
from daemon.alerts.fit import ROOMS, fit
from daemon.alerts.health import standing
from daemon.alerts.lead import Lead
from daemon.alerts.wording import in_digits, sentence_case
from daemon.model.post import Digits, Recipient

LARGEST = 96_000  # bytes of HTML; Gmail hides what comes after about 102 KB
WIDTH = 76  # columns of the text part
_FSI, _PDI = "\u2068", "\u2069"
_ISOLATE = re.compile(f"{_FSI}[^{_PDI}]*{_PDI}")
_HELD = "\x00"  # stands for a space that must not become a line end; no shown text holds it

# A run of the other script inside a line: letters, and what stands between two of them.
_LATIN = "A-Za-z\u00c0-\u024f"
_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff"
_LATIN_RUN = re.compile(
    rf"[0-9]*[{_LATIN}](?:[{_LATIN}0-9 .,:/'’&+_@#-]*[{_LATIN}0-9%])?"
    r"|[0-9]+(?:[.,:/-][0-9]+)*%?"
)
_ARABIC_RUN = re.compile(
    rf"[{_ARABIC}](?:[{_ARABIC}\u200c\u200d\u0660-\u0669 .،:'’-]*[{_ARABIC}\u0660-\u0669])?"
    r"|[\u0660-\u0669]+(?:[\u066b\u066c:][\u0660-\u0669]+)*"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A digest or an alert in the forms that mail needs.

    ``counted`` are the numbers of articles that a digest had no room for.
    """

    subject: str
    text: str
    html: str
    counted: tuple[int, ...] = ()


def render_digest(digest: Digest) -> Rendered:
    """``digest`` in both forms, which tell the same, with the HTML below ``LARGEST`` bytes."""
    for room in ROOMS:
        fitted = fit(digest, room)
        html = _page("digest.html.j2", fitted.subject, digest=fitted, digits=digest.digits)
        if len(html.encode()) <= LARGEST:
            break
    text = _words("digest.txt.j2", digest=fitted, digits=digest.digits)
    return Rendered(digest.subject, text, html, fitted.counted)


def render_alert(alert: Alert) -> Rendered:
    """``alert`` in both forms; of a large storm some stories are told in one line, or by number."""
    for full, brief in ALERT_ROOMS:
        fitted = fit_alert(alert, full, brief)
        html = _page("alert.html.j2", fitted.subject, alert=fitted, digits=fitted.digits)
        if len(html.encode()) <= LARGEST:
            break
    return Rendered(alert.subject, _words("alert.txt.j2", alert=fitted, digits=fitted.digits), html)


@dataclass(frozen=True, slots=True)
class Line:
    """One trouble of a notice: which and since when, what is known of it, what it means."""

    head: str
    said: str
    meaning: str = ""


def render_notice(
    subject: str, began: Sequence[Line], ended: Sequence[Line], recipient: Recipient
) -> Rendered:
    """What began and ended with the watch itself, in both forms."""
    values = {"began": began, "ended": ended, "recipient": recipient}
    return Rendered(
        subject,
        _words("notice.txt.j2", subject=subject, **values),
        _page("notice.html.j2", subject, **values),
    )


def isolate(text: str, direction: str) -> Markup:
    """``text`` escaped, with runs of the other script in ``<bdi>`` so that they stay in place."""
    run = _LATIN_RUN if direction == "rtl" else _ARABIC_RUN
    pieces, position = [], 0
    for found in run.finditer(text):
        opening = Markup('<bdi class="run">') if _breakable(found.group()) else Markup("<bdi>")
        pieces += [escape(text[position : found.start()]), opening]
        pieces += [escape(found.group()), Markup("</bdi>")]
        position = found.end()
    return Markup("").join([*pieces, escape(text[position:])])


def _breakable(run: str) -> bool:
    """Whether a line might break inside ``run``, which is short enough to be kept whole: F-16."""
    return "-" in run and len(run) <= 20


def isolated(text: str) -> str:
    """``text`` for plain text, isolated from the direction of what stands around it."""
    return f"{_FSI}{text}{_PDI}"


def flowing(lead: Lead) -> str:
    """The lead as plain text on one line."""
    line = " ".join("".join(piece.text for piece in lead.pieces).split())
    return line + ("…" if lead.cut else "")


def wrapped(text: str, indent: int = 0) -> str:
    """``text`` in lines of at most ``WIDTH`` columns; words, links and isolates are not broken."""
    margin = " " * indent
    held = _ISOLATE.sub(lambda found: found.group().replace(" ", _HELD), text)
    lines = textwrap.fill(
        held,
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines.replace(_HELD, " ")


def blocks_of(share: int) -> str:
    """A bar for the text part: one to sixteen blocks for a share of 1 to 100."""
    return "█" * max(1, round(share * 0.16))


@pass_context
def figures(context: Context, number: int) -> str:
    """A number of ours in the digits of the recipient for whom the template is filled."""
    return in_digits(f"{number:,}", context.get("digits", Digits.LATIN))


def _environment(*, autoescape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("daemon.alerts"),
        autoescape=autoescape,  # noqa: S701 off for the text part alone, which is not markup
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = {"isolate": isolate, "isolated": isolated, "flowing": flowing}
    environment.filters.update(
        {
            **filters,
            "wrapped": wrapped,
            "standing": standing,
            "blocks_of": blocks_of,
            "figures": figures,
            "sentence": sentence_case,
        }
    )
    return environment


_PAGES = _environment(autoescape=True)
_TEXTS = _environment(autoescape=False)
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, minify_css=True)


def _page(template: str, subject: str, **values: object) -> str:
    return _INLINER.inline(_PAGES.get_template(template).render(subject=subject, **values))


def _words(template: str, **values: object) -> str:
    text = _TEXTS.get_template(template).render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
