"""Gives articles further addresses elsewhere, and takes them away."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.core.web_addresses import one_spelling
from belowline.newsroom.events import ArticleChanged
from belowline.newsroom.models import Article, OtherAddress
from belowline.newsroom.services.drafts import lock_story

_LONGEST = 2_000
_MOST = 100
"""Addresses of one article."""


@transaction.atomic
def add_address(*, actor: Actor, article_id: int, url: str) -> None:
    """From now on the address leads to the article. Raises NotAllowed, NotFound, Invalid, or
    Conflict where it leads to another one.
    """
    check_edits(actor)
    article = lock_story(actor, article_id)
    spelt = _checked(url)
    here = {"publication_id": actor.publication_id}
    taken = Article.objects.filter(**here, url=spelt).exclude(pk=article.pk)
    known = OtherAddress.objects.filter(**here, url=spelt).first()
    if taken.exists() or (known is not None and known.article_id != article.pk):
        raise Conflict(gettext("This address leads to another article."), field="url")
    if known is not None or article.url == spelt:
        return
    if OtherAddress.objects.filter(article=article).count() >= _MOST:
        raise Conflict(gettext("This article has too many addresses."), field="url")
    OtherAddress.objects.create(**here, url=spelt, article=article)
    _tell(actor, article, "address added", spelt)


@transaction.atomic
def remove_address(*, actor: Actor, article_id: int, address_id: int) -> None:
    """From now on the address leads to nothing. Raises NotAllowed or NotFound."""
    check_edits(actor)
    article = lock_story(actor, article_id)
    found = OtherAddress.objects.filter(article=article, pk=address_id).first()
    if found is None:
        raise NotFound(gettext("This address is not the article’s."))
    found.delete()
    _tell(actor, article, "address removed", found.url)


def _checked(url: str) -> str:
    spelt = one_spelling(url.strip())
    try:
        parts = urlsplit(spelt)
        is_address = parts.scheme == "https" and bool(parts.hostname) and len(spelt) <= _LONGEST
    except ValueError:
        is_address = False
    if not is_address:
        raise Invalid(
            gettext("Please enter a whole address, such as https://news.example/2016/harbour."),
            field="url",
        )
    return spelt


def _tell(actor: Actor, article: Article, action: str, url: str) -> None:
    audit.record(
        publication_id=article.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="article",
        subject_id=article.id,
        reason=url,
    )
    publish(ArticleChanged(publication_id=article.publication_id, article_id=article.id))
