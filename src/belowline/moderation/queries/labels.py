"""The labels of a publication, in its own words where it has any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, override

from belowline.core.bulk_sql import select_rows
from belowline.core.events import SITE
from belowline.core.kept import kept
from belowline.core.languages import spoken
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.label_codes import labels_in
from belowline.moderation.models import PublicationLabel
from belowline.moderation.queries.shipped_labels import SHIPPED_LABELS
from belowline.newsroom.models import Publication


@dataclass(frozen=True, slots=True)
class LabelView:
    """A label; `number` is its digit on a case's page, `is_shown` whether readers see it.

    `home` is the publication's language, whose name stands for one that is missing in another.
    """

    code: str
    number: int
    names: Mapping[str, str]
    home: str
    is_shown: bool
    is_retired: bool = False

    @property
    def name(self) -> str:
        """What it is called in the language that is spoken."""
        return self.said(spoken())

    def said(self, language: str) -> str:
        """What it is called in a language; in the publication's own where there is no name."""
        for known in (language, self.home, *self.names):
            if name := self.names.get(known):
                return name
        shipped = SHIPPED_LABELS.get(self.code)
        with override(language):
            return gettext(shipped.name) if shipped else self.code


def labels(publication_id: int) -> Sequence[LabelView]:
    """All labels of the publication, in their order, those that are retired last."""
    made: Sequence[LabelView] = kept(
        SITE.format(publication_id=publication_id), "labels", lambda: _labels(publication_id)
    )
    return made


def offered_labels(publication_id: int) -> Sequence[LabelView]:
    """Those that moderators put on comments today."""
    return [it for it in labels(publication_id) if not it.is_retired]


def label_at(code: str, *, publication_id: int) -> LabelView | None:
    """The publication's label of this code, also a retired one; None where there is none."""
    return next((it for it in labels(publication_id) if it.code == code), None)


def label_name(code: str, *, publication_id: int) -> str:
    """What the label of a decision is called, in the language that is spoken."""
    found = label_at(code, publication_id=publication_id)
    return found.name if found else code


def labels_for_readers(comment: CommentView) -> Sequence[LabelView]:
    """Those of a comment's labels that readers see, while they see the comment."""
    codes = labels_in(comment.labels) if comment.is_published else ()
    known = labels(comment.publication_id) if codes else ()
    return [it for it in known if it.is_shown and it.code in codes]


def _labels(publication_id: int) -> Sequence[LabelView]:
    ((home,),) = select_rows(Publication, ["language"], id=[publication_id])
    rows = list(PublicationLabel.objects.filter(publication=publication_id).order_by("position"))
    if not rows:
        return [
            LabelView(code, number, {}, home, it.is_shown)
            for number, (code, it) in enumerate(SHIPPED_LABELS.items(), start=1)
        ]
    live = [it for it in rows if not it.is_retired]
    ordered = [*live, *(it for it in rows if it.is_retired)]
    return [
        LabelView(it.code, number, it.names, home, it.is_shown, it.is_retired)
        for number, it in enumerate(ordered, start=1)
    ]
