"""The orders in which a thread can be read."""

from enum import StrEnum


class Order(StrEnum):
    """How comments follow each other; every order ends on the id, so none has ties."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"
    DISCUSSED = "discussed"
    DISPUTED = "disputed"

    @property
    def field(self) -> str | None:
        """The column that ranks comments in this order; None where time alone does."""
        return _FIELDS.get(self)


_FIELDS = {Order.BEST: "best", Order.DISCUSSED: "answers", Order.DISPUTED: "disputed"}
