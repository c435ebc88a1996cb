"""Says whom a quote is from in the words of the page's language; what is kept has no words."""

import re
from functools import cache

from django.utils.translation import gettext

from belowline.core.languages import spoken

_CITE = re.compile(r'<cite(?: class="(article|unnamed)")?>(<a href="[^"]*">)(.*?)</a></cite>')


def cited(html: str) -> str:
    """The HTML of a comment with "NAME wrote" above each quote whose source is known.

    Those words have a direction of their own, so that they say nothing about the comment's.
    """
    return _CITE.sub(_said, html) if "<cite" in html else html


def _said(cite: re.Match[str]) -> str:
    kind, link, name = cite.groups()
    from_article, a_reader, wrote = _words(spoken())
    if kind == "article":
        return f'<cite dir="auto">{link}{from_article}</a></cite>'
    named = a_reader if kind == "unnamed" else name
    words = wrote % {"name": f"{link}<bdi>{named}</bdi></a>"}
    return f'<cite dir="auto">{words}</cite>'


@cache
def _words(language: str) -> tuple[str, str, str]:
    del language  # only told apart here
    return gettext("From the article"), gettext("A reader"), gettext("%(name)s wrote")
