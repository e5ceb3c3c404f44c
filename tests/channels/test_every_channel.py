"""The promises every channel keeps, and the registry that names them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pydantic import BaseModel, ValidationError

import daemon.channels
from daemon.channels import CHANNELS
from daemon.channels.feed import ATOM
from daemon.model.post import NotSent, Sent
from daemon.pipeline.ports import Channel
from tests.alerts.test_alert import item
from tests.alerts.test_alert import mail as stories_told
from tests.channels.letters import context, letter, parsed
from tests.channels.post_office import Office, opened
from tests.channels.receiver import Receiver, listening

# Apprise imports a module of the standard library that Python 3.13 leaves out
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

WITHOUT_IDS = {"apprise"}  # chats know of none, so a repeat cannot be told to be one
SECRETS = {"hook": "xyzzy-9"}


@dataclass(frozen=True)
class Arrived:
    """What came out at the other end, whatever the channel made of it."""

    id: str
    subject: str
    text: str


@dataclass
class Post:
    """A channel that works, and ways to look at what it handed over."""

    kind: str
    channel: Channel
    office: Office
    receiver: Receiver
    folder: Path

    def delivered(self) -> list[Arrived]:
        looks: Mapping[str, Callable[[], list[Arrived]]] = {
            "apprise": self._chat,
            "feed": self._feed,
            "maildir": self._maildir,
            "smtp": self._smtp,
            "webhook": self._webhook,
        }
        return looks[self.kind]()

    def mails(self) -> list[EmailMessage]:
        files = [file.read_bytes() for file in sorted(self.folder.glob("mail/new/*"))]
        files += [bytes(one.content or b"") for one in self.office.taken]  # type: ignore[arg-type]
        return [parsed(file) for file in files]

    def _mailed(self) -> list[Arrived]:
        return [Arrived(mail["Message-ID"], mail["Subject"], plain(mail)) for mail in self.mails()]

    _maildir = _smtp = _mailed

    def _webhook(self) -> list[Arrived]:
        told = [json.loads(request.body) for request in self.receiver.taken]
        return [Arrived(f"<{one['id']}>", one["subject"], one["text"]) for one in told]

    def _chat(self) -> list[Arrived]:
        told = [json.loads(request.body) for request in self.receiver.taken]
        return [Arrived("", one["title"], one["message"]) for one in told]

    def _feed(self) -> list[Arrived]:
        root = ET.parse(self.folder / "alerts.atom").getroot()  # noqa: S314 (our own)
        found = root.iter(f"{{{ATOM}}}entry")
        words = [{one.tag.partition("}")[2]: one.text or "" for one in entry} for entry in found]
        return [
            Arrived(f"<{one['id'].removeprefix('mid:')}>", one["title"], one["summary"])
            for one in words
        ]


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.fixture(params=sorted(CHANNELS))
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    office, receiver = Office(), Receiver()
    kind = CHANNELS[request.param]
    async with opened(office) as port, listening(receiver):
        hook = f"http://127.0.0.1:{receiver.port}/hook"
        needed = {
            "apprise": {"url_credential": "chat"},
            "smtp": {"host": "127.0.0.1", "port": port, "security": "none"},
            "webhook": {"url": hook, "secret_credential": "hook"},
        }
        secrets = {**SECRETS, "chat": f"json://127.0.0.1:{receiver.port}/"}
        options = kind.Options.model_validate(needed.get(request.param, {}))
        channel = kind.open(options, context(tmp_path, secrets))
        yield Post(request.param, channel, office, receiver, tmp_path)
        await channel.aclose()


async def test_the_same_message_says_the_same_in_every_channel(post: Post) -> None:
    assert isinstance(await post.channel.send(letter()), Sent)
    (arrived,) = post.delivered()
    assert arrived.subject == letter().subject
    assert arrived.text.split() == letter().text.split()
    assert arrived.id == ("" if post.kind in WITHOUT_IDS else letter().id)


async def test_the_same_stories_are_the_same_composition_in_every_channel(post: Post) -> None:
    alert = stories_told(item(1), item(2))
    assert isinstance(await post.channel.send(alert), Sent)
    (arrived,) = post.delivered()
    assert arrived.subject == alert.subject
    told, whole = arrived.text.split(), alert.text.split()
    shortened = post.kind in WITHOUT_IDS and len(told) < len(whole)
    assert told[:200] == whole[:200] if shortened else told == whole
    for page in pages(post):
        assert page.split() == alert.html.split()
    for request in post.receiver.taken if post.kind == "webhook" else ():
        facts = json.loads(request.body)["stories"]
        assert [one["story"] for one in facts] == [1, 2]
        assert all(one["in_english"].split(" in ")[0] in alert.text for one in facts)


def pages(post: Post) -> list[str]:
    """The HTML that arrived, where the channel hands any over."""
    if post.kind == "webhook":
        return [json.loads(request.body)["html"] for request in post.receiver.taken]
    found = [mail.get_body(("html",)) for mail in post.mails()]
    return [str(one.get_content()) for one in found if one is not None]


async def test_a_repeat_carries_the_same_id(post: Post) -> None:
    for _ in range(2):
        assert isinstance(await post.channel.send(letter()), Sent)
    assert len({one.id for one in post.delivered()}) == 1


async def test_whatever_it_is_given_it_takes_or_gives_up_and_the_next_one_goes(post: Post) -> None:
    hostile = letter(
        id="<other@example.org>",
        address="nobody",
        subject="a =?utf-8?q?x=0D=0ABcc:_evil=40evil.example?=\r\nBcc: evil@evil.example",
        text="]]> \ud800 \x00 \x1b[2J <script>",
        html="<p>\udfff\x00</p>",
    )
    outcome = await post.channel.send(hostile)
    assert isinstance(outcome, Sent) or outcome.permanent
    assert isinstance(await post.channel.send(letter()), Sent)
    assert letter().subject in [one.subject for one in post.delivered()]


async def test_a_hostile_subject_adds_no_header(post: Post) -> None:
    hostile = "a =?utf-8?q?x=0D=0ABcc:_evil=40evil.example?=\r\nBcc: evil@evil.example"
    assert isinstance(await post.channel.send(letter(subject=hostile)), Sent)
    assert len(post.delivered()) == 1
    assert not any("Bcc" in mail for mail in post.mails())
    assert not any("bcc" in request.headers for request in post.receiver.taken)


async def test_a_mail_has_both_parts(post: Post) -> None:
    await post.channel.send(letter())
    for mail in post.mails():
        kinds = [part.get_content_type() for part in mail.iter_parts()]
        assert kinds == ["text/plain", "text/html"]


async def test_no_secret_is_told_when_a_message_does_not_go(post: Post) -> None:
    post.receiver.says("500 Broken", "xyzzy-9")
    post.office.rcpt = "450 later"
    outcome = await post.channel.send(letter())
    if isinstance(outcome, NotSent):
        assert not outcome.permanent
        assert str(post.receiver.port) not in outcome.detail


@pytest.mark.parametrize("name", sorted(CHANNELS))
def test_a_kind_stands_in_the_file_of_its_name(name: str) -> None:
    module = getattr(daemon.channels, name)
    assert module.KIND is CHANNELS[name]
    assert issubclass(CHANNELS[name].Options, BaseModel)


@pytest.mark.parametrize("name", sorted(CHANNELS))
def test_a_key_no_channel_knows_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        CHANNELS[name].Options.model_validate({"host": "127.0.0.1", "tpyo": 1})
