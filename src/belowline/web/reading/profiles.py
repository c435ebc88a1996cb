"""What readers show of themselves: profile pages, and pictures."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.accounts.queries.profiles import Profile, picture_bytes
from belowline.core.events import LISTS, PERSON, SITE
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
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import profile_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY

_SIZES = {96: False, 256: True}


@address(
    "people/<ref:person>",
    name="profile",
    get=EVERYBODY,
    shared=Shared((SITE, LISTS, PERSON), ("after",)),
)
def comments(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A reader's profile with what they wrote here."""
    shown = profile_at(visit, ref)
    found = None
    if shown.shows_comments:
        found = comments_by(
            person_id=shown.id,
            publication_id=visit.publication.id,
            after=request.GET.get("after"),
        )
    return _page(visit, shown, Part.COMMENTS, found)


@address(
    "people/<ref:person>/answers",
    name="profile-answers",
    get=EVERYBODY,
    shared=Shared((SITE, LISTS, PERSON), ("after",)),
)
def answers(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A reader's profile with what others answered."""
    shown = profile_at(visit, ref)
    found = None
    if shown.shows_answers:
        found = answers_to_person(
            person_id=shown.id,
            publication_id=visit.publication.id,
            after=request.GET.get("after"),
        )
    return _page(visit, shown, Part.ANSWERS, found)


@address(
    "pictures/<digest:digest>/<int:size>", name="picture", get=EVERYBODY, shared=Shared((SITE,))
)
def picture(request: HttpRequest, visit: Visit, digest: str, size: int) -> HttpResponse:
    """A picture, 96 or 256 pixels wide; what is at an address never changes."""
    content = picture_bytes(digest, large=_SIZES[size]) if size in _SIZES else None
    if content is None:
        raise NotFound(gettext("There is no photo at this address."))
    response = HttpResponse(content, content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return cacheable(response, publication_id=visit.publication.id)


def _page(visit: Visit, shown: Profile, part: Part, found: CommentPage | None) -> HttpResponse:
    publication = visit.publication
    said = found.comments if found else ()
    thread = article_ids_of_threads(said)
    articles = cards(thread.values(), publication_ids=[publication.id])
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
