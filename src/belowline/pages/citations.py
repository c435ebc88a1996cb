"""Says whom a quote is from in the words of the page's language; what is kept has no words."""

import re

from django.utils.translation import gettext

_CITE = re.compile(r'<cite(?: class="(article|unnamed)")?>(<a href="[^"]*">)(.*?)</a></cite>')


def cited(html: str) -> str:
    """The HTML of a comment with "NAME wrote" above each quote whose source is known.

    Those words have a direction of their own, so that they say nothing about the comment's.
    """
    return _CITE.sub(_said, html) if "<cite" in html else html


def _said(cite: re.Match[str]) -> str:
    kind, link, name = cite.groups()
    if kind == "article":
        words = gettext("From the article")
        return f'<cite dir="auto">{link}{words}</a></cite>'
    named = gettext("A reader") if kind == "unnamed" else name
    words = gettext("%(name)s wrote") % {"name": f"{link}<bdi>{named}</bdi></a>"}
    return f'<cite dir="auto">{words}</cite>'
