"""Bytes to entries: one file for each kind of source, and the table of them."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.sources import json, listing, rss, sitemap, telegram
from daemon.sources.kind import Kind

__all__ = ["KINDS", "Kind"]

KINDS: Mapping[str, Kind] = {
    "rss": rss.KIND,
    "sitemap": sitemap.KIND,
    "listing": listing.KIND,
    "json": json.KIND,
    "telegram": telegram.KIND,
}
