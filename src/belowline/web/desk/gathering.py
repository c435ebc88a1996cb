"""What a moderator who decides on many comments has asked for, and which comments that is."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils.translation import gettext

from belowline.accounts.queries.profiles import profile
from belowline.core.clock import now
from belowline.core.markup import plain_text
from belowline.core.refusals import Invalid, NotFound
from belowline.discussion.queries.comments import comments_with_hidden_text
from belowline.discussion.queries.selections import versions_by, versions_of
from belowline.discussion.queries.threads import thread
from belowline.moderation.queries.batches import comments_of_cases, held_comments
from belowline.moderation.services.batches import BY_HAND, MOST, PERSON, PHRASE, Gathering
from belowline.search.queries.asked import LONGEST, Asked, phrase_of
from belowline.search.queries.excerpts import places_in
from belowline.search.queries.finding import find_comments
from belowline.search.time_limit import end_of_search
from belowline.web.desk.seen import Found, number_in
from belowline.web.http.visit import Visit, id_from

_SECONDS = 2.0
"""For how long comments with a phrase are looked for: moderators can wait, readers cannot."""
_MOST_PICKED = 200
_MOST_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the comments come together: some `cases`, what a person wrote (`name`, `since`), or the
    phrase of the gathering.
    """

    gathering: Gathering
    cases: Sequence[int] = ()
    name: str = ""
    since: datetime | None = None


def wanted(visit: Visit, asked: QueryDict) -> Wanted:
    """What is asked for. Raises Invalid where it is nothing that can be found, and NotFound."""
    if "person" in asked:
        return _person(visit, asked)
    if "phrase" in asked:
        words = " ".join(asked.get("phrase", "").split())[:LONGEST]
        if not phrase_of(words):
            raise Invalid(gettext("Please enter the words to look for."), field="phrase")
        return Wanted(Gathering(PHRASE, words=words))
    refs = asked.getlist("case")
    if not refs:
        raise Invalid(gettext("Please select a comment first."))
    return Wanted(Gathering(BY_HAND), cases=[id_from(ref) for ref in refs[:_MOST_PICKED]])


def find(visit: Visit, asked: Wanted) -> Found:
    """The comments of the publication that are meant, if they are shown or held, the newest first;
    up to as many as a batch can have.
    """
    publication_id = visit.publication.id
    if asked.gathering.how == PHRASE:
        return _with_phrase(publication_id, asked.gathering.words)
    if asked.gathering.person_id is None:
        ids = comments_of_cases(asked.cases, publication_id=publication_id)
        return Found(versions_of(ids, publication_id=publication_id))
    versions = versions_by(
        person_id=asked.gathering.person_id,
        publication_id=publication_id,
        most=MOST + 1,
        thread_id=asked.gathering.thread_id,
        since=asked.since,
    )
    return Found(dict(list(versions.items())[:MOST]), is_cut=len(versions) > MOST)


def _person(visit: Visit, asked: QueryDict) -> Wanted:
    person_id, publication_id = id_from(asked.get("person", "")), visit.publication.id
    found = profile(person_id=person_id, publication_id=publication_id)
    if found is None:
        raise NotFound(gettext("No reader found at this address."))
    ref = asked.get("thread", "")
    thread_id = id_from(ref) if ref else None
    if thread_id and thread(publication_id=publication_id, thread_id=thread_id) is None:
        raise NotFound(gettext("This discussion isn’t available."))
    gathering = Gathering(PERSON, person_id=person_id, thread_id=thread_id)
    return Wanted(gathering, name=found.name, since=_since(asked.get("days", "")))


def _since(days: str) -> datetime | None:
    if not days:
        return None
    with suppress(ValueError):
        if 0 < (number := number_in(days)) <= _MOST_DAYS:
            return now() - timedelta(days=number)
    raise Invalid(gettext("Please enter a number of days."), field="days")


def _with_phrase(publication_id: int, words: str) -> Found:
    asked = Asked(phrases=(phrase_of(words),))
    page = find_comments(
        publication_id=publication_id, asked=asked, until=end_of_search(_SECONDS), limit=MOST
    )
    shown = {hit.comment.id: hit.comment.version for hit in page.hits}
    held = comments_with_hidden_text(held_comments(publication_id=publication_id, most=MOST))
    waiting = {
        it.id: it.version
        for it in held
        if it.is_held and places_in(" ".join(plain_text(it.html).split()), asked) is not None
    }
    versions = sorted({**waiting, **shown}.items(), reverse=True)
    return Found(dict(versions[:MOST]), is_cut=bool(page.after) or len(versions) > MOST)
