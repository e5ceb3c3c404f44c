"""What a near miss lacked: the rules that would have tipped it, and what they did not find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daemon.rules.expression import SENTENCE, Count, Either, Near, Node, Operand, With
from daemon.rules.finding import Operands, find
from daemon.rules.lexicon import Lexicon, Rule
from daemon.rules.scoring import Weighed

_MOST = 3
_LISTED = 4


def lacking(
    category: str, gap: float, weighed: Sequence[Weighed], operands: Operands, lexicon: Lexicon
) -> tuple[str, ...]:
    """Up to three rules that would have closed the gap, nearest to being met first."""
    found = {one.rule.id for one in weighed}
    candidates: list[tuple[int, str]] = []
    for rule in lexicon.rules:
        if rule.category != category or rule.id in found or rule.weight < gap:
            continue
        missing = list(_missing(rule.node, operands, lexicon))
        if missing and not rule.named.isdisjoint(operands):
            candidates.append((len(missing), _in_words(rule, missing)))
    lessened = [
        f"{gap:g} more; '{one.rule.gloss}' was lessened by {', '.join(one.guards)}"
        for one in weighed
        if one.guards
    ]
    return (*lessened[:1], *(words for _, words in sorted(candidates)[:_MOST]))


def _in_words(rule: Rule, missing: Sequence[str]) -> str:
    return f"{rule.weight:+g} for '{rule.gloss}' [{rule.id}]: {' and '.join(missing)}"


def _missing(node: Node, operands: Operands, lexicon: Lexicon) -> Iterator[str]:
    """What is not there of what the expression asks; nothing when it is met."""
    if find(node, operands):
        return
    if isinstance(node, Operand):
        yield f"no {_called(node, lexicon)}"
    elif isinstance(node, Either):
        names = [_called(part, lexicon) for part in node.parts[:_LISTED]]
        yield f"none of {', '.join(names)}{' …' if len(node.parts) > _LISTED else ''}"
    elif isinstance(node, Count):
        number = len(find(node.inner, operands))
        yield f"{_called(node.inner, lexicon)} only {number} of {node.least} times"
    else:
        yield from _missing_pair(node, operands, lexicon)


def _missing_pair(node: With | Near, operands: Operands, lexicon: Lexicon) -> Iterator[str]:
    left, right = _called(node.left, lexicon), _called(node.right, lexicon)
    if not find(node.left, operands):
        yield from _missing(node.left, operands, lexicon)
    elif node.absent:
        yield f"{right} stands there"
    if not node.absent and not find(node.right, operands):
        yield from _missing(node.right, operands, lexicon)
    elif isinstance(node, Near) and not node.absent and find(node.left, operands):
        reach = "in one sentence" if node.words == SENTENCE else f"within {node.words} words"
        order = "in this order " if node.ordered else ""
        yield f"{left} and {right} not {order}{reach}"


def _called(node: Node, lexicon: Lexicon) -> str:
    if isinstance(node, Operand):
        return f"'{lexicon.glosses.get(node.name, node.name)}'"
    if isinstance(node, Either):
        return " or ".join(_called(part, lexicon) for part in node.parts[:_LISTED])
    if isinstance(node, Count):
        return _called(node.inner, lexicon)
    return f"{_called(node.left, lexicon)} with {_called(node.right, lexicon)}"
