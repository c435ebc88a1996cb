"""Comparisons of writing, for the export of a person: not whom they were found to resemble, which
is the other's as well.
"""

from collections.abc import Iterator, Mapping

from django.db.models import Q
from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.personal_data import Subject
from belowline.moderation.models import Likeness, LikenessSearch


def about_likeness(person_id: int) -> Iterator[Subject]:
    """When their writing was compared, and that it resembled another's; as staff, what they asked
    for and dismissed.
    """
    when = gettext("When")
    yield Subject(
        "writing-compared",
        gettext("Comparisons of your writing with other readers’"),
        {"when": when, "compared": gettext("Readers compared")},
        map(_search, LikenessSearch.objects.filter(person=person_id).order_by("id")),
    )
    found = Likeness.objects.filter(Q(first=person_id) | Q(second=person_id)).order_by("id")
    yield Subject(
        "writing-alike",
        gettext("Times your writing was found to be like another reader’s"),
        {"when": when, "dismissed": gettext("Dismissed")},
        (
            {"when": it.found_at, "closeness": it.closeness, "dismissed": it.dismissed_at}
            for it in found
        ),
    )
    yield Subject(
        "comparisons-asked-for",
        gettext("Comparisons of writing that you asked for as a moderator"),
        {"when": when},
        map(_search, LikenessSearch.objects.filter(asked_by=person_id).order_by("id")),
    )
    yield Subject(
        "likenesses-dismissed",
        gettext("Suggestions of the same person that you dismissed as a moderator"),
        {"when": when},
        (
            {"when": it.dismissed_at}
            for it in Likeness.objects.filter(dismissed_by=person_id).order_by("id")
        ),
    )


def _search(it: LikenessSearch) -> Mapping[str, object]:
    return {"when": it.asked_at, "compared": it.compared, "publication": encode(it.publication_id)}
