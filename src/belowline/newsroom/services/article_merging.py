"""Makes one story lead to another, with all its addresses, and takes that back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Conflict
from belowline.newsroom.events import ArticleEnded, ArticlePublished
from belowline.newsroom.models import SHOWN_STATES, Article, FormerAddress, OtherAddress
from belowline.newsroom.services.drafts import lock_story


@transaction.atomic
def merge_article(*, actor: Actor, article_id: int, into: int) -> dict[str, Any]:
    """From now on the story's addresses lead to the other one. Returns what `part_article` needs.

    Raises NotAllowed, NotFound, or Conflict for a story that readers do not find, or the same one.
    """
    check_edits(actor)
    article, other = (lock_story(actor, each) for each in (article_id, into))
    if article.pk == other.pk:
        raise Conflict(gettext("This is the same article."), field="into")
    if article.state not in SHOWN_STATES or other.state not in SHOWN_STATES:
        raise Conflict(gettext("Only published articles can be merged."), field="into")
    before = {
        "state": article.state,
        "former": _ids(article.former_addresses),
        "other": _ids(article.other_addresses),
    }
    FormerAddress.objects.filter(article=article).update(article=other)
    OtherAddress.objects.filter(article=article).update(article=other)
    _lead_on(article, other)
    _set_state(article, Article.State.MERGED.value)
    publish(ArticleEnded(publication_id=article.publication_id, article_id=article.pk))
    return before


@transaction.atomic
def part_article(*, actor: Actor, article_id: int, before: Mapping[str, Any]) -> None:
    """The story is again where it was. One that was killed meanwhile stays so.

    Raises NotAllowed or NotFound.
    """
    check_edits(actor)
    article = lock_story(actor, article_id)
    here = {"publication_id": article.publication_id}
    FormerAddress.objects.filter(**here, section_id=article.section_id, slug=article.slug).delete()
    if article.url:
        OtherAddress.objects.filter(**here, url=article.url).delete()
    FormerAddress.objects.filter(**here, pk__in=before["former"]).update(article=article)
    OtherAddress.objects.filter(**here, pk__in=before["other"]).update(article=article)
    if article.state == Article.State.MERGED.value:
        _set_state(article, before["state"])
    publish(ArticlePublished(publication_id=article.publication_id, article_id=article.pk))


def _lead_on(article: Article, other: Article) -> None:
    FormerAddress.objects.update_or_create(
        publication_id=article.publication_id,
        section_id=article.section_id,
        slug=article.slug,
        defaults={"article": other},
    )
    if article.url:
        OtherAddress.objects.update_or_create(
            publication_id=article.publication_id,
            url=article.url,
            defaults={"article": other},
        )


def _set_state(article: Article, state: str) -> None:
    article.state, article.changed_at = state, now()
    article.save(update_fields=["state", "changed_at"])


def _ids(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))
