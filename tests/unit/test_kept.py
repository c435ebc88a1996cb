"""Values that are kept in memory until an event says that they are untrue."""

import pytest

from belowline.core import kept as module
from belowline.core.kept import forget, hear, heard, heard_about, is_untouched, kept, stop_hearing


@pytest.fixture(autouse=True)
def hearing():
    hear()
    yield
    stop_hearing()


def test_a_value_is_made_once_until_something_is_heard_of_what_it_was_made_from():
    made = iter(range(10))
    assert [kept("site:1", "key", lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    forget(["site:2"])
    assert kept("site:1", "key", lambda: next(made)) == 0
    forget(["site:1"])
    assert kept("site:1", "key", lambda: next(made)) == 1
    assert kept("site:1", "another", lambda: next(made)) == 2


def test_what_was_heard_of_while_it_was_made_is_not_kept():
    def make():
        forget(["site:1"])
        return "as it was before"

    kept("site:1", "key", make)
    assert kept("site:1", "key", lambda: "as it is") == "as it is"


def test_a_process_that_hears_of_nothing_keeps_nothing():
    stop_hearing()
    made = iter(range(10))
    assert [kept("site:1", "key", lambda: next(made)) for _ in range(2)] == [0, 1]


def test_a_value_grows_old_by_itself(monkeypatch):
    time = [100.0]
    monkeypatch.setattr(module, "monotonic", lambda: time[0])
    assert kept("site:1", "key", lambda: "old", seconds=5) == "old"
    time[0] += 4.9
    assert kept("site:1", "key", lambda: "new", seconds=5) == "old"
    time[0] += 0.2
    assert kept("site:1", "key", lambda: "new", seconds=5) == "new"


def test_however_many_keys_are_asked_for_few_are_kept(monkeypatch):
    monkeypatch.setattr(module, "_MOST", 10)
    for number in range(100):
        kept("hosts", number, object)
    assert len(module._kept.values["hosts"]) <= 10


def test_a_fault_is_not_kept():
    with pytest.raises(ZeroDivisionError):
        kept("site:1", "key", lambda: 1 / 0)
    assert kept("site:1", "key", lambda: 1) == 1


def test_what_is_kept_elsewhere_is_touched_by_what_is_heard_of_its_names():
    since = heard()
    assert since is not None
    assert is_untouched(since, ["site:1", "thread:1"])
    forget(["site:2"])
    assert is_untouched(since, ["site:1", "thread:1"])
    forget(["thread:1"])
    assert not is_untouched(since, ["site:1", "thread:1"])
    assert is_untouched(heard(), ["site:1", "thread:1"])


def test_of_more_names_than_are_remembered_the_oldest_count_as_touched(monkeypatch):
    monkeypatch.setattr(module, "_REMEMBERED", 10)
    since = heard()
    for number in range(20):
        forget([f"thread:{number}"])
    assert not is_untouched(since, ["site:1"])
    assert is_untouched(heard(), ["site:1"])


def test_nothing_counts_from_before_the_hearing_began_or_after_it_ended():
    since = heard()
    hear()
    assert not is_untouched(since, [])
    since = heard()
    stop_hearing()
    assert heard() is None
    assert not is_untouched(since, [])


def test_what_alone_has_changed_is_known_by_what_was_said_of_it():
    start = heard()
    forget(["thread:1", "lists:1"], about=7)
    forget(["thread:2"], about=8)
    later = heard()
    forget(["thread:1"], about=9)
    assert heard_about(start, "thread:1") == {7, 9}
    assert heard_about(later, "thread:1") == {9}
    assert heard_about(later, "thread:2") == frozenset()
    assert heard_about(heard(), "thread:1") == frozenset()


def test_where_something_was_heard_without_a_subject_nobody_knows_what_has_changed():
    start = heard()
    forget(["thread:1"])
    between = heard()
    forget(["thread:1"], about=7)
    late = heard()
    forget(["thread:1"])
    last = heard()
    forget(["thread:1"], about=8)
    assert heard_about(start, "thread:1") is None
    assert heard_about(between, "thread:1") is None
    assert heard_about(late, "thread:1") is None
    assert heard_about(last, "thread:1") == {8}
    forget(["lists:1"])
    assert heard_about(start, "lists:1") is None


def test_of_more_subjects_than_are_remembered_nobody_knows_the_first():
    start = heard()
    forget(["thread:1"], about=100)
    after_first = heard()
    for number in range(1, 33):
        forget(["thread:1"], about=number)
    assert heard_about(start, "thread:1") is None
    assert heard_about(after_first, "thread:1") == frozenset(range(1, 33))


def test_subjects_go_with_the_names_that_are_let_go_of(monkeypatch):
    monkeypatch.setattr(module, "_REMEMBERED", 3)
    start = heard()
    for number in range(1, 8):
        forget([f"thread:{number}"], about=number)
    assert heard_about(start, "thread:7") is None
    before = heard()
    forget(["thread:8"], about=5)
    assert heard_about(before, "thread:8") == {5}
    hear()
    assert heard_about(before, "thread:8") is None


def test_subjects_are_known_of_so_many_names_only(monkeypatch):
    monkeypatch.setattr(module, "_WITH_SUBJECTS", 3)
    start = heard()
    for number in range(1, 6):
        forget([f"thread:{number}"], about=number)
    assert len(module._kept.subjects) <= 3
    assert heard_about(start, "thread:1") is None
    assert heard_about(start, "thread:5") == {5}
    between = heard()
    forget(["thread:1"], about=8)
    assert heard_about(start, "thread:1") is None
    assert heard_about(between, "thread:1") == {8}
