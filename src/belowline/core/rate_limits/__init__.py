"""How fast is too fast: what a limit is, and the places where acts are counted."""

from belowline.core.rate_limits.limits import Limit, Pace, check_limits

__all__ = ["Limit", "Pace", "check_limits"]
