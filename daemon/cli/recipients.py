"""``didevan recipients``: who is told what, when, and by which channel."""

from __future__ import annotations

import click

from daemon.cli.files import operator_of
from daemon.cli.memory import asked
from daemon.cli.setup import Setup
from daemon.cli.status import resting
from daemon.errors import NoDatabase
from daemon.model.alert import Alerting, Interest
from daemon.model.article import Severity
from daemon.model.notice import Refused
from daemon.model.post import Digits, Grouping, Recipient
from daemon.schedule.periods import next_due
from daemon.service import clock

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@click.command()
@click.pass_obj
def command(setup: Setup) -> None:
    """Show every recipient: digests, filters, and what is told at once."""
    refused = {(one.recipient, one.address): one for one in _refused(setup)}
    for recipient in operator_of(setup).recipients:
        click.echo("\n".join(described(recipient)))
        if (one := refused.get((recipient.name, recipient.address))) is not None:
            click.echo(f"  refused: {one.detail}")
            if one.suppressed:
                click.echo(f"  {resting(one)}")


def _refused(setup: Setup) -> list[Refused]:
    """Whose address refuses our messages; nobody before there is a database."""
    try:
        return asked(setup, lambda store: store.refused())
    except NoDatabase:
        return []


def described(recipient: Recipient) -> list[str]:
    """A recipient in a few lines."""
    due = next_due(recipient, clock.now())
    return [
        f"{recipient.name}: {recipient.address} by {recipient.channel}",
        f"  digest: {_digests(recipient)}, next {due:%Y-%m-%d %H:%M} UTC",
        f"  interest: {_interest(recipient.interest)}",
        f"  at once: {_alerts(recipient.alerting)}",
    ]


def _digests(recipient: Recipient) -> str:
    times = " and ".join(f"{at:%H:%M}" for at in recipient.digest_at)
    every = len(recipient.digest_days) == len(DAYS)
    days = "daily" if every else ", ".join(DAYS[day] for day in recipient.digest_days)
    least = recipient.digest_at_least
    grave = "" if least is Severity.LOW else f", {least} and graver"
    order = recipient.digest_sections
    by = "" if order is Grouping.SEVERITY else f", by severity and {order}"
    digits = "" if recipient.digits is Digits.LATIN else f", {recipient.digits} digits"
    return f"{days} at {times} ({recipient.zone}){grave}{by}{digits}"


def _interest(interest: Interest) -> str:
    names = ("categories", "places", "actors", "outlets")
    asked = [f"{name} {', '.join(values)}" for name in names if (values := getattr(interest, name))]
    first = f"; {', '.join(interest.languages)} first" if interest.languages else ""
    return ("; ".join(asked) or "everything") + first


def _alerts(alerting: Alerting | None) -> str:
    if alerting is None:
        return "nothing"
    quiet = ", ".join(f"{span.begin:%H:%M}-{span.end:%H:%M}" for span in alerting.quiet)
    broken = f" unless {alerting.quiet_broken_by}" if alerting.quiet_broken_by else ""
    hush = f"; quiet {quiet}{broken}" if quiet else ""
    return f"{alerting.at_least} and graver{hush}; at most {alerting.most_per_hour} mails an hour"
