"""The orders in which a thread can be read."""

from enum import StrEnum


class Order(StrEnum):
    """How comments follow each other; every order ends on the id, so none has ties."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"
    DISCUSSED = "discussed"
    DISPUTED = "disputed"

    @classmethod
    def default(cls, comment_count: int) -> "Order":
        """The order in which a discussion is shown to whoever has chosen none: a long one shows
        its best comments first.
        """
        return cls.BEST if comment_count > _LONG else cls.NEWEST

    @property
    def field(self) -> str | None:
        """The column that ranks comments in this order; None where time alone does."""
        return _FIELDS.get(self)


_LONG = 50
"""Comments: a discussion that has more of them is long."""
_FIELDS = {Order.BEST: "best", Order.DISCUSSED: "answers", Order.DISPUTED: "disputed"}
