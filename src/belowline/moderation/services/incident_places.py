"""Where an incident is: sections and single stories of one publication."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext

from belowline.core.bulk_sql import select_rows
from belowline.core.ids import decode, encode
from belowline.core.refusals import Invalid
from belowline.newsroom.models import Article, Section

MOST_STORIES = 50


@dataclass(frozen=True, slots=True)
class Places:
    """The refs of sections and of articles, sorted; no article of one of the sections."""

    sections: list[str]
    stories: list[str]


def chosen_places(
    sections: Collection[str], stories: Collection[str], *, publication_id: int
) -> Places:
    """Those of these refs that are the publication's. Raises Invalid where none is, and for too
    many stories.
    """
    own = Section.objects.filter(publication=publication_id).values_list("id", flat=True)
    within = {*sections} & {encode(key) for key in own}
    if len(stories) > MOST_STORIES:
        sentence = gettext("Please choose up to %(most)s articles.") % {"most": MOST_STORIES}
        raise Invalid(sentence, field="stories")
    rows = select_rows(Article, ["id", "publication_id", "section_id"], id=_ids(stories))
    single = {
        encode(key)
        for key, owner, section_id in rows
        if owner == publication_id and encode(section_id) not in within
    }
    if not within and not single:
        raise Invalid(gettext("Please choose a section or an article."), field="sections")
    return Places(sorted(within), sorted(single))


def _ids(refs: Collection[str]) -> set[int]:
    found = set()
    for ref in refs:
        with suppress(ValueError):
            found.add(decode(ref))
    return found
