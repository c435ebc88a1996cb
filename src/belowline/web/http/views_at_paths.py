"""Which view is at a path; remembered, as a page is made again far more often than it is new."""

from functools import lru_cache

from django.urls import ResolverMatch, get_resolver

_LONGEST = 300
"""Characters of a path of which it is remembered what is there."""


def view_at(path: str) -> ResolverMatch:
    """The view at this path. Raises Resolver404."""
    return _at(path) if len(path) <= _LONGEST else get_resolver().resolve(path)


@lru_cache(maxsize=128)
def _at(path: str) -> ResolverMatch:
    return get_resolver().resolve(path)
