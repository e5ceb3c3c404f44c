"""``didevan why``: what was decided of a story for whom, and for which reason."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import click

from daemon.cli.memory import asked
from daemon.cli.setup import Setup
from daemon.model.alert import PastDecision, Ruling

RULINGS = {
    Ruling.NEW: "told: new",
    Ruling.ESCALATED: "told: it became graver",
    Ruling.CHANGED: "told: its facts changed",
    Ruling.REPEATED: "told: it was still being reported",
    Ruling.STORM: "told together with many others",
    Ruling.GROUP_WAIT: "held to gather sources",
    Ruling.GROUP_INTERVAL: "held: it was told just before",
    Ruling.QUIET_HOURS: "held by quiet hours",
    Ruling.RATE_CAPPED: "held: too many mails lately",
    Ruling.ADDRESS_SUPPRESSED: "held: the address refuses all messages",
    Ruling.SAME_STORY: "not told again: nothing changed",
    Ruling.BELOW_SEVERITY: "not told: not grave enough",
    Ruling.OTHER_CATEGORY: "not told: of another category",
    Ruling.OTHER_PLACE: "not told: in another place",
    Ruling.OTHER_ACTOR: "not told: by others",
    Ruling.OTHER_OUTLET: "not told: from other outlets",
    Ruling.OTHER_LANGUAGE: "not told: in another language",
    Ruling.NOT_SECURITY: "not told: no security news",
    Ruling.HISTORY: "not told: it only remembers",
    Ruling.SILENCED: "not told: silenced",
    Ruling.INHIBITED: "not told: a larger story tells it",
    Ruling.BEFORE_ALERTS: "not told: it was there before alerts were turned on",
    Ruling.TOO_OLD: "not told: too old, left to the digest",
}


@click.command()
@click.argument("story", type=int)
@click.argument("recipient", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(setup: Setup, story: int, recipient: str | None, as_json: bool) -> None:
    """Say why RECIPIENT (or everybody) was or was not told at once of STORY.

    The newest decision stands last. Stories that went into this one are included.
    """
    found = asked(setup, lambda store: store.past_decisions(story, recipient))[::-1]
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], default=_plain, ensure_ascii=False))
    elif not found:
        click.echo(f"nothing was decided of story {story}: nobody has alerts, or it is unknown")
    else:
        click.echo("\n".join(told(one) for one in found))


def told(one: PastDecision) -> str:
    """One decision on one line."""
    decision = one.decision
    detail = f" ({decision.detail})" if decision.detail else ""
    until = f", until {decision.until:%Y-%m-%d %H:%M} UTC" if decision.until else ""
    return (
        f"{one.at:%Y-%m-%d %H:%M} UTC  {one.recipient}: {decision.severity}, "
        f"{RULINGS[decision.ruling]}{detail}{until}  [{decision.ruling}]"
    )


def _plain(value: object) -> str:
    assert isinstance(value, datetime)  # noqa: S101 (nothing else in it is not JSON)
    return value.isoformat()
