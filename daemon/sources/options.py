"""What the options of several kinds share: the order of dates, pages, CSS selectors, paths."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from daemon.model.source import Source
from daemon.sources.dates import UNKNOWN, Published, read_date
from daemon.text.selectors import check_selector

MOST_PAGES = 20
_PATH = re.compile(r"(?:[^.\[\]\s]+|(?=\[))(?:\[\d{0,6}\])*(?:\.[^.\[\]\s]+(?:\[\d{0,6}\])*)*")


class FeedOptions(BaseModel):
    """Keys of any kind: ``date_order`` is of dates like 02/03/2026."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date_order: Literal["DMY", "MDY"] = "DMY"


def _path(written: str) -> str:
    if written and not _PATH.fullmatch(written):
        raise ValueError("must be a path like Data.Articles[] or title.rendered")
    return written


Selector = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(check_selector)]
"""A CSS selector; ``@name`` behind it means that attribute instead of the text."""

JsonPath = Annotated[str, Field(max_length=300), AfterValidator(_path)]
"""Keys with points between them; ``[]`` goes through a list, ``[0]`` takes one of it."""

Pages = Annotated[int, Field(ge=1, le=MOST_PAGES)]
"""How many documents are fetched for one poll."""


def first_date(source: Source, now: datetime, *stated: str) -> Published:
    """The first of these texts that states a date, as the source writes and means dates."""
    month_first = source.options.get("date_order") == "MDY"
    read = (read_date(each, zone=source.zone, now=now, month_first=month_first) for each in stated)
    return next((each for each in read if each is not UNKNOWN), UNKNOWN)


def text_option(source: Source, name: str) -> str:
    """An option that is a text; "" when it is not set."""
    value = source.options.get(name)
    return value if isinstance(value, str) else ""


def pages_option(source: Source, default: int) -> int:
    """How many documents one poll of the source may fetch."""
    value = source.options.get("pages")
    return value if isinstance(value, int) and 1 <= value <= MOST_PAGES else default
