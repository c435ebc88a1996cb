"""What is talked about on the publisher's other sites, and which sites show one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import Q

from belowline.core.events import SITE
from belowline.core.ids import encode
from belowline.core.kept import kept
from belowline.discussion.queries.summaries import trending
from belowline.discussion.queries.threads import comment_counts
from belowline.network.models import SiteLink
from belowline.newsroom.models import Article, Picture
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.newsroom.queries.pictures import PictureView
from belowline.newsroom.queries.publications import (
    PublicationView,
    base_urls,
    publication_names,
)

_COMPUTED_EVERY = 60.0
"""Seconds for which the same list is shown."""
_FROM_EACH, _SHOWN = 2, 5
_IS_OURS = Q(came_by="", limits={})
"""Pictures that are not an agency's, and good everywhere."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An article on another site of the publisher, and how many comments stand below it there;
    `picture` has its files on the site that shows it.
    """

    site: str
    headline: str
    url: str
    comments: int
    picture: PictureView | None = None

    @property
    def shown_picture(self) -> PictureView | None:
        """The picture, while it may be shown."""
        return self.picture if self.picture is not None and self.picture.is_usable else None


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """Another publication, and what this one and that one say of showing each other."""

    id: int
    name: str
    shows: bool
    is_shown: bool
    shows_us: bool
    may_be_shown: bool

    @property
    def ref(self) -> str:
        """The id as forms write it."""
        return encode(self.id)


def trending_elsewhere(publication: PublicationView) -> tuple[Elsewhere, ...]:
    """What is talked about most on the sites that this one shows and that let it."""
    return kept(
        SITE.format(publication_id=publication.id),
        "elsewhere",
        lambda: _trending_elsewhere(publication),
        seconds=_COMPUTED_EVERY,
    )


def site_choices(publication_id: int) -> list[SiteChoice]:
    """The other publications that this one has named, or that have named this one, by name.

    Others are not told of: whoever runs one here need not know of all.
    """
    about = Q(publication_id=publication_id) | Q(other_id=publication_id)
    rows = {(it.publication_id, it.other_id): it for it in SiteLink.objects.filter(about)}
    names = publication_names()
    choices = []
    for other in {key for pair in rows for key in pair} - {publication_id}:
        ours, theirs = rows.get((publication_id, other)), rows.get((other, publication_id))
        choices.append(
            SiteChoice(
                other,
                names[other],
                shows=bool(ours and ours.shows),
                is_shown=bool(ours and ours.is_shown),
                shows_us=bool(theirs and theirs.shows),
                may_be_shown=bool(theirs and theirs.is_shown),
            )
        )
    return sorted(choices, key=lambda choice: choice.name.casefold())


def public_elsewhere_until(publication: PublicationView, *, digest: str) -> datetime | None:
    """Until when this site may show a picture of another one that it shows; None: it may not.

    A picture goes out with an article above whose text it stands, while that one does.
    """
    shown = [it.id for it in _shown_by(publication.id)]
    if not shown:
        return None
    pictures = Picture.objects.filter(_IS_OURS, publication_id__in=shown, digest=digest)
    articles = Article.objects.filter(picture__in=list(pictures.values_list("id", flat=True)))
    known = cards(list(articles.values_list("id", flat=True)), publication_ids=shown)
    found = [card.shown_picture for card in known.values() if _may_go_out(card)]
    return max((it.usable_until or _NEVER for it in found if it is not None), default=None)


def _shown_by(publication_id: int) -> list[SiteChoice]:
    return [it for it in site_choices(publication_id) if it.shows and it.may_be_shown]


def _trending_elsewhere(publication: PublicationView) -> tuple[Elsewhere, ...]:
    shown = _shown_by(publication.id)
    if not shown:
        return ()
    ids = {it.id: trending(publication_id=it.id, limit=2 * _FROM_EACH) for it in shown}
    known = cards(
        [article_id for found in ids.values() for article_id in found], publication_ids=ids.keys()
    )
    counts = comment_counts(list(known))
    addresses = base_urls()
    pictures = _pictures_of(known.values())
    found = [
        [
            Elsewhere(
                site.name,
                known[article_id].headline,
                addresses[site.id] + known[article_id].path,
                counts.get(article_id, 0),
                pictures.get(article_id),
            )
            for article_id in ids[site.id]
            if article_id in known and _may_go_out(known[article_id])
        ][:_FROM_EACH]
        for site in shown
    ]
    return tuple(_in_turns(found))[:_SHOWN]


def _pictures_of(known: Iterable[ArticleCard]) -> dict[int, PictureView]:
    """The pictures above these articles that may go out with them, by article, and where the files
    are on the site that shows them.
    """
    named = {card.id: card.picture for card in known if card.picture is not None}
    ids = {picture.id for picture in named.values()}
    ours = dict(Picture.objects.filter(_IS_OURS, pk__in=ids).values_list("id", "digest"))
    return {
        article_id: replace(picture, at=f"/pictures/elsewhere/{ours[picture.id]}")
        for article_id, picture in named.items()
        if picture.id in ours
    }


def _may_go_out(card: ArticleCard) -> bool:
    """Whether the rights let its headline stand on another site: those of an agency, which end,
    are for the site that has the contract.
    """
    limits = card.limits
    is_ours = card.licence_ends_at is None and not limits.are_territorial
    return is_ours and all(limits.allow(way) for way in ("page", "feed", "embed"))


def _in_turns(found: Sequence[Sequence[Elsewhere]]) -> list[Elsewhere]:
    """One of each site, then the second of each."""
    longest = max(map(len, found), default=0)
    return [each[at] for at in range(longest) for each in found if at < len(each)]
