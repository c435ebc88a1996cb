"""Where a share lies of which a random sample is known."""

from math import exp, lgamma, log, log1p

_STEPS = 60
_TERMS = 300
_SMALL = 1e-300


def credible_interval(number: int, of: int, *, level: float = 0.95) -> tuple[float, float]:
    """The bounds, in per cent, between which the share lies with the probability `level`, where
    `number` of `of` people chosen at random said so: equal tails of the Beta distribution that
    Jeffreys' prior leads to, Beta(number + ½, of - number + ½), down to 0 for nobody and up to 100
    for everybody.

    Source: L. Brown, T. Cai, A. DasGupta, "Interval Estimation for a Binomial Proportion",
    Statistical Science 16 (2001) 101-133, section 3.1.2 and 4.1.1.
    """
    tail = (1 - level) / 2
    a, b = number + 0.5, of - number + 0.5
    low = 0.0 if number == 0 else _quantile(tail, a, b)
    high = 1.0 if number == of else _quantile(1 - tail, a, b)
    return 100 * low, 100 * high


def _quantile(probability: float, a: float, b: float) -> float:
    """By halving: 60 times is as exact as a float between 0 and 1 can be."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _beta_up_to(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta_up_to(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction on the side on which that
    converges fast (NIST, *Digital Library of Mathematical Functions*, 8.17.22).
    """
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_up_to(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's way of summing it up."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / (1 + term * d or _SMALL)
            c = 1 + term / c or _SMALL
            found *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return found
