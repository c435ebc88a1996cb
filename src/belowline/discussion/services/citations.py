"""Takes a name from where others quoted whoever had it."""

import re
from collections.abc import Collection, Mapping

from belowline.core.bulk_sql import select_rows
from belowline.core.ids import decode
from belowline.discussion.models import Comment
from belowline.discussion.services.locks import lock_comments

_CITED = re.compile(r'<cite>(<a href="/c/([0-9a-z]{13})"[^>]*>)[^<]*</a></cite>')


def locked_citing(quoted: Collection[int]) -> Mapping[int, str]:
    """The HTML of the comments that name whom they quote from these, by id; all are locked.

    It is looked for in the words of their threads, for a quote of somebody by whom they did not
    want to be answered is no edge of the graph.
    """
    threads = {thread_id for (thread_id,) in select_rows(Comment, ["thread_id"], id=quoted)}
    rows = Comment.objects.filter(thread_id__in=threads, html__contains="<cite>")
    of = frozenset(quoted)
    citing = {key for key, html in rows.values_list("id", "html").iterator() if _cites(html, of)}
    locked = lock_comments(citing | of, names=("id", "thread_id", "html"))
    return {key: it.html for key, it in locked.items() if key in citing}


def unnamed(html: str, quoted: Collection[int]) -> str:
    """The HTML with "A reader" (in the words of each page) where these comments' author stood."""
    of = frozenset(quoted)
    return _CITED.sub(
        lambda found: (
            f'<cite class="unnamed">{found[1]}A reader</a></cite>'
            if decode(found[2]) in of
            else found[0]
        ),
        html,
    )


def _cites(html: str, quoted: Collection[int]) -> bool:
    return any(decode(found[2]) in quoted for found in _CITED.finditer(html))
