"""The tasks under way: each name at most once, no error unseen, drained in seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine

import structlog

log = structlog.get_logger()


class Work:
    """Keeps the tasks that the jobs started, because stopping APScheduler would cancel them."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._failing: set[str] = set()
        self.ending = False  # nothing new begins; what loops may see it and stop early

    def under_way(self, name: str) -> bool:
        """Whether a task of this name is running."""
        return name in self._tasks

    def count(self, prefix: str) -> int:
        """How many tasks run whose name begins with ``prefix``."""
        return sum(name.startswith(prefix) for name in self._tasks)

    def start(self, name: str, work: Coroutine[None, None, None]) -> bool:
        """Start a task unless one of its name is running or we are ending; says whether it did."""
        if self.ending or name in self._tasks:
            work.close()
            return False
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._ended)
        return True

    def after_present(self, name: str, then: Callable[[], Awaitable[None]]) -> None:
        """Do something once every task that runs now has ended."""
        present = tuple(self._tasks.values())

        async def wait_and_do() -> None:
            if present:
                await asyncio.wait(present)
            await then()

        self.start(name, wait_and_do())

    async def drain(self, seconds: float) -> list[str]:
        """Begin nothing more, wait for what is under way, then cancel the rest.

        Gives the names of the tasks that were cancelled.
        """
        self.ending = True
        if not self._tasks:
            return []
        _, late = await asyncio.wait(set(self._tasks.values()), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return sorted(task.get_name() for task in late)

    def _ended(self, task: asyncio.Task[None]) -> None:
        name = task.get_name()
        self._tasks.pop(name, None)
        if task.cancelled():
            return
        if (error := task.exception()) is None:
            self._recovered(name)
        elif name not in self._failing:  # told when it begins and when it ends, not every second
            self._failing.add(name)
            log.error("task_failed", task=name, exc_info=error)

    def _recovered(self, name: str) -> None:
        if name in self._failing:
            self._failing.discard(name)
            log.info("task_recovered", task=name)
