"""The web, safely: one way to fetch, for feeds and pages alike."""

from __future__ import annotations

from daemon.fetch.robots import PageFetcher
from daemon.fetch.settings import FetchSettings
from daemon.fetch.web import WebFetcher

__all__ = ["FetchSettings", "PageFetcher", "WebFetcher"]
