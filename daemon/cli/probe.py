"""``didevan probe``: what every address of the sources gives at this moment."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime

import click

from daemon.cli.files import operator_of, sources_of
from daemon.cli.named import source_named
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.cli.status import ago
from daemon.cli.table import table
from daemon.cli.terminal import show
from daemon.config.editing import changed, replace_file
from daemon.model.source import Source
from daemon.service import clock
from daemon.service.probing import Probe, probing

HEADER = ("source", "address", "answer", "kind", "entries", "newest", "full text", "language", "s")


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@click.option("--write", is_flag=True, help="Write the outcome into sources.toml, as said above.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(setup: Setup, names: tuple[str, ...], write: bool, as_json: bool) -> None:
    """Ask every address of the SOURCEs (or of all, enabled or not) what it gives.

    Nothing is stored. With --write each source gets a line probed = "...", and an address
    that answers changes places with a first one that does not. Comments stay; whether a
    source is enabled is left to you.
    """
    limits = operator_of(setup).fetch
    sources = _chosen(sources_of(setup), names)

    async def probe() -> list[list[Probe]]:
        async with probing(limits, clock.now) as prober:
            return list(await asyncio.gather(*(prober.source(each) for each in sources)))

    probes = run(setup, probe())
    now = clock.now()
    if as_json:
        click.echo(json.dumps([as_object(one) for found in probes for one in found]))
    else:
        show("\n".join(table(HEADER, [row(one, now) for found in probes for one in found])))
    if write:
        text = setup.places.sources.read_text(encoding="utf-8")
        changes = {s.name: outcome(s, p, now) for s, p in zip(sources, probes, strict=True)}
        replace_file(setup.places.sources, changed(text, changes).encode())


def _chosen(sources: Sequence[Source], names: Sequence[str]) -> tuple[Source, ...]:
    if not names:
        return tuple(sources)
    return tuple(source_named(name, sources) for name in dict.fromkeys(names))


def row(probe: Probe, now: datetime) -> tuple[str, ...]:
    """A probe as a line of the table."""
    said = f"{probe.problem.reason}: {probe.problem.detail}" if probe.problem else "ok"
    return (
        probe.source or "-",
        probe.url,
        said[:80],
        probe.kind or "-",
        str(probe.entries),
        ago(probe.newest_at, now),
        f"{probe.full_text:.0%}" if probe.entries else "-",
        str(probe.language or "-"),
        f"{probe.seconds:.1f}",
    )


def as_object(probe: Probe) -> dict[str, object]:
    """A probe as JSON."""
    problem = probe.problem
    return {
        "source": probe.source,
        "url": probe.url,
        "status": probe.status,
        "kind": probe.kind,
        "entries": probe.entries,
        "newest_at": probe.newest_at.isoformat() if probe.newest_at else None,
        "full_text": round(probe.full_text, 3),
        "language": probe.language,
        "seconds": round(probe.seconds, 3),
        "problem": {"reason": problem.reason, "detail": problem.detail} if problem else None,
    }


def _why(source: Source, probes: Sequence[Probe]) -> str:
    other = next((one for one in probes if one.answers), None)
    if other is not None:
        return f"{other.url} answers as {other.kind}, not as {source.kind}"
    first = probes[0].problem
    return f"{first.reason}, {first.detail}" if first else "no entries"


def outcome(source: Source, probes: Sequence[Probe], now: datetime) -> dict[str, object]:
    """What a probe changes in the table of its source."""
    best = next((one for one in probes if one.answers and one.kind == source.kind), None)
    if best is None:
        return {"probed": f"{now:%Y-%m-%d}: nothing ({_why(source, probes)})"[:200]}
    newest = f", newest {ago(best.newest_at, now)}" if best.newest_at else ""
    text = f", {best.full_text:.0%} with the whole text" if best.full_text else ""
    found: dict[str, object] = {"probed": f"{now:%Y-%m-%d}: {best.entries} entries{newest}{text}"}
    if best.url != source.url:
        others = [one.url for one in probes if one.url != best.url]
        found |= {"url": best.url, "candidates": others}
    return found
