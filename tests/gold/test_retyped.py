"""Bad spelling costs next to nothing."""

from __future__ import annotations

import pytest

from tests.gold.labelled import own_texts, real_news
from tests.gold.retyped import WAYS, costs
from tests.rules.building import shipped

MOST = 0.01


@pytest.mark.parametrize("way", WAYS)
def test_each_way_changes_many_texts(way: str) -> None:
    sorani = [one.text for one in own_texts() if one.language == "ckb"]
    assert sum(WAYS[way](text) != text for text in sorani) > len(sorani) / 5


def test_our_own_texts_typed_badly_are_judged_alike() -> None:
    fallen = costs(shipped(), own_texts())
    assert max(fallen.values()) <= MOST, fallen


def test_real_news_typed_badly_is_judged_alike() -> None:
    news = real_news()
    if news is None:
        pytest.skip("the shared news is not beside this checkout")
    fallen = costs(shipped(), news)
    assert max(fallen.values()) <= MOST, fallen
