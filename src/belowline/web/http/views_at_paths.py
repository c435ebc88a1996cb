"""Which view is at a path; remembered, as a page is made again far more often than it is new."""

from collections.abc import Iterator
from functools import cache, lru_cache

from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

_LONGEST = 300
"""Characters of a path of which it is remembered what is there."""

_Pattern = URLPattern | URLResolver


def view_at(path: str) -> ResolverMatch:
    """The view at this path. Raises Resolver404."""
    return _remembered(path) if len(path) <= _LONGEST else _at(path)


def _at(path: str) -> ResolverMatch:
    """Django tries every address there is one after the other; these can be at the path."""
    by_first_part, others = _resolvers()
    first = path.removeprefix("/").partition("/")[0]
    match = by_first_part.get(first, others).resolve(path)
    # What was tried in vain is of use to nobody, and ten times as much as what was found.
    match.tried = None
    return match


_remembered = lru_cache(maxsize=512)(_at)


@cache
def _resolvers() -> tuple[dict[str, URLResolver], URLResolver]:
    """One for each first part of a path that stands in an address, and one for all else: with the
    addresses that begin so, and those that may begin with anything, in the order of all.
    """
    patterns = [(_first_part(it), it) for it in _flat(get_resolver().url_patterns)]
    parts = {part for part, _ in patterns if part is not None}
    return {part: _of(patterns, part) for part in parts}, _of(patterns, None)


def _of(patterns: list[tuple[str | None, _Pattern]], part: str | None) -> URLResolver:
    return URLResolver(RegexPattern(r"^/"), [it for of, it in patterns if of in (None, part)])


def _flat(patterns: list[_Pattern]) -> Iterator[_Pattern]:
    """The addresses, those of rooms singly."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern):
            yield from _flat(pattern.url_patterns)
        else:
            yield pattern


def _first_part(pattern: _Pattern) -> str | None:
    """What stands before the first slash; None where that may be anything."""
    route = str(pattern.pattern)
    first = route.partition("/")[0]
    is_known = isinstance(pattern.pattern, RoutePattern) and "<" not in first
    return first if is_known and (isinstance(pattern, URLPattern) or "/" in route) else None
