"""How closely a kind of place tells where something happened."""

from __future__ import annotations

_LEVELS = {
    "country": 0,
    "region": 1,
    "governorate": 2,
    "river": 2,
    "lake": 2,
    "road": 2,
    "city": 3,
    "mountain": 3,
    "valley": 3,
}
"""How much a kind of place tells; a kind that is not here is a district or smaller."""
SMALL = 4


def level(kind: str) -> int:
    """How closely a place of this kind tells where something happened, 0 to 4."""
    return _LEVELS.get(kind, SMALL)
