"""Page to article: finds the body, and recognises pages that hold none; never fetches."""

from __future__ import annotations

from daemon.extract.article import extract
from daemon.extract.raw import raw_page, raw_text
from daemon.text.markup import plain_text

__all__ = ["extract", "plain_text", "raw_page", "raw_text"]
