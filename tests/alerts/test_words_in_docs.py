"""The words that are stored stand in the docs: reasons, what becomes of a message, troubles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from daemon.alerts.troubles import called
from daemon.model.alert import Ruling
from daemon.model.notice import Notice, Trouble
from daemon.model.outcome import Reason
from tests.alerts.sample import DUE

DOCS = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text(encoding="utf-8")
OF_MAIL = [one for one in Reason if one.value.startswith("mail_")] + [Reason.ADDRESS_REFUSED]


@pytest.mark.parametrize("ruling", list(Ruling))
def test_every_reason_of_a_decision(ruling: Ruling) -> None:
    assert f"`{ruling.value}`" in DOCS


@pytest.mark.parametrize("reason", OF_MAIL)
def test_every_outcome_of_a_mail(reason: Reason) -> None:
    assert f"`{reason.value}`" in DOCS


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_in_the_words_of_its_notice(trouble: Trouble) -> None:
    told = called(Notice(trouble, "X", "", DUE))
    words = {part for part in re.split(r"(?:source |to |channel )?X", told) if len(part) > 3}
    assert all(part.strip() in DOCS for part in words), told
