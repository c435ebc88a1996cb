"""An editor orders a front page, and says what is happening right now."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.newsroom.events import FrontPageChanged
from belowline.newsroom.models import Article, FrontPage, FrontPlace, Section
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.story_fields import moment_of

MOST_PLACES = 30
LONGEST_BREAKING = 200


@transaction.atomic
def order_front(
    *, actor: Actor, section_id: int | None, article_ids: Sequence[int], revision: int
) -> None:
    """Places these articles in this order on the front page of the publication, or of a section.

    Raises NotAllowed, NotFound for what is not the publication's, Conflict where somebody else has
    ordered it since this `revision`, and Invalid for more than MOST_PLACES.
    """
    check_edits(actor)
    page = _locked(actor, section_id)
    if page.revision != revision:
        raise Conflict(
            gettext("Someone else has ordered this page meanwhile. This is how it is now.")
        )
    wanted = list(dict.fromkeys(article_ids))
    if len(wanted) > MOST_PLACES:
        raise Invalid(
            gettext("A front page has up to %(n)s places. Please take an article off first.")
            % {"n": MOST_PLACES}
        )
    owners = [owner for _, owner in select_rows(Article, ["id", "publication_id"], id=wanted)]
    if owners.count(actor.publication_id) != len(wanted):
        raise NotFound(gettext("There is no such article."))
    FrontPlace.objects.filter(page=page).delete()
    FrontPlace.objects.bulk_create(
        FrontPlace(page=page, article_id=article_id, position=position)
        for position, article_id in enumerate(wanted)
    )
    _changed(page)


@transaction.atomic
def set_front_rule(*, actor: Actor, section_id: int | None, rule: str) -> None:
    """Chooses what comes first of the articles that nobody has placed.

    Raises NotAllowed, NotFound or Invalid.
    """
    check_edits(actor)
    if rule not in FrontPage.Rule.values:
        raise Invalid(gettext("Please choose one of the two."), field="rule")
    page = _locked(actor, section_id)
    page.rule = rule
    _changed(page)


@transaction.atomic
def set_breaking(
    *, actor: Actor, section_id: int | None, text: str, until: str, article_id: int | None
) -> None:
    """Puts a line on top of a front page until this time of the publication's; an empty one goes.

    Raises NotAllowed, NotFound, or Invalid for a field.
    """
    check_edits(actor)
    page = _locked(actor, section_id)
    text = clean_line(text, most=LONGEST_BREAKING, field="breaking")
    page.breaking, page.breaking_until, page.breaking_article_id = text, None, None
    if text:
        page.breaking_until = moment_of(until, zone_of(actor.publication_id), field="until")
        if page.breaking_until is None or page.breaking_until <= now():
            raise Invalid(gettext("Please enter a time to come."), field="until")
        page.breaking_article_id = _own(actor, article_id) if article_id is not None else None
    _changed(page)


def _locked(actor: Actor, section_id: int | None) -> FrontPage:
    section = None
    if section_id is not None:
        section = Section.objects.filter(publication_id=actor.publication_id, pk=section_id).first()
        if section is None:
            raise NotFound(gettext("There is no such section."))
    page, _ = FrontPage.objects.select_for_update().get_or_create(
        publication_id=actor.publication_id, section=section
    )
    return page


def _own(actor: Actor, article_id: int) -> int:
    found = Article.objects.filter(publication_id=actor.publication_id, pk=article_id)
    if not found.exists():
        raise Invalid(gettext("There is no article at this address."), field="address")
    return article_id


def _changed(page: FrontPage) -> None:
    page.revision += 1
    page.save()
    publish(FrontPageChanged(publication_id=page.publication_id))
