"""Objects of rows that are as they were are given again, and no others."""

from belowline.core.row_memory import MadeOf, RowMemory


class Thing:
    def __init__(self, row) -> None:
        self.row = row


def _make(rows):
    return [Thing(row) for row in rows]


def test_a_row_that_is_as_it_was_gives_the_same_object() -> None:
    memory: RowMemory[Thing] = RowMemory(1_000_000)
    memory.objects([(1, "a"), (2, "b")], _make)
    one, two = memory.objects([(1, "a"), (2, "b")], _make)
    again, changed, new = memory.objects([(1, "a"), (2, "c"), (3, "d")], _make)
    assert again is one
    assert changed is not two
    assert (changed.row, new.row) == ((2, "c"), (3, "d"))
    assert memory.objects([(2, "c")], _make) == [changed]


def test_only_what_is_not_known_is_made() -> None:
    memory: RowMemory[Thing] = RowMemory(1_000_000)
    for _ in range(2):
        memory.objects([(1, "a")], _make)
    asked = []
    memory.objects([(1, "a"), (2, "b")], lambda rows: asked.extend(rows) or _make(rows))
    assert asked == [(2, "b")]
    memory.objects([(2, "b")], _make)
    memory.objects([(1, "a"), (2, "b")], lambda rows: 1 / 0)


def test_what_comes_once_is_not_kept() -> None:
    memory: RowMemory[Thing] = RowMemory(1_000_000)
    for number in range(100):
        memory.objects([(number, "x")], _make)
    assert memory.size == 0


def test_a_row_that_comes_twice_is_one_object() -> None:
    memory: RowMemory[Thing] = RowMemory(1_000_000)
    one, two = memory.objects([(1, "a"), (1, "a")], _make)
    assert one.row == two.row
    assert memory.objects([], _make) == []


def test_what_is_kept_is_bounded_and_what_was_used_last_stays() -> None:
    memory: RowMemory[Thing] = RowMemory(100_000)
    memory.objects([(0, "x" * 10_000)], _make)
    (first,) = memory.objects([(0, "x" * 10_000)], _make)
    for number in range(1, 50):
        memory.objects([(number, "x" * 10_000)], _make)
        memory.objects([(number, "x" * 10_000), (0, "x" * 10_000)], _make)
        assert memory.size <= 100_000
    assert memory.objects([(0, "x" * 10_000)], _make) == [first]
    assert memory.objects([(1, "x" * 10_000)], _make)[0].row[0] == 1


def test_what_is_larger_than_all_that_may_be_kept_is_given_and_not_kept() -> None:
    memory: RowMemory[Thing] = RowMemory(1_000)
    memory.objects([(1, "x" * 5_000)], _make)
    (made,) = memory.objects([(1, "x" * 5_000)], _make)
    assert made.row[0] == 1
    assert memory.size == 0


def test_a_value_is_made_anew_where_something_else_goes_into_it() -> None:
    memory: MadeOf[Thing, list[str]] = MadeOf(10)
    one, other = Thing(1), Thing(1)
    memory.get(1, one, ("a",), lambda: ["before"])
    first = memory.get(1, one, ("a",), lambda: ["first"])
    assert memory.get(1, one, ("a",), lambda: ["second"]) is first
    assert memory.get(1, one, ("b",), lambda: ["third"]) == ["third"]
    assert memory.get(1, other, ("b",), lambda: ["fourth"]) == ["fourth"]


def test_so_many_values_are_kept_and_no_more() -> None:
    memory: MadeOf[Thing, int] = MadeOf(2)
    thing = Thing(1)
    for key in (0, 0, 1, 1, 2, 2):
        memory.get(key, thing, (), lambda key=key: key)
    assert memory.get(0, thing, (), lambda: -1) == -1
    assert memory.get(2, thing, (), lambda: -1) == 2
