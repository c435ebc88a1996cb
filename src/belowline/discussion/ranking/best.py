"""The rank of "best": how well-liked a comment surely is."""

from math import sqrt

_Z = 1.959963984540054  # the 97.5 % quantile of the normal distribution: a 95 % interval
_PICK, _PIN = 1.0, 2.0
"""More than votes give, so that each kind of mark stands above all without it."""


def wilson_lower_bound(up: int, down: int) -> float:
    """The lower end of Wilson's 95 % score interval for the share of up votes, from 0 to 1.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22 (1927), 209-212.
    """
    votes = up + down
    if up == 0:
        return 0.0
    share = up / votes
    z2 = _Z * _Z
    centre = share + z2 / (2 * votes)
    margin = _Z * sqrt((share * (1 - share) + z2 / (4 * votes)) / votes)
    return (centre - margin) / (1 + z2 / votes)


def best_rank(up: int, down: int, *, is_picked: bool, is_pinned: bool) -> float:
    """What the order "best" goes by: a pinned comment stands first, then the editors' picks, and
    among each of these and all others the bound of the votes decides.
    """
    return wilson_lower_bound(up, down) + _PIN * is_pinned + _PICK * is_picked
