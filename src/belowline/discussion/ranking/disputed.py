"""The rank of "most disputed": how many voted, and how evenly."""


def dispute(up: int, down: int) -> float:
    """Votes to the power of their balance; 0 where one side is empty, largest at many to many.

    Source: the `controversy` rank of reddit's published ranking code (_sorts.pyx, 2010):
    (up + down) ** (smaller side / larger side).
    """
    if up == 0 or down == 0:
        return 0.0
    return float((up + down) ** (min(up, down) / max(up, down)))
