"""What was made of an object is given again while nothing else goes into it."""

from belowline.core.made_of import MadeOf


class Thing:
    pass


def test_a_value_is_made_anew_where_something_else_goes_into_it() -> None:
    memory: MadeOf[Thing, list[str]] = MadeOf(10)
    one, other = Thing(), Thing()
    memory.get(1, one, ("a",), lambda: ["before"])
    first = memory.get(1, one, ("a",), lambda: ["first"])
    assert memory.get(1, one, ("a",), lambda: ["second"]) is first
    assert memory.get(1, one, ("b",), lambda: ["third"]) == ["third"]
    assert memory.get(1, other, ("b",), lambda: ["fourth"]) == ["fourth"]


def test_so_many_values_are_kept_and_no_more() -> None:
    memory: MadeOf[Thing, int] = MadeOf(2)
    thing = Thing()
    for key in (0, 0, 1, 1, 2, 2):
        memory.get(key, thing, (), lambda key=key: key)
    assert memory.get(0, thing, (), lambda: -1) == -1
    assert memory.get(2, thing, (), lambda: -1) == 2
