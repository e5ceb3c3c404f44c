"""The mails of one look at the stories: what several recipients are told of is read once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from daemon.alerts.alert import Outlets
from daemon.alerts.alert_message import alert_message
from daemon.alerts.interest import readable_first
from daemon.model.alert import AlertItem, AlertPlan, Decision, History, StoryNews, Told
from daemon.model.post import Message, Recipient


class NewsStore(Protocol):
    """The memory of what mails tell."""

    async def story_news(self, stories: Iterable[int]) -> dict[int, StoryNews]: ...

    async def subjects(self, messages: Iterable[str]) -> dict[str, str]:
        """What stood over these messages, by id; none for those that were forgotten."""
        ...


@dataclass(frozen=True, slots=True)
class Mails:
    """Composes mails at the moment ``now``; ``names`` are those of sources and categories."""

    store: NewsStore
    domain: str
    names: Outlets
    now: datetime
    _known: dict[int, StoryNews] = field(default_factory=dict)

    async def of(
        self, plan: AlertPlan, recipient: Recipient, history: History
    ) -> tuple[dict[str | None, Sequence[Decision]], list[Message]]:
        """The messages of a plan, and by the id of each what it tells."""
        wanted = [one.story for mail in plan.mails for one in mail]
        news = await self._news(wanted, recipient) if wanted else {}
        made: dict[str | None, Sequence[Decision]] = {}
        messages = []
        for mail in plan.mails:
            told = [one for one in mail if one.story in news and news[one.story].articles]
            before = await self._before(told, history)
            items = [AlertItem(news[one.story], one, before.get(one.story)) for one in told]
            if items:
                message = await asyncio.to_thread(self._message, items, recipient, history)
                messages.append(message)
                made[message.id] = told
        return made, messages

    async def _news(self, stories: Sequence[int], recipient: Recipient) -> Mapping[int, StoryNews]:
        """The stories with their articles, those first that the recipient can read."""
        unread = [number for number in stories if number not in self._known]
        self._known.update(await self.store.story_news(unread) if unread else {})
        languages = recipient.interest.languages
        return {
            number: replace(one, articles=tuple(readable_first(one.articles, languages)))
            for number in stories
            if (one := self._known.get(number)) is not None
        }

    async def _before(self, told: Sequence[Decision], history: History) -> dict[int, Told]:
        """What was told of these stories, each with the subject that its thread goes by."""
        before = {one.story: history.told[one.story] for one in told if one.story in history.told}
        threads = [one.thread for one in before.values() if one.thread]
        known = await self.store.subjects(threads) if threads else {}
        return {
            story: replace(one, subject=known.get(one.thread, "")) for story, one in before.items()
        }

    def _message(
        self, items: Sequence[AlertItem], recipient: Recipient, history: History
    ) -> Message:
        return alert_message(
            items,
            recipient,
            seen=history.newest,
            now=self.now,
            domain=self.domain,
            names=self.names,
        )
