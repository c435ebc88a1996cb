"""Which marks and small words two people use far more often than others, for a reason in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

import regex

_MARK = r"[^\p{L}\p{N}\p{M}\s]{1,4}+"
_TOKENS = regex.compile(
    rf"\p{{Hiragana}}{{2,6}}+|[[\p{{L}}]--[\p{{Hiragana}}\p{{Han}}\p{{Katakana}}]]++|{_MARK}",
    regex.VERSION1,
)
_FREQUENT = 300
"""Marks and words by how many people of the group use them; what is rarer is a subject."""
_LEAST_TIMES = 3
_FAR = 1.5
"""Standard deviations above the mean of the group, for both."""
_MOST = 4


def shared_habits(
    text: str, others: Mapping[int, str], chosen: Sequence[int]
) -> dict[int, list[tuple[str, int, int]]]:
    """For each of the `chosen` others what both use far more often than the group: the mark or the
    word, and how often each of the two used it.
    """
    own = _counted(text)
    counted = {key: _counted(other) for key, other in others.items()}
    holders: Counter[str] = Counter()
    for each in (own, *counted.values()):
        holders.update(each.keys())
    frequent = sorted(holders, key=lambda token: (-holders[token], token))[:_FREQUENT]
    found: dict[int, list[tuple[float, str, int, int]]] = {key: [] for key in chosen}
    for token in frequent:
        if own[token] < _LEAST_TIMES:
            continue
        shares = {key: each[token] / max(each.total(), 1) for key, each in counted.items()}
        mean = sum(shares.values()) / len(shares)
        spread = sqrt(sum((it - mean) ** 2 for it in shares.values()) / len(shares))
        far = mean + _FAR * spread
        share = own[token] / own.total()
        for key in chosen:
            if spread and share > far and shares[key] > far and counted[key][token] >= _LEAST_TIMES:
                surplus = (min(share, shares[key]) - mean) / spread
                found[key].append((surplus, token, own[token], counted[key][token]))
    return {
        key: [
            (token, mine, theirs) for _, token, mine, theirs in sorted(each, reverse=True)[:_MOST]
        ]
        for key, each in found.items()
    }


def _counted(text: str) -> Counter[str]:
    return Counter(token.lower() for token in _TOKENS.findall(text))
