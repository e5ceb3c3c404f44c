"""How the sources fare, in words, for the foot of a digest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from daemon.alerts.plain import shorten
from daemon.alerts.wording import REASONS, counted, in_digits, stamp
from daemon.model.outcome import Reason
from daemon.model.post import Digits, SourceHealth

_AWAKE = timedelta(hours=24)  # a watch that looked at nothing for this long was not awake
_LONGEST_DETAIL = 120
_MOST_AILING = 12


@dataclass(frozen=True, slots=True)
class Ailing:
    """A source that cannot be read at present, or is silent: which, why, and for how long."""

    outlet: str
    source: str
    why: str
    detail: str
    since: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """The state of all enabled sources; ``last_look`` is the newest poll, empty when none.

    ``new`` are the outlets that were read for the first time since the last digest.
    """

    ailing: tuple[Ailing, ...]
    more_ailing: int
    well: int
    waiting: int
    awake: bool
    last_look: str
    new: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many sources are enabled."""
        return len(self.ailing) + self.more_ailing + self.well + self.waiting


def compose_health(
    sources: Iterable[SourceHealth],
    now: datetime,
    zone: ZoneInfo,
    new: Collection[str] = (),
    digits: Digits = Digits.LATIN,
) -> Health:
    """The state of the enabled ones among ``sources`` at ``now``; longest ailing first."""
    enabled = [source for source in sources if source.enabled]
    ailing = sorted(
        (source for source in enabled if source.problem),
        key=lambda source: (source.problem_since or now, source.source),
    )
    looks = [source.polled_at for source in enabled if source.polled_at]
    return Health(
        ailing=tuple(_ailing(source, zone, digits) for source in ailing[:_MOST_AILING]),
        more_ailing=len(ailing[_MOST_AILING:]),
        well=sum(1 for source in enabled if source.polled_at and not source.problem),
        waiting=sum(1 for source in enabled if not source.polled_at and not source.problem),
        awake=bool(looks) and now - max(looks) <= _AWAKE,
        last_look=in_digits(stamp(max(looks), zone), digits) if looks else "",
        new=tuple(shorten(source.outlet, 60) for source in enabled if source.source in new),
    )


def standing(health: Health, digits: Digits) -> str:
    """How many sources are well, in one sentence."""
    if not health.total:
        return "No source is enabled."
    told = [f"{health.well} of {counted(health.total, 'source')} answered at the last look"]
    if health.waiting:
        told.append(f"{health.waiting} not looked at yet")
    return in_digits("; ".join(told) + ".", digits)


def _ailing(source: SourceHealth, zone: ZoneInfo, digits: Digits) -> Ailing:
    why = REASONS[source.problem] if source.problem else ""
    since = f"since {stamp(source.problem_since, zone)}" if source.problem_since else ""
    if source.failures > 1:
        since = f"{since}, {counted(source.failures, 'try', 'tries')} in a row".lstrip(", ")
    return Ailing(
        outlet=shorten(source.outlet, 60),
        source=shorten(source.source, 60),
        why=why,
        detail=shorten(source.problem_detail, _LONGEST_DETAIL),
        since=in_digits(since, digits),
        silent=source.problem is Reason.SILENT,
    )
