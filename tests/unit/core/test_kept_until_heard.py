"""Within a bound of bytes values are kept until something is heard of what they were made from."""

import pytest

from belowline.core import kept_until_heard as module
from belowline.core.kept import forget, hear, stop_hearing
from belowline.core.kept_until_heard import KeptUntilHeard


@pytest.fixture(autouse=True)
def hearing():
    hear()
    yield
    stop_hearing()


@pytest.fixture
def kept() -> KeptUntilHeard[str]:
    return KeptUntilHeard(1_000, len)


def _keep(kept: KeptUntilHeard[str], key: int, value: str, **given: float) -> None:
    for _ in range(2):  # what comes only once is not kept
        kept.keep(key, value, "site:1", f"thread:{key}", since=kept.since(), **given)


def test_a_value_is_kept_from_the_second_time_on(kept):
    kept.keep(1, "one", "site:1", since=kept.since())
    assert kept.find(1) is None
    kept.keep(1, "one", "site:1", since=kept.since())
    assert kept.find(1) == "one"


@pytest.mark.parametrize("name", ["site:1", "thread:1"])
def test_a_value_is_true_until_something_is_heard_of_any_of_its_names(kept, name):
    _keep(kept, 1, "one")
    forget(["thread:2"])
    assert kept.find(1) == "one"
    forget([name])
    assert kept.find(1) is None


def test_what_was_heard_of_while_a_value_was_made_counts(kept):
    _keep(kept, 1, "one")
    since = kept.since()
    forget(["thread:1"])
    kept.keep(1, "as it was before", "thread:1", since=since)
    assert kept.find(1) is None


def test_a_value_grows_old_by_itself_and_no_younger_by_what_it_holds(kept, monkeypatch):
    time = [100.0]
    monkeypatch.setattr(module, "monotonic", lambda: time[0])
    _keep(kept, 1, "one")
    _keep(kept, 2, "two", until=130.0)
    time[0] = 131.0
    assert (kept.find(1), kept.find(2)) == ("one", None)
    time[0] = 161.0
    assert kept.find(1) is None


def test_what_was_not_used_for_the_longest_goes_first(kept):
    for key in (1, 2, 3):
        _keep(kept, key, "x" * 400)
    assert [kept.find(key) is None for key in (1, 2, 3)] == [True, False, False]


def test_a_process_that_hears_of_nothing_keeps_nothing(kept):
    stop_hearing()
    _keep(kept, 1, "one")
    hear()
    assert kept.find(1) is None
