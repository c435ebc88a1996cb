"""An editor decides upon what has come: makes an article of it, leaves it, has it sent again."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, NotFound
from belowline.core.tasks import enqueue
from belowline.core.web_addresses import one_spelling
from belowline.newsroom.models import Article, EntryPicture, Feed, OtherAddress, WireEntry
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.queries.feeds import terms_of
from belowline.newsroom.services.drafts import begin_story, save_draft

_OVER = (Article.State.WITHDRAWN.value, Article.State.KILLED.value)


@transaction.atomic
def accept_entry(*, actor: Actor, entry_id: int) -> int:
    """Puts the item's words in a draft, for an editor to publish, and returns the article's id.

    A later version of an item goes into the article that was made of the first. Raises NotAllowed,
    NotFound, or Conflict where there is nothing to make an article of, or the contract with the
    provider does not cover the publication.
    """
    check_edits(actor)
    entry = _locked(actor, entry_id)
    if not entry.words or entry.state == WireEntry.State.KILLED:
        raise Conflict(gettext("There is nothing in this item that could be published."))
    _check_publication(entry)
    article = entry.article or _made_by_another_feed(entry)
    if article is not None and article.state in _OVER:
        raise Conflict(
            gettext("This article was retracted or recalled and can’t be published again.")
        )
    article_id = article.pk if article else begin_story(actor=actor)
    found = story_draft(publication_id=actor.publication_id, article_id=article_id)
    if found is None:
        raise NotFound(gettext("There is no such article."))
    kept = {name: found.words[name] for name in ("section", "slug")} if article else {}
    words = {**found.words, **entry.words, **kept}
    words["picture"] = words["picture"] or _first_picture(entry)
    save_draft(actor=actor, article_id=article_id, words=words, revision=found.revision)
    entry.article_id, entry.state = article_id, WireEntry.State.ACCEPTED.value
    entry.save(update_fields=["article", "state"])
    _keep_address(entry, article_id)
    return article_id


@transaction.atomic
def leave_entry(*, actor: Actor, entry_id: int) -> None:
    """Takes the item from the list; a later version of it comes back. Raises as above."""
    check_edits(actor)
    entry = _locked(actor, entry_id)
    entry.state = WireEntry.State.LEFT.value
    entry.save(update_fields=["state"])


@transaction.atomic
def ask_feed_again(*, actor: Actor, entry_id: int) -> None:
    """Has the feed of an item asked at once, for all that it has. Raises as above."""
    check_edits(actor)
    entry = _locked(actor, entry_id)
    Feed.objects.filter(pk=entry.feed_id).update(etag="", last_modified="")
    enqueue("take-in-feed", {"feed_id": entry.feed_id})


def _first_picture(entry: WireEntry) -> str:
    """The ref of the item's first picture that is here; empty where none is."""
    here = EntryPicture.objects.filter(entry=entry, picture__isnull=False).order_by("place")
    first = here.values_list("picture_id", flat=True).first()
    return encode(first) if first else ""


def _check_publication(entry: WireEntry) -> None:
    """By the contract as it is now. Raises Conflict."""
    contract = terms_of(entry.feed).contract
    meant_for = contract.publications if contract else None
    if meant_for is not None and entry.publication.slug not in meant_for:
        raise Conflict(gettext("Its licence does not cover this publication."))


def _made_by_another_feed(entry: WireEntry) -> Article | None:
    """The article that was made of the same item when it came by another feed."""
    others = WireEntry.objects.filter(
        publication_id=entry.publication_id, guid=entry.guid, article__isnull=False
    )
    other = others.exclude(pk=entry.pk).select_related("article").first()
    return other.article if other else None


def _keep_address(entry: WireEntry, article_id: int) -> None:
    """The address that the item has elsewhere leads to its article, unless it leads to another."""
    url = one_spelling(entry.words.get("url", ""))
    here = {"publication_id": entry.publication_id, "url": url}
    if url and not Article.objects.filter(**here).exists():
        OtherAddress.objects.get_or_create(**here, defaults={"article_id": article_id})


def _locked(actor: Actor, entry_id: int) -> WireEntry:
    rows = WireEntry.objects.filter(publication_id=actor.publication_id, pk=entry_id)
    entry = rows.select_for_update(of=("self",)).first()
    if entry is None:
        raise NotFound(gettext("There is no such item."))
    return entry
