"""What this room keeps about a person, for the export of it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.personal_data import Subject
from belowline.newsroom.models import ArticleDraft, ArticleEditor, ArticleVersion, Picture


def about(person_id: int) -> Iterator[Subject]:
    """Which stories somebody of the staff has written in; the words are the publisher's."""
    labels = {"when": gettext("When"), "story": gettext("Article")}
    versions = ArticleVersion.objects.filter(made_by=person_id).order_by("id")
    drafts = ArticleDraft.objects.filter(saved_by=person_id).order_by("article_id")
    editors = ArticleEditor.objects.filter(person_id=person_id).order_by("id")
    yield Subject(
        "story-versions",
        gettext("Versions of articles that you published"),
        labels,
        (
            {"when": it.made_at, "story": encode(it.article_id), "name": it.made_by_name}
            for it in versions.iterator()
        ),
    )
    yield Subject(
        "story-drafts",
        gettext("Drafts that you saved last"),
        labels,
        (
            {"when": it.saved_at, "story": encode(it.article_id), "name": it.saved_by_name}
            for it in drafts.iterator()
        ),
    )
    yield _pictures(person_id)
    yield Subject(
        "story-editors",
        gettext("Articles that you had open lately"),
        labels,
        (
            {"when": it.seen_at, "story": encode(it.article_id), "name": it.name}
            for it in editors.iterator()
        ),
    )


def _pictures(person_id: int) -> Subject:
    pictures = Picture.objects.filter(uploaded_by=person_id).order_by("id")
    return Subject(
        "article-pictures",
        gettext("Pictures that you uploaded for articles"),
        {"when": gettext("When"), "picture": gettext("Picture")},
        (
            {"when": it.uploaded_at, "picture": encode(it.pk), "name": it.uploaded_by_name}
            for it in pictures.iterator()
        ),
    )
