"""Parsing and extracting in child processes that may be killed: what the web sent is hostile."""

from __future__ import annotations

from daemon.jail.jail import Jail
from daemon.jail.limits import Limits

__all__ = ["Jail", "Limits"]
