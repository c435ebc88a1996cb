"""Ids are given out before they are committed: the head never passes one that still appears."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from belowline.core.subscribers.gaps import Gaps


@dataclass
class Database:
    """What PostgreSQL does with transaction ids, row ids and snapshots."""

    next_xid: int = 1
    next_id: int = 1
    under_way: dict[int, list[int]] = field(default_factory=dict)
    visible: set[int] = field(default_factory=set)

    def begin(self) -> int:
        xid, self.next_xid = self.next_xid, self.next_xid + 1
        self.under_way[xid] = []
        return xid

    def take_id(self, xid: int) -> None:
        self.under_way[xid].append(self.next_id)
        self.next_id += 1

    def end(self, xid: int, *, commits: bool) -> None:
        ids = self.under_way.pop(xid)
        self.visible |= set(ids) if commits else set()

    def oldest(self) -> int:
        return min(self.under_way, default=self.next_xid)

    def mark(self) -> int:
        xid, self.next_xid = self.next_xid, self.next_xid + 1
        return xid

    def look(self, gaps: Gaps) -> None:
        ids = sorted(number for number in self.visible if number > gaps.head)
        if ids:
            gaps.seen(ids, oldest=self.oldest(), mark=self.mark)


STEPS = st.lists(
    st.tuples(st.sampled_from(["begin", "take", "commit", "roll back", "look"]), st.integers(0, 9)),
    max_size=120,
)


@given(STEPS)
def test_nothing_appears_behind_the_head_and_in_the_end_it_is_at_the_newest(steps) -> None:
    database, gaps = Database(), Gaps(0)
    for step, which in steps:
        known = sorted(database.under_way)
        if step == "begin":
            database.begin()
        elif step == "look":
            before = set(database.visible)
            database.look(gaps)
            still = {number for ids in database.under_way.values() for number in ids}
            assert not {number for number in still if number <= gaps.head}
            assert database.visible == before
        elif known:
            xid = known[which % len(known)]
            if step == "take":
                database.take_id(xid)
            else:
                database.end(xid, commits=step == "commit")
    for xid in list(database.under_way):
        database.end(xid, commits=True)
    for _ in range(3):
        database.look(gaps)
    assert gaps.head == max(database.visible, default=0)


def test_a_number_that_was_given_back_holds_up_nobody_for_long() -> None:
    database, gaps = Database(), Gaps(0)
    lost, kept = database.begin(), database.begin()
    database.take_id(lost)
    database.take_id(kept)
    database.end(kept, commits=True)
    database.look(gaps)
    assert gaps.head == 0, "it may still be committed"
    database.end(lost, commits=False)
    database.look(gaps)
    assert gaps.head == 2


def test_a_long_transaction_that_takes_no_number_holds_up_nobody() -> None:
    database, gaps = Database(), Gaps(0)
    database.begin()
    short = database.begin()
    database.take_id(short)
    database.end(short, commits=True)
    database.look(gaps)
    assert gaps.head == 1
