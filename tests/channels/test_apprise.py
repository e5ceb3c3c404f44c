"""Apprise, which is an extra: what goes out, what a refusal says, and what it does not say."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from daemon.channels import apprise
from daemon.channels.apprise import CUT, AppriseChannel, Options
from daemon.model.outcome import Reason
from daemon.model.post import NotSent, Sent
from tests.channels.letters import context, letter
from tests.channels.receiver import Receiver, listening

# Apprise imports a module of the standard library that Python 3.13 leaves out
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening(Receiver()) as one:
        yield one


def channel(receiver: Receiver, tmp_path: Path, **options: object) -> AppriseChannel:
    url = f"json://didevan:xyzzy-9@127.0.0.1:{receiver.port}/secret-path"
    return AppriseChannel(
        Options.model_validate({"url_credential": "chat", **options}),
        context(tmp_path, {"chat": url}),
    )


async def test_a_long_text_is_shortened_and_says_so(receiver: Receiver, tmp_path: Path) -> None:
    chat = channel(receiver, tmp_path, longest=300)
    assert isinstance(await chat.send(letter(text="هەواڵ " * 200)), Sent)
    said = json.loads(receiver.taken[0].body)["message"]
    assert len(said) <= 300
    assert said.endswith(CUT.strip())


async def test_a_refusal_tells_no_word_of_the_address(receiver: Receiver, tmp_path: Path) -> None:
    receiver.says("403 Forbidden", "no")
    outcome = await channel(receiver, tmp_path).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.POST_REFUSED, False)
    assert outcome.detail
    assert not any(word in outcome.detail for word in ("xyzzy", "secret-path", "127.0.0.1"))


async def test_who_does_not_answer_may_have_taken_it(receiver: Receiver, tmp_path: Path) -> None:
    receiver.silent = True
    outcome = await channel(receiver, tmp_path, deadline=0.3).send(letter())
    assert isinstance(outcome, NotSent)
    assert outcome.ambiguous


@pytest.mark.parametrize("secret", ["", "nonsense", "nosuchservice://token"])
async def test_a_credential_that_holds_no_address_is_told_by_its_name(
    tmp_path: Path, secret: str
) -> None:
    options = Options(url_credential="chat")
    outcome = await AppriseChannel(options, context(tmp_path, {"chat": secret})).send(letter())
    assert isinstance(outcome, NotSent)
    assert "'chat'" in outcome.detail
    assert not secret or secret not in outcome.detail


def test_without_the_extra_the_settings_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apprise, "find_spec", lambda _name: None)
    with pytest.raises(ValidationError, match=r"pip install 'didevan\[apprise\]'"):
        Options(url_credential="chat")
