"""This room's part in the end of an account: stories are the publisher's, and name it no more."""

from collections.abc import Mapping

from belowline.newsroom.models import ArticleDraft, ArticleEditor, ArticleVersion, Picture


def erase(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """An Eraser (accounts.services.erasing): at most `most` versions at once, and few drafts."""
    del choice
    ids = ArticleVersion.objects.filter(made_by=person_id).values_list("id", flat=True)[:most]
    versions = ArticleVersion.objects.filter(pk__in=list(ids))
    uploads = Picture.objects.filter(uploaded_by=person_id).values_list("id", flat=True)[:most]
    pictures = Picture.objects.filter(pk__in=list(uploads))
    drafts = ArticleDraft.objects.filter(saved_by=person_id)
    counts = {
        "articlepicture": pictures.update(uploaded_by=None, uploaded_by_name=""),
        "storyversion": versions.update(made_by=None, made_by_name=""),
        "storydraft": drafts.update(saved_by=None, saved_by_name=""),
        "storyeditor": ArticleEditor.objects.filter(person_id=person_id).delete()[0],
    }
    return {name: number for name, number in counts.items() if number}
