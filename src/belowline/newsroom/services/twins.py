"""Editors say which articles are the same in another language; both sides have to.

Only what readers may see anyway is found by its address, so that nobody learns of another
publication's articles before they are published.
"""

from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.people import actor as actor_in
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.core.web_addresses import host_of, one_spelling
from belowline.newsroom.events import ArticleChanged
from belowline.newsroom.models import Article, ArticleTwin, Publication
from belowline.newsroom.queries.articles import published_articles
from belowline.newsroom.queries.publications import publication_ids_at
from belowline.newsroom.services.drafts import lock_story

_LONGEST = 2_000
_MOST = 20
"""Twins of one article."""
_FIELD = "url"


@transaction.atomic
def name_twin(*, actor: Actor, article_id: int, url: str) -> bool:
    """Says that the article at this address is the same in another language; returns whether both
    sides say so now. For an editor of both publications one word is enough.

    Raises NotAllowed, NotFound, Conflict for too many, or Invalid for an address at which there is
    no article of another publication in another language.
    """
    check_edits(actor)
    article = lock_story(actor, article_id)
    other = _at(clean_line(url, most=_LONGEST, field=_FIELD))
    if other is None or other.publication_id == actor.publication_id:
        raise Invalid(
            gettext("No article of another publication of this installation is at this address."),
            field=_FIELD,
        )
    if other.publication.language == _language(article):
        raise Invalid(gettext("That publication is in the same language."), field=_FIELD)
    if ArticleTwin.objects.filter(article=article).exclude(other=other).count() >= _MOST:
        raise Conflict(gettext("This article has too many of these."), field=_FIELD)
    ArticleTwin.objects.get_or_create(article=article, other=other)
    if _edits_there(actor, other):
        ArticleTwin.objects.get_or_create(article=other, other=article)
    _record(actor, article, "twin named", other)
    _settle(article, other)
    return ArticleTwin.objects.filter(article=other, other=article).exists()


@transaction.atomic
def forget_twin(*, actor: Actor, article_id: int, other_id: int) -> None:
    """No longer says so; then it is not so, whatever the other side says.

    Raises NotAllowed or NotFound.
    """
    check_edits(actor)
    article = lock_story(actor, article_id)
    said = ArticleTwin.objects.filter(article=article, other_id=other_id)
    other = Article.objects.filter(pk=other_id).first()
    if other is None or not said.exists():
        raise NotFound(gettext("This address is not the article’s."))
    said.delete()
    if _edits_there(actor, other):
        ArticleTwin.objects.filter(article=other, other=article).delete()
    _record(actor, article, "twin removed", other)
    _settle(article, other)


def _at(url: str) -> Article | None:
    """The article that readers find at this address, of whatever publication."""
    spelt = one_spelling(url)
    host = host_of(url)
    publication_id = publication_ids_at([host]).get(host)
    section, _, slug = unquote(urlsplit(spelt).path if host else "").strip("/").partition("/")
    rows = published_articles().select_related("publication")
    return rows.filter(publication_id=publication_id or 0, section__slug=section, slug=slug).first()


def _edits_there(actor: Actor, other: Article) -> bool:
    there = actor_in(person_id=actor.id, publication_id=other.publication_id)
    return there is not None and there.edits


def _settle(*pair: Article) -> None:
    """Keeps with each of the two whether both sides say so; locked in one order everywhere."""
    ids = sorted(each.pk for each in pair)
    rows = {row.pk: row for row in Article.objects.select_for_update().filter(pk__in=ids)}
    one, other = (rows[key] for key in ids)
    said = ArticleTwin.objects.filter(article_id__in=ids, other_id__in=ids).count()
    for row, twin in ((one, other.pk), (other, one.pk)):
        twins = sorted({*row.twins, twin} if said == len(ids) else {*row.twins} - {twin})
        if twins != row.twins:
            Article.objects.filter(pk=row.pk).update(twins=twins)
            publish(ArticleChanged(publication_id=row.publication_id, article_id=row.pk))


def _language(article: Article) -> str:
    return Publication.objects.values_list("language", flat=True).get(pk=article.publication_id)


def _record(actor: Actor, article: Article, action: str, other: Article) -> None:
    audit.record(
        publication_id=article.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="article",
        subject_id=article.id,
        reason="",
        details={"other": str(other.pk)},
    )
