"""Opens sections and publishes articles."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import id_at, new_id
from belowline.core.markup import clean_line, clean_text, render_article
from belowline.core.refusals import Conflict, Invalid
from belowline.core.web_addresses import one_spelling
from belowline.newsroom.events import ArticlePublished, SectionOpened
from belowline.newsroom.models import Article, Section

LONGEST_HEADLINE = 300
LONGEST_SECTION = 80
LONGEST_LINE = 200
"""Characters of a byline, and of a line that says whose rights something is."""
_LONGEST_SENTENCES = 2_000
_LONGEST_BODY = 200_000


@transaction.atomic
def ensure_section(*, publication_id: int, name: str) -> int:
    """The id of the section with this name, which is made where it is missing."""
    name = clean_line(name, most=LONGEST_SECTION, field="section")
    slug = slugify(name, allow_unicode=True)[:60] or "section"
    if slug in import_string(settings.RESERVED_WORDS)():
        slug = f"{slug[:54]}-pages"
    position = Section.objects.filter(publication_id=publication_id).count()
    section, is_new = Section.objects.get_or_create(
        publication_id=publication_id, slug=slug, defaults={"name": name, "position": position}
    )
    if is_new:
        publish(SectionOpened(publication_id=publication_id))
    return section.id


@transaction.atomic
def publish_article(
    *,
    publication_id: int,
    section_id: int,
    headline: str,
    published_at: datetime,
    slug: str = "",
    url: str = "",
    standfirst: str = "",
    byline: str = "",
    body: str = "",
    copyright_line: str = "",
    site_copyright: str = "",
    notice: str = "",
    licence_ends_at: datetime | None = None,
) -> int:
    """Publishes an article and returns its id.

    Raises Invalid without a headline, Conflict where its address or URL is already in use.
    """
    headline = clean_line(headline, most=LONGEST_HEADLINE, field="headline")
    if not headline:
        raise Invalid(gettext("An article needs a headline."), field="headline")
    url = one_spelling(url)
    if url and Article.objects.filter(publication_id=publication_id, url=url).exists():
        raise Conflict(gettext("There is already an article for this address."), field="url")
    body = clean_text(body, most=_LONGEST_BODY, field="body")
    article = Article.objects.create(
        id=id_at(published_at) if published_at < now() else new_id(),
        publication_id=publication_id,
        section_id=section_id,
        slug=_free_slug(
            publication_id, slug or slugify(headline, allow_unicode=True)[:100] or "article"
        ),
        url=url,
        headline=headline,
        standfirst=clean_line(standfirst, most=_LONGEST_SENTENCES, field="standfirst"),
        byline=clean_line(byline, most=LONGEST_LINE, field="byline"),
        copyright=clean_line(copyright_line, most=LONGEST_LINE, field="copyright"),
        site_copyright=clean_line(site_copyright, most=LONGEST_LINE, field="copyright"),
        notice=clean_line(notice, most=_LONGEST_SENTENCES, field="notice"),
        body=body,
        body_html=render_article(body),
        published_at=published_at,
        licence_ends_at=licence_ends_at,
    )
    publish(ArticlePublished(publication_id=publication_id, article_id=article.id))
    return article.id


def _free_slug(publication_id: int, wanted: str) -> str:
    taken = set(
        Article.objects.filter(publication_id=publication_id, slug__startswith=wanted).values_list(
            "slug", flat=True
        )
    )
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
