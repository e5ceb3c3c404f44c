"""``digest`` and ``deliver``: decided once, sent once, and looked at without a trace."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from daemon.store import Store
from daemon.store.overview import Overview
from tests.cli.didevan import Didevan


async def overview(store: Store) -> Overview:
    return await store.overview()


async def flagged_titles(store: Store) -> list[str]:
    return [article.title for article in await store.recent_articles(flagged=True)]


def test_a_digest_is_decided_once_and_sent_once(polled: Didevan) -> None:
    decided = polled("digest").stdout
    assert decided.startswith("analyst@")
    assert decided.endswith(" articles\n")
    assert polled("digest").stdout == "no digest is due\n"

    sent = polled("deliver").stdout
    [mail] = (polled.state / "mail" / "new").iterdir()
    assert sent.startswith("sent '")
    assert sent.endswith(f"' to analyst: {mail}\n")
    assert polled("deliver").stdout == "nothing to send\n"
    told = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert told["To"] == "analyst@example.org"


def test_before_its_time_no_digest_is_due(didevan: Didevan) -> None:
    assert didevan("digest").stdout == "no digest is due\n"
    assert didevan("digest").stdout == "no digest is due\n"


def test_a_dry_run_prints_the_next_digest_and_leaves_no_trace(polled: Didevan) -> None:
    before = polled.asked(overview)
    said = polled("digest", "--dry-run").stdout
    flagged = polled.asked(flagged_titles)
    assert said.startswith("Subject: ")
    assert flagged
    for title in flagged:
        assert title in said
    assert polled.asked(overview) == before
    assert polled("deliver").stdout == "nothing to send\n"


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("next.html", "<html"),
        ("next.txt", "DÎDEVAN · "),
        ("next.eml", "Message-ID: <"),
    ],
)
def test_a_preview_is_written_in_the_form_of_its_file(
    polled: Didevan, tmp_path: Path, name: str, holds: str
) -> None:
    before = polled.asked(overview)
    file = tmp_path / name
    assert polled("digest", "--preview", str(file)).stdout == f"written: {file}\n"
    assert holds in file.read_text(encoding="utf-8")
    assert polled.asked(overview) == before


def test_a_preview_of_another_form_is_refused(polled: Didevan, tmp_path: Path) -> None:
    result = polled.ending(2, "digest", "--preview", str(tmp_path / "next.pdf"))
    assert "must end in .html, .txt or .eml" in result.stderr
    assert not (tmp_path / "next.pdf").exists()


def test_a_preview_that_cannot_be_written_is_told_in_a_sentence(didevan: Didevan) -> None:
    file = didevan.folder / "nowhere" / "next.html"
    ended = didevan.ending(1, "digest", "--preview", str(file))
    assert ended.stderr == f"Error: {file}: No such file or directory\n"


def test_the_recipient_can_be_chosen_and_an_unknown_one_is_refused(didevan: Didevan) -> None:
    (didevan.folder / "config.toml").write_text(
        '[[recipient]]\nname = "shilan"\naddress = "shilan@example.org"\n'
        '[[recipient]]\nname = "azad"\naddress = "azad@example.org"\n',
        encoding="utf-8",
    )
    mail = didevan.folder / "azad.eml"
    didevan("digest", "--preview", str(mail), "--recipient", "azad")
    assert message_from_bytes(mail.read_bytes())["To"] == "azad@example.org"

    result = didevan.ending(2, "digest", "--dry-run", "--recipient", "nobody")
    assert "There is no recipient 'nobody'. There are: shilan, azad." in result.stderr


def test_what_could_not_be_sent_is_told_with_the_time_of_the_next_try(polled: Didevan) -> None:
    (polled.state / "mail").write_text("a file, where a folder should be")
    polled("digest")
    said = polled("deliver").stdout
    assert said.startswith("not sent '")
    assert "' to analyst: maildir_failed, " in said
    assert "; next try 20" in said
    [line] = polled.asked(overview).outbox
    assert (line.state, line.reason) == ("pending", "maildir_failed")
