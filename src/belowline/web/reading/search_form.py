"""What a reader asks the search for, out of an address; whatever it says is understood somehow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from belowline.accounts.queries.names import people_beginning, person_id_of
from belowline.core.refusals import NotFound
from belowline.discussion.queries.threads import ThreadView
from belowline.newsroom.queries.publications import PublicationView
from belowline.search.queries.asked import LONGEST, Asked, phrase_of, phrases_of
from belowline.web.http.lookup import thread_at
from belowline.web.http.visit import Visit

ALL, ARTICLES, COMMENTS = "all", "articles", "comments"
_NAMES = ("q", "by", "section", "since", "until", "thread", "kind")
_LONGEST_OTHER = 100
_MOST_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The fields as they were typed, what they come to, and the discussion that is looked in."""

    fields: Mapping[str, str]
    asked: Asked
    kind: str
    thread: ThreadView | None

    def address(self, path: str, **other: str) -> str:
        """The address of the same search with other fields."""
        fields = {**self.fields, **other}
        return f"{path}?{urlencode({name: value for name, value in fields.items() if value})}"


def search_form(given: Mapping[str, str], visit: Visit) -> SearchForm:
    """The form, for the publication that is asked."""
    publication = visit.publication
    fields = {name: given.get(name, "")[:_LONGEST_OTHER] for name in _NAMES}
    fields["q"] = given.get("q", "")[:LONGEST]
    found = _thread(visit, fields["thread"])
    wanted, excluded = phrases_of(fields["q"])
    asked = Asked(
        wanted,
        excluded,
        author=phrase_of(fields["by"]),
        people=_people(fields["by"]),
        section=publication.section(fields["section"]),
        thread_id=found.id if found else None,
        since=_day(fields["since"], publication),
        until=_day(fields["until"], publication, after=timedelta(days=1)),
    )
    kind = fields["kind"] if fields["kind"] in (ARTICLES, COMMENTS) else ALL
    return SearchForm(fields, asked, COMMENTS if found else kind, found)


def _people(typed: str) -> frozenset[int]:
    """The person of this name, or else people whose names begin with it."""
    person_id = person_id_of(typed) if typed.strip() else None
    return frozenset([person_id] if person_id else people_beginning(typed, most=_MOST_PEOPLE))


def _thread(visit: Visit, ref: str) -> ThreadView | None:
    try:
        return thread_at(visit, ref) if ref else None
    except NotFound:
        return None


def _day(
    typed: str, publication: PublicationView, *, after: timedelta = timedelta()
) -> datetime | None:
    """When the day begins that was typed, in the publication's time zone."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    if not 1970 <= day.year < 3000:
        return None
    return datetime.combine(day + after, time(), publication.zone).astimezone(UTC)
