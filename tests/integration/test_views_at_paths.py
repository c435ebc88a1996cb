"""A path is looked up among the addresses that can be there; what is found is what Django finds."""

from collections.abc import Iterator

import pytest
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from belowline.core.ids import encode
from belowline.web.http.views_at_paths import view_at

_SAMPLES = {
    "ref": encode(7),
    "name": "politics",
    "digest": "0" * 32,
    "kind": "avif",
    "format": "atom",
    "month": "2026-11",
    "day": "2026-11-26",
    "int": "7",
    "str": "words",
    "slug": "words",
    "path": "some/where",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            continue
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern)


def _sample(route: str) -> str:
    made, rest = "/", route
    while "<" in rest:
        fixed, _, rest = rest.partition("<")
        inside, _, rest = rest.partition(">")
        kind, colon, _ = inside.partition(":")
        made += fixed + _SAMPLES[kind if colon else "str"]
    return made + rest


def test_every_address_leads_where_django_leads() -> None:
    routes = list(_routes(get_resolver().url_patterns))
    assert len(routes) > 200
    for route in routes:
        path = _sample(route)
        ours, theirs = view_at(path), get_resolver().resolve(path)
        assert (ours.func, ours.args, ours.kwargs) == (theirs.func, theirs.args, theirs.kwargs), (
            path
        )
        assert (ours.view_name, ours.route) == (theirs.view_name, theirs.route)
        assert ours.namespaces == theirs.namespaces
        assert ours.captured_kwargs == theirs.captured_kwargs


@pytest.mark.parametrize(
    "path", ["/desk", "/news", "/政治/朝", "/robots.txt", "/", "/c", "/people"]
)
def test_what_begins_like_another_address_is_told_from_it(path) -> None:
    try:
        theirs = get_resolver().resolve(path).func
    except Http404:
        with pytest.raises(Http404):
            view_at(path)
    else:
        assert view_at(path).func is theirs


@pytest.mark.parametrize("path", ["/a/b/c/d", "/desk/none/such", "/.well-known/none", "//"])
def test_where_nothing_is_nothing_is_found(path) -> None:
    with pytest.raises(Http404):
        view_at(path)
