"""Marks an answer as the same for every reader, so that the front may keep it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import HttpResponse

from belowline.core.clock import now
from belowline.core.events import ARTICLE, LISTS, PERSON, SITE, THREAD
from belowline.newsroom.queries.article_times import earliest
from belowline.surveys.queries.surveys import shown_surveys

DEPENDS = "Belowline-Depends"
ENDS = "Belowline-Ends"
BY_COUNTRY = "Belowline-By-Country"
STORY = "Belowline-Story"
PACE = "Belowline-Pace"
_LONGEST_MAKING = timedelta(seconds=5)
"""What has ended while the page was being made is in it perhaps; it is made again."""
_LIST_PACE = 1
"""How often a second a list is made again that a comment anywhere changes, while many come."""


def cacheable(
    response: HttpResponse,
    *,
    publication_id: int,
    threads: Iterable[int] = (),
    lists: bool = False,
    people: Iterable[int] = (),
    articles: Iterable[int] = (),
    ends_at: datetime | None = None,
    by_country: bool = False,
    story: int | None = None,
) -> HttpResponse:
    """The response, saying what it was made from: the site, these threads, what these people show
    of themselves, these stories and, with `lists`, what goes on anywhere in the publication: that
    is made again less often. From `ends_at` on it must not be served; with `by_country` it is for
    readers in the asker's country, and no cache between may hold it. Whoever gets it reads the
    article `story`, which is counted.
    """
    depends = [SITE.format(publication_id=publication_id)]
    depends += [THREAD.format(thread_id=thread_id) for thread_id in threads]
    depends += [PERSON.format(person_id=person_id) for person_id in people]
    depends += [ARTICLE.format(article_id=article_id) for article_id in articles]
    if lists:
        depends.append(LISTS.format(publication_id=publication_id))
        response[PACE] = str(_LIST_PACE)
    response[DEPENDS] = " ".join(depends)
    ends_at = earliest(ends_at, shown_surveys(publication_id).changes_at)
    if ends_at is not None and ends_at > now() - _LONGEST_MAKING:
        response[ENDS] = f"{ends_at.timestamp():.3f}"
    if by_country:
        response[BY_COUNTRY] = "1"
        response["Cache-Control"] = "private"
    if story is not None:
        response[STORY] = str(story)
    return response
