"""Leads a moderator to anything: by an address, a name, a number or words."""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belowline.accounts.queries.names import people_beginning
from belowline.accounts.queries.profiles import profile
from belowline.core.ids import decode, encode
from belowline.discussion.queries.comments import CommentView, comments_with_hidden_text
from belowline.discussion.queries.people import writers_among
from belowline.discussion.queries.threads import desk_thread
from belowline.moderation.queries.batches import batch
from belowline.moderation.queries.queues import case_card, case_of_decision, cases_of_comments
from belowline.moderation.services.case_work import open_case
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.search.queries.asked import Asked, phrases_of
from belowline.search.queries.finding import find_articles, find_comments
from belowline.search.time_limit import end_of_search
from belowline.web.http.addresses import address
from belowline.web.http.lookup import article_ids_for
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_LONGEST = 2_000
_MOST = 10
_REF = re.compile(r"[0-9a-z]{13}")
_PLACE = re.compile(r"/(c|people|desk/cases|desk/people|desk/batches)/([0-9a-z]{13})(?:[/?#].*)?")


@address("desk/go", name="desk-go", get=MODERATORS)
def go(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Leads to what the words name, or lists what they may mean."""
    typed = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    place = _place(visit, typed) if typed else None
    if place is not None:
        return HttpResponseRedirect(place)
    return render(request, "desk/go.html", {"typed": typed, **_meant(visit, typed)})


@address("desk/c/<ref:comment>/case", name="case-of-comment", post=MODERATORS)
def case_of_comment(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Leads to the case of a comment, which is made where nothing waited yet."""
    case_id = open_case(actor=visit.actor, comment_id=id_from(ref))
    return HttpResponseRedirect(f"/desk/cases/{encode(case_id)}")


def _place(visit: Visit, typed: str) -> str | None:
    """Where exactly one thing is that the words name."""
    if _REF.fullmatch(typed):
        return _numbered(visit, typed)
    path = typed.removeprefix(visit.base_url)
    if not path.startswith("/") and "://" not in path:
        return None
    if found := _PLACE.fullmatch(path):
        return _numbered(visit, found[2])
    ids = article_ids_for(visit, [typed])
    known = cards(ids.values(), publication_ids=[visit.publication.id])
    return next((card.path for card in known.values()), None)


def _numbered(visit: Visit, ref: str) -> str | None:
    """What has this number: a comment with a case, a case, a decision, a batch, a reader or a
    discussion.
    """
    try:
        key = decode(ref)
    except ValueError:
        return None
    publication_id = visit.publication.id
    of_comment = cases_of_comments([key], publication_id=publication_id).get(key)
    if of_comment:
        return f"/desk/cases/{of_comment}"
    if case_card(publication_id=publication_id, case_id=key):
        return f"/desk/cases/{ref}"
    if decided := case_of_decision(publication_id=publication_id, decision_id=key):
        return f"/desk/cases/{decided.ref}"
    if batch(publication_id=publication_id, batch_id=key):
        return f"/desk/batches/{ref}"
    if profile(person_id=key, publication_id=publication_id):
        return f"/desk/people/{ref}"
    if desk_thread(publication_id=publication_id, thread_id=key):
        return f"/desk/threads/{ref}/closing"
    return None


def _meant(visit: Visit, typed: str) -> Mapping[str, object]:
    """Readers whose name begins so, comments and articles with the words."""
    publication_id = visit.publication.id
    named = people_beginning(typed, most=_MOST * 5) if typed else {}
    writers = writers_among(named, publication_id=publication_id)
    people = [(encode(key), name) for key, name in named.items() if key in writers][:_MOST]
    comments, articles = _one_comment(visit, typed), list[ArticleCard]()
    asked = Asked(phrases_of(typed)[0])
    if not asked.is_empty and not comments:
        comments, articles = _with_words(publication_id, asked)
    cases = cases_of_comments([it.id for it in comments], publication_id=publication_id)
    return {"people": people, "comments": comments, "cases": cases, "articles": articles}


def _with_words(publication_id: int, asked: Asked) -> tuple[list[CommentView], list[ArticleCard]]:
    until = end_of_search()
    said = find_comments(publication_id=publication_id, asked=asked, until=until, limit=_MOST)
    written = find_articles(publication_id=publication_id, asked=asked, until=until, limit=_MOST)
    return [hit.comment for hit in said.hits], [hit.article for hit in written.hits]


def _one_comment(visit: Visit, typed: str) -> list[CommentView]:
    """The comment that the words are the number or the address of, which has no case yet."""
    path = typed.removeprefix(visit.base_url)
    found = _PLACE.fullmatch(path)
    ref = typed if _REF.fullmatch(typed) else found[2] if found and found[1] == "c" else ""
    if not ref:
        return []
    known = comments_with_hidden_text([id_from(ref)])
    return [it for it in known if it.publication_id == visit.publication.id]
