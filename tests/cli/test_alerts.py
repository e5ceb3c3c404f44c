"""``why``, ``silence``, ``recipients``, ``send`` and ``alert``: asked and answered in words."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from daemon.cli.why import RULINGS
from daemon.model.alert import Decision, Ruling
from daemon.model.article import Severity
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent
from daemon.service import clock
from daemon.store import Store
from tests.cli.didevan import Didevan
from tests.pipeline.reporting import report

ALERT = """\
[[recipient]]
name = "shilan"
address = "shilan@example.org"
digest_days = ["mon", "fri"]
digest_severity = "medium"
digits = "arabic"
places = ["kirkuk-governorate"]

[recipient.alert]
severity = "high"
quiet_hours = ["00:00-00:01"]
group_wait_minutes = 0
"""


@pytest.fixture
def alerted(didevan: Didevan) -> Didevan:
    (didevan.folder / "config.toml").write_text(ALERT, encoding="utf-8")
    didevan("alert")
    return didevan


async def a_story(store: Store) -> int:
    return await report(store, "blast", at=clock.now() + timedelta(seconds=1))


def test_a_story_is_told_once_and_the_reason_can_be_asked_for(alerted: Didevan) -> None:
    story = alerted.asked(a_story)
    assert alerted("alert").stdout == "shilan: 1 story in 1 mail\n"
    assert alerted("alert").stdout == "nothing to tell at once\n"
    first, second = alerted("why", str(story), "shilan").stdout.splitlines()
    assert first.endswith("shilan: high, told: new  [new]")
    assert second.endswith(
        "not told again: nothing changed (told before, and nothing changed)  [same_story]"
    )
    told = alerted.json("why", str(story), "--json")
    assert [one["decision"]["ruling"] for one in told] == ["new", "same_story"]
    alerted("deliver")
    (mail,) = (alerted.state / "mail" / "new").iterdir()
    subject = message_from_bytes(mail.read_bytes(), policy=policy.default)["Subject"]
    assert subject == "High: Explosion in Daquq, Kirkuk Governorate: 2 killed"


def test_of_an_unknown_story_nothing_was_decided(alerted: Didevan) -> None:
    assert "nothing was decided of story 77" in alerted("why", "77").stdout


def test_every_reason_has_words() -> None:
    assert set(RULINGS) == set(Ruling)
    decision = Decision(1, Ruling.QUIET_HOURS, Severity.HIGH)
    assert decision.ruling.outcome.value in RULINGS[decision.ruling]


def test_a_silence_is_made_shown_obeyed_and_ended(alerted: Didevan) -> None:
    said = ["--place", "kirkuk-governorate", "--for", "6h", "--reason", "exercise"]
    made = alerted("silence", "add", *said, "--up-to", "high").stdout
    assert made.startswith("silence 1: place kirkuk-governorate, up to high until ")
    assert made.endswith(" UTC: exercise\n")
    assert alerted("silence", "list").stdout == made.removeprefix("silence ")
    story = alerted.asked(a_story)
    assert alerted("alert").stdout == "nothing to tell at once\n"
    assert "not told: silenced (exercise), until " in alerted("why", str(story)).stdout
    assert alerted("silence", "remove", "1").stdout == "silence 1 has ended\n"
    assert "no silence 1 is in force" in alerted.ending(1, "silence", "remove", "1").stderr
    assert alerted("silence", "list").stdout == "no silence is in force\n"
    assert alerted("alert").stdout == "shilan: 1 story in 1 mail\n"


@pytest.mark.parametrize("span", ["6", "0h", "six hours", "9999w", "-1h", "1.5h"])
def test_a_silence_without_a_sound_end_is_refused(alerted: Didevan, span: str) -> None:
    said = ["--category", "cyber", "--reason", "x", f"--for={span}"]
    assert "90m" in alerted.ending(2, "silence", "add", *said).stderr


def test_a_silence_of_everything_is_refused(alerted: Didevan) -> None:
    said = alerted.ending(2, "silence", "add", "--for", "6h", "--reason", "x").stderr
    assert "Say what is not to be told" in said


@pytest.mark.parametrize(
    ("word", "mistyped", "meant"),
    [
        ("category", "cyberr", "cyber"),
        ("place", "kirkuk-governorat", "kirkuk-governorate"),
        ("actor", "pkkk", "pkk"),
        ("outlet", "estaa", "esta"),
        ("recipient", "shilaan", "shilan"),
    ],
)
def test_a_silence_that_could_mute_nothing_is_refused(
    alerted: Didevan, word: str, mistyped: str, meant: str
) -> None:
    said = ["--for", "6h", "--reason", "x", f"--{word}", mistyped]
    ended = alerted.ending(2, "silence", "add", *said)
    words = f"There is no {word} '{mistyped}'. Did you mean '{meant}'?"
    assert " ".join(ended.stderr.split()).endswith(words)


def test_a_silence_of_a_story_that_is_not_there_is_refused(alerted: Didevan) -> None:
    said = ["silence", "add", "--for", "6h", "--reason", "x", "--story", "99"]
    assert "There is no story 99." in alerted.ending(2, *said).stderr


def test_recipients_are_described_in_words(alerted: Didevan) -> None:
    said = alerted("recipients").stdout
    assert said.startswith("shilan: shilan@example.org by maildir\n")
    digest = "digest: Mon, Fri at 07:00 (Asia/Baghdad), medium and graver, by severity and place"
    assert f"{digest}, arabic digits, next " in said
    assert "interest: places kirkuk-governorate\n" in said
    assert "at once: high and graver; quiet 00:00-00:01 unless critical; at most 12" in said


def test_a_test_message_goes_the_way_of_all_others(alerted: Didevan) -> None:
    said = alerted("send", "--test", "shilan").stdout
    (mail,) = (alerted.state / "mail" / "new").iterdir()
    assert said == f"sent 'Dîdevan: a test (تاقیکردنەوە)' to shilan: {mail}\n"
    assert "no recipient 'azad'" in alerted.ending(2, "send", "--test", "azad").stderr


def test_the_next_digest_can_be_sent_to_anybody_and_still_comes(alerted: Didevan) -> None:
    for _ in range(2):
        said = alerted("digest", "--to", "guest@example.org").stdout
        assert said.startswith("sent 'Dîdevan ")
    mails = list((alerted.state / "mail" / "new").iterdir())
    assert len(mails) == 2
    assert all(b"guest@example.org" in Path(mail).read_bytes() for mail in mails)
    assert "schedule begun" in alerted("status").stdout


async def a_refusal(store: Store) -> None:
    claimed = await store.claim("us", clock.now() + timedelta(hours=1))
    assert claimed is not None
    refused = NotSent(Reason.MAIL_REFUSED, "550 no such user", permanent=True)
    await store.record_failure(claimed, refused, clock.now(), None)


def test_status_shows_who_refuses_our_messages(alerted: Didevan) -> None:
    alerted.asked(a_story)
    alerted("alert")
    alerted.asked(a_refusal)
    said = alerted("status").stdout
    told = r"refused: shilan <shilan@example\.org> by maildir, \d+ s ago: mail_refused: 550"
    assert re.search(told, said)
    [refused] = alerted.json("status", "--json")["refused"]
    assert refused["address"] == "shilan@example.org"


async def three_refusals(store: Store) -> None:
    nobody = NotSent(Reason.ADDRESS_REFUSED, "550 5.1.1 no such user", permanent=True)
    for number in range(3):
        message = Message(
            id=f"<{number}@x.org>",
            kind="notice",
            recipient="shilan",
            address="shilan@example.org",
            channel="maildir",
            subject="s",
            text="t",
            html="",
            created_at=clock.now(),
        )
        await store.enqueue(message)
        claimed = await store.claim("us", clock.now() + timedelta(hours=1))
        assert claimed is not None
        await store.record_failure(claimed, nobody, clock.now(), None)


def test_a_suppressed_address_is_shown_until_a_test_message_arrives(alerted: Didevan) -> None:
    alerted.asked(three_refusals)
    for command in ("status", "recipients"):
        said = alerted(command).stdout
        assert "suppressed after 3 refusals: nothing more is written to shilan" in said
        assert "'didevan send --test shilan' lifts it" in said
    alerted.asked(a_story)
    assert alerted("alert").stdout == "nothing to tell at once\n"
    assert "held: the address refuses all messages" in alerted("why", "1").stdout
    alerted("send", "--test", "shilan")
    assert "suppressed after" not in alerted("status").stdout + alerted("recipients").stdout
    assert alerted("alert").stdout == "shilan: 1 story in 1 mail\n"
