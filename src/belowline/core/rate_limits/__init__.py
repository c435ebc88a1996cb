"""How fast is too fast: what a limit is, and the places where acts are counted."""

from belowline.core.rate_limits.limits import Limit, check_limits

__all__ = ["Limit", "check_limits"]
