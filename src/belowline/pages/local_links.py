"""Turns addresses of comments that stand on the same page into jumps within it."""

import re
from collections.abc import Container

_START = 'href="/c/'
_LINK = re.compile(r'href="/c/([0-9a-z]{13})"')


def refs_in(html: str) -> set[str]:
    """The refs of the comments that the HTML links to."""
    return set(_LINK.findall(html)) if _START in html else set()


def with_local_links(html: str, on_page: Container[str]) -> str:
    """The HTML with `/c/REF` replaced by `#cREF` for each ref in `on_page`."""
    if _START not in html:
        return html
    return _LINK.sub(
        lambda match: f'href="#c{match[1]}"' if match[1] in on_page else match[0], html
    )
