"""Signed JSON: what the receiver can check, and what each of its answers means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from daemon.channels import webhook
from daemon.channels.webhook import Options, Webhook
from daemon.model.outcome import Reason
from daemon.model.post import NotSent, Sent
from tests.channels.letters import NOW, context, letter
from tests.channels.receiver import Receiver, listening

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes of a good secret").decode()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening(Receiver()) as one:
        yield one


async def send(
    receiver: Receiver, tmp_path: Path, secret: str | None = SECRET, **more: object
) -> Sent | NotSent:
    url = f"http://127.0.0.1:{receiver.port}/hook"
    options = Options.model_validate({"url": url, "secret_credential": "s", **more})
    secrets = {} if secret is None else {"s": secret}
    channel = Webhook(options, context(tmp_path, secrets))
    try:
        return await channel.send(letter())
    finally:
        await channel.aclose()


@pytest.mark.parametrize("secret", [SECRET, "plain words", "whsec_not base64", "  padded \n"])
async def test_the_receiver_can_check_the_signature(
    receiver: Receiver, tmp_path: Path, secret: str
) -> None:
    assert isinstance(await send(receiver, tmp_path, secret), Sent)
    (request,) = receiver.taken
    stamp = request.headers["webhook-timestamp"]
    signed = f"{letter().id.strip('<>')}.{stamp}.".encode() + request.body
    key = b"thirty-two bytes of a good secret" if secret == SECRET else secret.strip().encode()
    mark = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert request.headers["webhook-signature"] == f"v1,{mark}"
    assert int(stamp) == int(NOW.timestamp())


async def test_the_body_holds_the_whole_message(receiver: Receiver, tmp_path: Path) -> None:
    await send(receiver, tmp_path)
    told = json.loads(receiver.taken[0].body)
    assert told == {
        "version": 1,
        "stories": [],
        "id": letter().id.strip("<>"),
        "kind": "digest",
        "recipient": "morning desk",
        "subject": letter().subject,
        "text": letter().text,
        "html": letter().html,
        "created_at": "2026-11-21T04:00:00+00:00",
        "thread": letter().id.strip("<>"),
    }


def test_the_facts_stand_beside_the_words_and_never_in_their_place() -> None:
    facts = {"version": 7, "stories": [{"story": 4}], "subject": "not this"}
    told = json.loads(webhook.payload(letter(facts=facts)))
    assert (told["version"], told["stories"]) == (7, [{"story": 4}])
    assert told["subject"] == letter().subject


def test_a_message_of_a_thread_says_which() -> None:
    update = letter(headers={"References": "<first@example.org> <second@example.org>"})
    assert json.loads(webhook.payload(update))["thread"] == "first@example.org"


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("400 Bad", True),
        ("413 Large", True),
        ("301 Moved", False),
        ("401 Who", False),
        ("404 Lost", False),
        ("429 Slow", False),
        ("500 Broken", False),
        ("503 Later", False),
    ],
)
async def test_an_answer_that_is_no_yes_is_tried_again_unless_it_is_about_the_message(
    receiver: Receiver, tmp_path: Path, answer: str, permanent: bool
) -> None:
    receiver.says(answer, "no\x1b thanks", f"Location: http://127.0.0.1:{receiver.port}/else")
    outcome = await send(receiver, tmp_path)
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.POST_REFUSED, permanent)
    assert outcome.detail == f"{answer[:3]} no thanks"
    assert [request.path for request in receiver.taken] == ["/hook"]


async def test_who_is_gone_wants_no_more_messages(receiver: Receiver, tmp_path: Path) -> None:
    receiver.says("410 Gone")
    outcome = await send(receiver, tmp_path)
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.ADDRESS_REFUSED, True)


async def test_who_does_not_answer_may_have_taken_it(receiver: Receiver, tmp_path: Path) -> None:
    receiver.silent = True
    outcome = await send(receiver, tmp_path, deadline=0.2)
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.ambiguous) == (Reason.POST_UNANSWERED, True)


async def test_what_is_no_http_may_have_taken_it(receiver: Receiver, tmp_path: Path) -> None:
    receiver.answer = b"220 mail.example.org ESMTP\r\n"
    outcome = await send(receiver, tmp_path)
    assert isinstance(outcome, NotSent)
    assert outcome.ambiguous


async def test_an_endless_answer_is_not_read_to_its_end(receiver: Receiver, tmp_path: Path) -> None:
    receiver.says("200 OK", "x" * 5_000_000)
    outcome = await send(receiver, tmp_path)
    assert isinstance(outcome, Sent)
    assert len(outcome.note) < 200


async def test_where_nobody_listens_nothing_was_taken(tmp_path: Path) -> None:
    outcome = await send(Receiver(port=1), tmp_path)
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.ambiguous) == (Reason.POST_UNREACHABLE, False)


@pytest.mark.parametrize("secret", [None, "", " \n"])
async def test_without_its_secret_nothing_is_sent(
    receiver: Receiver, tmp_path: Path, secret: str | None
) -> None:
    outcome = await send(receiver, tmp_path, secret)
    assert isinstance(outcome, NotSent)
    assert not outcome.permanent
    assert receiver.taken == []


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "example.org", "https://me:xyzzy@example.org/", "https://[/", ""]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Options.model_validate({"url": url, "secret_credential": "s"})


def test_clear_text_to_another_machine_must_be_meant() -> None:
    wanted = {"url": "http://example.org/", "secret_credential": "s"}
    with pytest.raises(ValidationError, match="clear text"):
        Options.model_validate(wanted)
    assert Options.model_validate({**wanted, "insecure": True}).insecure
