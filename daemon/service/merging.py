"""The merger for a set of journeys: made of what they already hold."""

from __future__ import annotations

from daemon.pipeline.merge import Merger
from daemon.pipeline.names import NameWatch
from daemon.pipeline.ports import Clock
from daemon.service.wiring import Journeys
from daemon.store import Store
from daemon.stories.facts import Reader


def merger_of(journeys: Journeys, store: Store, clock: Clock) -> Merger:
    """A merger with the rules and sources of these journeys."""
    settings = journeys.settings
    lexicon = settings.rules.lexicon
    return Merger(
        store=store,
        reader=Reader(lexicon),
        offload=journeys.offload,
        clock=clock,
        zones={source.name: source.zone for source in settings.sources},
        names=NameWatch(store, lexicon, journeys.offload),
    )
