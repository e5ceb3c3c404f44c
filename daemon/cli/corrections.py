"""Corrections told on the command line: what was said, and what the rules say now."""

from __future__ import annotations

from collections.abc import Iterator

from daemon.model.story import Correction, CorrectionKind
from daemon.pipeline.corrections import Reviewed, Said


def as_value(one: Correction) -> dict[str, object]:
    """A correction in the stable form of ``--json``."""
    made = one.made_at.isoformat()
    return {
        "id": one.id,
        "kind": one.kind,
        "articles": one.articles,
        "others": one.others,
        "made_at": made,
    }


def in_words(one: Correction) -> str:
    """A correction in one line."""
    articles, others = (", ".join(map(str, some)) for some in (one.articles, one.others))
    words = {
        CorrectionKind.MERGE: f"articles {articles} and {others} tell one event",
        CorrectionKind.SPLIT: f"articles {articles} tell another event than {others}",
        CorrectionKind.NOT_SECURITY: f"articles {articles} are not about security",
        CorrectionKind.SECURITY: f"articles {articles} are about security",
    }
    return f"{one.made_at:%Y-%m-%d %H:%M}  {words[one.kind]}"


def reviewed_value(one: Reviewed) -> dict[str, object]:
    """A reviewed correction in the stable form of ``--json``."""
    return {
        **as_value(one.correction),
        "standing": one.standing,
        "why": one.why,
        "said": [_said_value(said) for said in one.said],
    }


def reviewed_lines(one: Reviewed) -> Iterator[str]:
    """A reviewed correction: what was said, what is said now of each article, how it stands."""
    yield in_words(one.correction)
    for said in one.said:
        yield f"    [{said.article.id}] {_judgement(said)}: {said.article.title}"
    yield f"    {one.standing}: {one.why}"
    yield ""


def _judgement(said: Said) -> str:
    if said.verdict is None:
        return "its text is gone"
    if not said.verdict.flagged:
        return "not flagged"
    return f"flagged, {said.verdict.severity}, {', '.join(said.verdict.categories)}"


def _said_value(said: Said) -> dict[str, object]:
    verdict = said.verdict
    return {
        "article": said.article.id,
        "title": said.article.title,
        "flagged": verdict and verdict.flagged,
        "categories": verdict and verdict.categories,
        "severity": verdict and verdict.severity,
    }
