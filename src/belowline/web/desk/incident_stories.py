"""Which stories an incident may cover: found by address or headline, and those chosen so far."""

from collections.abc import Sequence
from contextlib import suppress

from belowline.core.ids import decode, encode
from belowline.moderation.services.incident_places import MOST_STORIES
from belowline.newsroom.queries.desk_stories import headlines, story_list
from belowline.web.http.lookup import article_ids_for
from belowline.web.http.visit import Visit

_MOST_FOUND = 10
_LONGEST = 2_000


def story_choices(visit: Visit, chosen: Sequence[str], find: str) -> list[tuple[str, str, bool]]:
    """Stories by ref and headline, and whether they are ticked: those chosen, and the one at the
    address that was typed; then up to ten whose headline or byline has the words.
    """
    typed = find.strip()[:_LONGEST]
    ticked = dict.fromkeys(_ids(chosen[:MOST_STORIES]))
    found: dict[int, str] = {}
    if typed.startswith("/") or "://" in typed:
        ticked |= dict.fromkeys(article_ids_for(visit, [typed]).values())
    elif typed:
        rows = story_list(publication_id=visit.publication.id, find=typed).rows
        found = {it.id: it.headline for it in rows[:_MOST_FOUND] if it.id not in ticked}
    known = headlines(publication_id=visit.publication.id, article_ids=ticked)
    return [
        *((encode(key), known[key], True) for key in ticked if key in known),
        *((encode(key), headline, False) for key, headline in found.items()),
    ]


def headlines_of(visit: Visit, refs: Sequence[str]) -> dict[str, str]:
    """The headlines of the publication's stories with these refs."""
    known = headlines(publication_id=visit.publication.id, article_ids=_ids(refs))
    return {encode(key): headline for key, headline in known.items()}


def _ids(refs: Sequence[str]) -> list[int]:
    found = []
    for ref in refs:
        with suppress(ValueError):
            found.append(decode(ref))
    return found
