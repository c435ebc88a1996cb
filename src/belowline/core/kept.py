"""Values that a serving process keeps in memory until an event says that they are untrue.

Only a process that hears of events keeps anything: elsewhere each value is asked for anew.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
LONGEST = 60.0
"""Seconds after which a value is asked for anew even if nothing was heard of it: time itself
publishes articles and ends licences."""
_MOST = 1000
_REMEMBERED = 10_000
"""Names of which it is known when they were last heard of."""
_MOST_SUBJECTS = 32
_WITH_SUBJECTS = 1_000
"""So many subjects are known of each of so many names; whoever asks about more has to look for
themselves."""


@dataclass(frozen=True, slots=True)
class _Value:
    value: Any
    until: float


@dataclass(slots=True)
class _Subjects:
    """What was heard of under a name since `known_from`: when, and about what; 0: not said."""

    known_from: int
    told: list[tuple[int, int]]


class _Kept:
    """The values by what they were made from (names as events invalidate them) and by key."""

    def __init__(self) -> None:
        self.hears = False
        self.heard = 0
        self.known_from = 0
        self.last: dict[str, int] = {}
        self.subjects: dict[str, _Subjects] = {}
        self.values: dict[str, dict[Hashable, _Value]] = {}
        self.lock = Lock()


_kept = _Kept()


def kept(
    name: str,
    key: Hashable,
    make: Callable[[], T],
    *,
    seconds: float = LONGEST,
    still: Callable[[T], bool] | None = None,
) -> T:
    """The value under this key, made from `name`, at the most so many seconds old.

    `still` says whether a value that is kept is true by the clock as well. Whatever `make` raises
    is raised; nothing is kept then.
    """
    if not _kept.hears:
        return make()
    found = _kept.values.get(name, {}).get(key)
    if found is not None and found.until > monotonic() and (still is None or still(found.value)):
        value: T = found.value
        return value
    heard = _kept.heard
    value = make()
    with _kept.lock:
        # What was heard of meanwhile may be newer than what was read.
        if _kept.heard == heard:
            values = _kept.values.setdefault(name, {})
            if len(values) >= _MOST:
                values.clear()
            values[key] = _Value(value, monotonic() + seconds)
    return value


def forget(names: Iterable[str], *, about: int = 0) -> None:
    """Lets go of what was made from any of these; `about` says what alone has changed, by its id
    (0: nobody knows).
    """
    with _kept.lock:
        _kept.heard += 1
        if len(_kept.last) > _REMEMBERED:
            _kept.known_from = _kept.heard
            _kept.last = {}  # another one: somebody may be looking at the one before
            _kept.subjects = {}
        for name in names:
            _kept.values.pop(name, None)
            _note(name, about)
            _kept.last[name] = _kept.heard


def _note(name: str, about: int) -> None:
    subjects = _kept.subjects.get(name)
    if subjects is None:
        if not about:
            return
        if len(_kept.subjects) >= _WITH_SUBJECTS:
            _kept.subjects = {}
        known_from = max(_kept.last.get(name, 0), _kept.known_from)
        subjects = _kept.subjects[name] = _Subjects(known_from, [])
    told = [*subjects.told, (_kept.heard, about)]
    if len(told) > _MOST_SUBJECTS:
        subjects.known_from = told[0][0]
    subjects.told = told[-_MOST_SUBJECTS:]


def heard() -> int | None:
    """How much was heard of up to now, for `is_untouched`; None where nothing is."""
    return _kept.heard if _kept.hears else None


def is_untouched(since: int, names: Iterable[str]) -> bool:
    """Whether nothing was heard of any of these since then: for values that are kept elsewhere."""
    last = _kept.last
    # In this order: where names were let go of meanwhile, `known_from` says so by now.
    return all(last.get(name, 0) <= since for name in names) and since >= _kept.known_from


def heard_about(since: int, name: str) -> frozenset[int] | None:
    """What alone has changed of what is made from this name since then, by id; None where that is
    not known.
    """
    if is_untouched(since, (name,)):
        return frozenset()
    with _kept.lock:
        subjects = _kept.subjects.get(name)
        if subjects is None or since < max(subjects.known_from, _kept.known_from):
            return None
        found = frozenset(about for heard, about in subjects.told if heard > since)
    return None if 0 in found else found


def hear() -> None:
    """Begins to keep: from now on `forget` is called for every event."""
    _begin_anew()
    _kept.hears = True


def stop_hearing() -> None:
    """Keeps nothing any more."""
    _kept.hears = False
    _begin_anew()


def _begin_anew() -> None:
    """Nothing that is kept counts any more, wherever it is."""
    with _kept.lock:
        _kept.heard += 1
        _kept.known_from = _kept.heard
        _kept.subjects = {}
        _kept.values.clear()
