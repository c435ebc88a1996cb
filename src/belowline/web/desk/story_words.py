"""What stands around the words in an article's form: their preview, pictures to choose from."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from belowline.core.markup import render_article
from belowline.core.markup.figures import figures_in, refs_in
from belowline.newsroom.queries.desk_pictures import (
    DeskPicture,
    pictures_named,
    recent_pictures,
)
from belowline.newsroom.queries.pictures import PictureView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.figures import with_figures

_LONGEST_PREVIEW = 200_000
_MOST_CHOICES = 20


def previewed(text: str, publication: PublicationView) -> SafeString:
    """The text as readers would see it, with its pictures from where only editors have them."""
    html = render_article(text[:_LONGEST_PREVIEW])
    refs = [ref for ref, _ in figures_in(html)]
    pictures = pictures_named(publication_id=publication.id, refs=refs) if refs else {}
    return with_figures(html, pictures, publication)


def lead_of(words: Mapping[str, str], publication: PublicationView) -> PictureView | None:
    """The picture above the text, from where only editors have it."""
    refs = [words["picture"]]
    return pictures_named(publication_id=publication.id, refs=refs).get(words["picture"])


def pictures_to_choose(words: Mapping[str, str], publication: PublicationView) -> list[DeskPicture]:
    """The pictures that the article has, and the newest ones of the publication."""
    own = [words["picture"], *refs_in(words["body"])][:_MOST_CHOICES]
    return recent_pictures(publication_id=publication.id, also=own)
