"""Whom a survey asks, how often, and what stands beside its result, as an editor types it."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext

from belowline.core.ids import decode
from belowline.core.refusals import Invalid
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.threads import article_ids_of_threads, with_shown_thread

FEWEST_IN_SAMPLE, MOST_IN_SAMPLE = 2, 10_000
LONGEST_PAUSE = 365
MOST_SIDES = 6
MOST_PARAGRAPHS = 999
_COMMENT = re.compile(r"(?:^|/c/|#c)([0-9a-z]{13})/?$")


def checked_sample(words: Mapping[str, str]) -> int | None:
    """One reader in how many is asked; None for everyone. Raises Invalid."""
    typed = words.get("sample", "").strip()
    if not typed:
        return None
    if words.get("place") != "top":
        raise Invalid(
            gettext("Only the line on top of every page can ask readers at random."), field="sample"
        )
    return _number(typed, "sample", FEWEST_IN_SAMPLE, MOST_IN_SAMPLE)


def checked_pause(words: Mapping[str, str]) -> int:
    """After how many days the line comes back to whoever has put it off. Raises Invalid."""
    typed = words.get("again_after", "").strip()
    return _number(typed, "again_after", 0, LONGEST_PAUSE) if typed else 7


def checked_paragraph(words: Mapping[str, str]) -> int | None:
    """Behind which paragraph of its article it stands; None for below the article. Raises
    Invalid.
    """
    typed = words.get("after_paragraph", "").strip()
    if not typed or words.get("place") != "article":
        return None
    return _number(typed, "after_paragraph", 1, MOST_PARAGRAPHS)


def checked_sides(
    words: Mapping[str, str], publication_id: int, article_id: int | None
) -> list[int]:
    """Comments below the article, typed as their addresses, one on each line. Raises Invalid."""
    lines = [it.strip() for it in words.get("sides", "").splitlines() if it.strip()]
    if len(lines) > MOST_SIDES:
        raise Invalid(
            gettext("Please choose up to %(n)s comments.") % {"n": MOST_SIDES}, field="sides"
        )
    ids = [_comment(line) for line in lines]
    shown = with_shown_thread(comments(ids, publication_id=publication_id))
    articles = article_ids_of_threads(shown)
    found = {it.id for it in shown if it.is_published and articles.get(it.thread_id) == article_id}
    if (article_id is None and ids) or not found.issuperset(ids):
        raise Invalid(
            gettext("These have to be addresses of comments below the article."), field="sides"
        )
    return list(dict.fromkeys(ids))


def _comment(line: str) -> int:
    found = _COMMENT.search(line)
    try:
        return decode(found[1]) if found else 0
    except ValueError:
        return 0


def _number(typed: str, field: str, least: int, most: int) -> int:
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 6
    if not is_number or not least <= int(typed) <= most:
        raise Invalid(
            gettext("Please write a number from %(least)s to %(most)s.")
            % {"least": least, "most": most},
            field=field,
        )
    return int(typed)
