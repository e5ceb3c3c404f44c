"""The promises every channel keeps, and the registry that names them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

import daemon.channels
from daemon.channels import CHANNELS
from daemon.model.post import NotSent, Sent
from daemon.pipeline.ports import Channel
from tests.channels.letters import context, letter, parsed
from tests.channels.post_office import Office, opened


@dataclass
class Post:
    """A channel that works, and a way to look at what it handed over."""

    channel: Channel
    office: Office
    folder: Path

    def delivered(self) -> list[bytes]:
        files = [file.read_bytes() for file in sorted(self.folder.glob("mail/new/*"))]
        return files + [bytes(envelope.content or b"") for envelope in self.office.taken]  # type: ignore[arg-type]


@pytest.fixture(params=sorted(CHANNELS))
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    office = Office()
    kind = CHANNELS[request.param]
    async with opened(office) as port:
        needed = {"smtp": {"host": "127.0.0.1", "port": port, "security": "none"}}
        options = kind.Options.model_validate(needed.get(request.param, {}))
        channel = kind.open(options, context(tmp_path))
        yield Post(channel, office, tmp_path)
        await channel.aclose()


async def test_a_message_is_handed_over_with_its_id_and_both_parts(post: Post) -> None:
    assert isinstance(await post.channel.send(letter()), Sent)
    (mail,) = post.delivered()
    assert parsed(mail)["Message-ID"] == letter().id
    assert parsed(mail)["Subject"] == letter().subject
    kinds = [part.get_content_type() for part in parsed(mail).iter_parts()]
    assert kinds == ["text/plain", "text/html"]


async def test_a_repeat_carries_the_same_id(post: Post) -> None:
    for _ in range(2):
        assert isinstance(await post.channel.send(letter()), Sent)
    assert {parsed(mail)["Message-ID"] for mail in post.delivered()} == {letter().id}


async def test_a_message_that_cannot_be_written_is_given_up_and_the_next_one_goes(
    post: Post,
) -> None:
    refused = await post.channel.send(letter(address="nobody"))
    assert isinstance(refused, NotSent)
    assert refused.permanent
    assert isinstance(await post.channel.send(letter()), Sent)


async def test_a_hostile_subject_adds_no_header(post: Post) -> None:
    hostile = "a =?utf-8?q?x=0D=0ABcc:_evil=40evil.example?=\r\nBcc: evil@evil.example"
    assert isinstance(await post.channel.send(letter(subject=hostile)), Sent)
    (mail,) = post.delivered()
    assert "Bcc" not in parsed(mail)


@pytest.mark.parametrize("name", sorted(CHANNELS))
def test_a_kind_stands_in_the_file_of_its_name(name: str) -> None:
    module = getattr(daemon.channels, name)
    assert module.KIND is CHANNELS[name]
    assert issubclass(CHANNELS[name].Options, BaseModel)


@pytest.mark.parametrize("name", sorted(CHANNELS))
def test_a_key_no_channel_knows_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        CHANNELS[name].Options.model_validate({"host": "127.0.0.1", "tpyo": 1})
