"""Dîdevan (دیدەوان, the watchman): reads Kurdish news and tells what must be known.

The rooms, in the order in which an entry passes through them, are described in
``docs/architecture.md``; the layers between them are enforced by import-linter.
"""

__version__ = "2026.11.0"
