"""What readers show of themselves: profile pages, and pictures."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from belowline.accounts.queries.profiles import Profile, picture_bytes
from belowline.core.refusals import NotFound
from belowline.discussion.queries.people import (
    CommentPage,
    answers_to_person,
    comments_by,
    number_of_comments,
)
from belowline.discussion.queries.threads import article_ids_of_threads
from belowline.newsroom.queries.articles import cards
from belowline.pages.profile import Part, render_profile
from belowline.web.http.actors import publication_of
from belowline.web.http.lookup import profile_at
from belowline.web.http.shared import cacheable

_SIZES = {96: False, 256: True}


@require_safe
def comments(request: HttpRequest, ref: str) -> HttpResponse:
    """A reader's profile with what they wrote here."""
    shown = profile_at(request, ref)
    found = None
    if shown.shows_comments:
        found = comments_by(
            person_id=shown.id,
            publication_id=publication_of(request).id,
            after=request.GET.get("after"),
        )
    return _page(request, shown, Part.COMMENTS, found)


@require_safe
def answers(request: HttpRequest, ref: str) -> HttpResponse:
    """A reader's profile with what others answered."""
    shown = profile_at(request, ref)
    found = None
    if shown.shows_answers:
        found = answers_to_person(
            person_id=shown.id,
            publication_id=publication_of(request).id,
            after=request.GET.get("after"),
        )
    return _page(request, shown, Part.ANSWERS, found)


@require_safe
def picture(request: HttpRequest, digest: str, size: int) -> HttpResponse:
    """A picture, 96 or 256 pixels wide; what is at an address never changes."""
    content = picture_bytes(digest, large=_SIZES[size]) if size in _SIZES else None
    if content is None:
        raise NotFound(gettext("There is no picture at this address."))
    response = HttpResponse(content, content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return cacheable(response, publication_id=publication_of(request).id)


def _page(
    request: HttpRequest, shown: Profile, part: Part, found: CommentPage | None
) -> HttpResponse:
    publication = publication_of(request)
    said = found.comments if found else ()
    thread = article_ids_of_threads({comment.thread_id for comment in said})
    articles = cards(list(thread.values()))
    number = number_of_comments(person_id=shown.id, publication_id=publication.id)
    page = render_profile(
        publication,
        shown,
        part=part,
        found=found,
        number=number if shown.shows_comments else None,
        articles={
            thread_id: articles[article_id]
            for thread_id, article_id in thread.items()
            if article_id in articles
        },
    )
    return cacheable(
        HttpResponse(page), publication_id=publication.id, people=[shown.id], lists=True
    )
