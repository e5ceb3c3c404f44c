"""The log: one event per line on stderr, past tense, with fields; journald gets priorities."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]  # Any: structlog's own type for what an event carries

_PRIORITIES = {"debug": 7, "info": 6, "warning": 4, "error": 3, "critical": 2}


def set_up(level: int = logging.INFO) -> None:
    """Send our log from ``level`` on, and warnings of the libraries, to stderr."""
    journal = "JOURNAL_STREAM" in os.environ
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _one_line,
            _Line(journal=journal),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(_Library(journal=journal))
    logging.basicConfig(handlers=[libraries], level=logging.WARNING)
    for chatty in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a job that fails is an error


def _one_line(_logger: object, _method: str, event: Event) -> Event:
    """Keep a record on one line and free of control characters, whatever a feed says."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _plain(value)
    return event


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


class _Line:
    """Renders logfmt; for the journal with its priority instead of a time of our own."""

    def __init__(self, *, journal: bool) -> None:
        self._journal = journal
        self._render = structlog.processors.LogfmtRenderer(
            key_order=["timestamp", "level", "event"], drop_missing=True
        )

    def __call__(self, logger: object, method: str, event: Event) -> str:
        if not self._journal:
            return self._render(logger, method, event)
        event.pop("timestamp", None)
        return f"<{_PRIORITIES.get(method, 6)}>{self._render(logger, method, event)}"


class _Library(logging.Formatter):
    """Renders what the libraries say as one line too, traceback and all."""

    def __init__(self, *, journal: bool) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._journal = journal

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line, for the journal with its priority."""
        line = _plain(super().format(record))
        priority = _PRIORITIES.get(record.levelname.lower(), 6)
        return f"<{priority}>{line}" if self._journal else line
