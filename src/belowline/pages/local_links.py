"""Turns addresses of comments that stand on the same page into jumps within it."""

import re
from collections.abc import Container

_LINK = re.compile(r'href="/c/([0-9a-z]{13})"')


def with_local_links(html: str, on_page: Container[str]) -> str:
    """The HTML with `/c/REF` replaced by `#cREF` for each ref in `on_page`."""
    if 'href="/c/' not in html:
        return html
    return _LINK.sub(
        lambda match: f'href="#c{match[1]}"' if match[1] in on_page else match[0], html
    )
