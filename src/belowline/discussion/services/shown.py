"""Refuses what would be written where readers see no discussion: its article is held, or gone."""

from collections.abc import Iterable

from django.utils.translation import gettext

from belowline.core.refusals import NotFound
from belowline.discussion.models import Thread
from belowline.newsroom.queries.article_times import shown_discussions


class Shown:
    """Which of these threads readers see now; asked once for all of them."""

    def __init__(self, threads: Iterable[Thread]) -> None:
        self._articles = shown_discussions({it.article_id for it in threads}).keys()

    def check(self, thread: Thread) -> None:
        """Raises NotFound, with the words for a discussion that there is not: whether there is one
        below an article that nobody has seen yet is nobody's business.
        """
        if thread.article_id not in self._articles:
            raise NotFound(gettext("This discussion isn’t available."))


def check_shown(thread: Thread) -> None:
    """The same for one thread. Raises NotFound."""
    Shown([thread]).check(thread)
