from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from daemon.extract import extract, raw_page
from daemon.jail import Jail, Limits
from daemon.jail.cell import Died
from daemon.jail.frames import Job, Task, packed
from daemon.jail.limits import MEGABYTE
from daemon.jail.nursery import Nursery
from daemon.model.article import Parsed
from daemon.model.outcome import Extracted, Fetched, NothingFound, Reason, Unreadable
from daemon.sources import KINDS
from tests.jail.documents import NOW, OTHER, SOURCE, feed, page, slow_page

ROOT = Path(__file__).parents[2]
HURRIED = Limits(children=1, page_seconds=0.3, feed_seconds=0.3)


@pytest.fixture
async def jail() -> AsyncIterator[Jail]:
    async with made_with(Limits()) as made:
        yield made


@pytest.fixture
async def hurried() -> AsyncIterator[Jail]:
    async with made_with(HURRIED) as made:
        yield made


@asynccontextmanager
async def made_with(limits: Limits) -> AsyncIterator[Jail]:
    jail = Jail(limits)
    try:
        yield jail
    finally:
        await jail.aclose()


def mother(jail: Jail) -> int:
    made = jail._pool._nursery._mother
    assert made is not None
    return made.pid


def children(jail: Jail) -> set[int]:
    return {cell.number for cell in jail._pool._free}


async def gone(pid: int) -> bool:
    """Whether a process has ended and was buried, within ten seconds."""
    async with asyncio.timeout(10):
        while is_there(pid):  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.01)
    return True


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def told_by(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8")


def threads_of(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


async def test_what_a_child_reads_is_what_we_would_read_ourselves(jail: Jail) -> None:
    assert await jail.parse(SOURCE, feed(), NOW) == KINDS["rss"].parse(SOURCE, feed(), NOW)
    assert await jail.extract(SOURCE, page()) == extract(page())
    assert await jail.raw_text(SOURCE, page()) == raw_page(page())


async def test_a_child_is_used_again(jail: Jail) -> None:
    await jail.extract(SOURCE, page())
    before = children(jail)
    await jail.parse(OTHER, feed(), NOW)
    assert children(jail) == before
    assert len(before) == 1


async def test_a_child_is_not_held_to_be_as_large_as_the_daemon(jail: Jail) -> None:
    large = bytearray(b"x" * 300 * MEGABYTE)
    await jail.extract(SOURCE, page())
    before = children(jail)
    await jail.extract(SOURCE, page())
    assert large
    assert children(jail) == before != set()


async def test_two_documents_are_read_at_once_and_no_more(jail: Jail) -> None:
    await asyncio.gather(*(jail.extract(SOURCE, page()) for _ in range(5)))
    assert len(children(jail)) == 2


async def test_a_page_that_takes_too_long_is_an_outcome_and_its_child_is_killed(
    hurried: Jail,
) -> None:
    await hurried.extract(SOURCE, page())
    (pid,) = children(hurried)
    found = await hurried.extract(SOURCE, slow_page())
    assert found == NothingFound(Reason.OVERRAN, "not done in 0.3 s")
    assert await gone(pid)
    assert isinstance(await hurried.extract(SOURCE, page()), Extracted)


async def test_a_feed_that_takes_too_long_is_an_outcome() -> None:
    async with made_with(Limits(children=1, feed_seconds=0.001)) as jail:
        parsed = await jail.parse(SOURCE, feed(2000), NOW)
        assert parsed == Unreadable(Reason.OVERRAN, "not done in 0.001 s")


async def test_a_source_that_overran_twice_is_not_tried_again_but_others_are(
    hurried: Jail,
) -> None:
    for _ in range(2):
        await hurried.extract(SOURCE, slow_page())
    refused = await hurried.extract(SOURCE, page())
    assert isinstance(refused, NothingFound)
    assert "not tried" in refused.detail
    assert await hurried.raw_text(SOURCE, page()) == raw_page(page())
    assert isinstance(await hurried.extract(OTHER, page()), Extracted)


async def test_pages_that_wait_behind_those_that_overran_are_not_tried_either(
    hurried: Jail,
) -> None:
    found = await asyncio.gather(*(hurried.extract(SOURCE, slow_page()) for _ in range(5)))
    details = [one.detail for one in found if isinstance(one, NothingFound)]
    assert sum(detail.startswith("not done") for detail in details) == 2
    assert sum(detail.startswith("not tried") for detail in details) == 3


async def test_a_page_that_takes_too_much_memory_is_an_outcome() -> None:
    async with made_with(Limits(children=1, memory=80 * MEGABYTE)) as jail:
        found = await jail.extract(SOURCE, page(12_000))
        assert isinstance(found, NothingFound)
        assert found.reason in {Reason.OVERRAN, Reason.EXTRACTOR_FAILED}


async def test_a_feed_that_takes_too_much_memory_is_told_so() -> None:
    async with made_with(Limits(children=1, memory=80 * MEGABYTE)) as jail:
        tag = b"<rss><channel><" + b"a" * 6_000_000 + b">"
        parsed = await jail.parse(SOURCE, Fetched("https://esta.example/", 200, {}, tag), NOW)
        told = "it needs more than 80 MB of memory"
        assert parsed == Unreadable(Reason.OVERRAN, told)
        assert children(jail) == set()
        assert isinstance(await jail.parse(OTHER, feed(), NOW), Parsed)


async def test_a_child_that_dies_is_an_outcome_and_is_replaced(jail: Jail) -> None:
    await jail.extract(SOURCE, page())
    (pid,) = children(jail)
    os.kill(pid, signal.SIGSEGV)
    found = await jail.extract(SOURCE, page())
    assert found == NothingFound(Reason.OVERRAN, "the reading process was ended by SIGSEGV")
    assert isinstance(await jail.extract(OTHER, page()), Extracted)


async def test_the_kernel_ends_a_child_that_computes_for_too_long() -> None:
    nursery = Nursery(Limits().memory)
    cell = await nursery.cell()
    await cell.ready()
    no_time = packed(Task(Job.EXTRACT, 0, (slow_page(), None)))  # none but the second begun

    async def ask_often() -> None:
        for _ in range(20):
            await cell.ask(no_time)

    with pytest.raises(Died, match="more processor time than a document may"):
        await ask_often()
    ended = nursery.end()
    assert ended is not None
    ended.wait()


async def test_signals_for_the_whole_group_do_not_end_a_child(jail: Jail) -> None:
    await jail.extract(SOURCE, page())
    (pid,) = children(jail)
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(pid, name)
    assert isinstance(await jail.extract(SOURCE, page()), Extracted)
    assert children(jail) == {pid}


async def test_an_unused_child_is_ended_and_with_the_last_one_the_mother() -> None:
    async with made_with(Limits(idle_seconds=0.01)) as jail:
        await jail.extract(SOURCE, page())
        (pid,), made = children(jail), mother(jail)
        assert [await gone(pid), await gone(made)] == [True, True]
        assert children(jail) == set()
        assert isinstance(await jail.extract(SOURCE, page()), Extracted)


async def test_closing_ends_and_buries_every_child() -> None:
    jail = Jail()
    await asyncio.gather(*(jail.extract(SOURCE, page()) for _ in range(2)))
    pids = {mother(jail), *children(jail)}
    await jail.aclose()
    assert len(pids) == 3
    assert not any(map(is_there, pids))


async def test_who_replaces_a_child_is_of_the_same_mother(hurried: Jail) -> None:
    await hurried.extract(SOURCE, page())
    (killed,), before = children(hurried), mother(hurried)
    await hurried.extract(SOURCE, slow_page())
    await hurried.extract(OTHER, page())
    assert children(hurried) != {killed}
    assert mother(hurried) == before
    assert await gone(killed)


async def test_a_mother_that_died_takes_her_children_along_and_is_replaced(jail: Jail) -> None:
    await jail.extract(SOURCE, page())
    (pid,), before = children(jail), mother(jail)
    os.kill(before, signal.SIGKILL)
    assert await gone(pid)
    found = await jail.extract(SOURCE, page())
    assert found == NothingFound(Reason.OVERRAN, "the reading process was ended by SIGKILL")
    assert isinstance(await jail.extract(OTHER, page()), Extracted)
    assert mother(jail) != before


async def test_a_mother_has_one_thread_for_only_then_can_she_be_copied_whole(jail: Jail) -> None:
    await jail.extract(SOURCE, page())
    assert threads_of(mother(jail)) == 1


async def test_a_child_has_the_limits_that_were_set_to_its_mother(jail: Jail) -> None:
    await jail.extract(SOURCE, page())
    (pid,) = children(jail)
    limits = told_by(pid, "limits")
    assert re.search(rf"Max address space +{Limits().memory} +{Limits().memory}", limits)
    assert re.search(r"Max file size +0 +0", limits)
    assert re.search(r"Max core file size +0 +0", limits)
    assert re.search(r"Max open files +64 +64", limits)
    assert "NoNewPrivs:\t1" in told_by(pid, "status")


async def test_a_caller_who_gives_up_before_the_child_is_ready_leaves_none(jail: Jail) -> None:
    for turns in range(12):
        asking = asyncio.create_task(jail.extract(SOURCE, page()))
        for _ in range(turns):
            await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
    assert isinstance(await jail.extract(SOURCE, page()), Extracted)
    assert len(children(jail)) == 1


async def test_a_caller_who_gives_up_leaves_no_child_at_work(jail: Jail) -> None:
    await jail.extract(SOURCE, page())
    (pid,) = children(jail)
    asking = asyncio.create_task(jail.extract(SOURCE, slow_page()))
    while children(jail):  # noqa: ASYNC110  # nobody tells us
        await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await gone(pid)


ORPHANING = """
import asyncio
from daemon.jail import Jail
from tests.jail.documents import SOURCE, page, slow_page

async def main():
    jail = Jail()
    await jail.extract(SOURCE, page())
    print(next(iter(jail._pool._free)).number, flush=True)
    await jail.extract(SOURCE, {document})
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize("document", ["page()", "slow_page()"])
async def test_children_do_not_outlive_a_daemon_that_is_killed(document: str) -> None:
    with subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", ORPHANING.format(document=document)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        pid = int(await asyncio.to_thread(parent.stdout.readline))
        parent.kill()
        assert await gone(pid)
