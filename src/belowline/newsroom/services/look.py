"""An administrator sets how the publication looks."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_administers
from belowline.accounts.queries.people import Actor
from belowline.core.events import publish
from belowline.core.refusals import Invalid
from belowline.newsroom.events import PublicationChanged
from belowline.newsroom.look.contrast import pairs
from belowline.newsroom.look.tokens import (
    COLOURS,
    MEASURES,
    PAGES,
    TYPEFACES,
    Look,
    is_colour,
    kept_form,
    look_of,
)
from belowline.newsroom.models import Publication

_CHOICES: Mapping[str, Mapping[str, object]] = {
    "reading": TYPEFACES,
    "working": TYPEFACES,
    "measure": MEASURES,
    "page": PAGES,
}


@transaction.atomic
def change_look(*, actor: Actor, given: Mapping[str, str]) -> None:
    """Sets the look as `checked_look` reads it. Raises NotAllowed or Invalid."""
    check_administers(actor)
    _save(actor, checked_look(given))


@transaction.atomic
def reset_look(*, actor: Actor) -> None:
    """Sets the standard look. Raises NotAllowed."""
    check_administers(actor)
    _save(actor, Look())


def checked_look(given: Mapping[str, str]) -> Look:
    """The look by its parts: `COLOUR-light` and `COLOUR-dark` as #rrggbb, `reading`, `working`,
    `measure`, `page` as the tokens name them.

    Raises Invalid for what is none of these, and for a pair of colours that cannot be read, with
    the contrast that it has and the one that it needs.
    """
    for name in COLOURS:
        for mode in ("light", "dark"):
            if not is_colour(given.get(f"{name}-{mode}", "")):
                sentence = gettext(
                    "Please enter a colour as # and six characters, such as #0b4f8a."
                )
                raise Invalid(sentence, field=f"{name}-{mode}")
    for name, known in _CHOICES.items():
        if given.get(name) not in known:
            raise Invalid(gettext("Please choose one from the list."), field=name)
    look = look_of(given)
    for pair in pairs(look):
        if not pair.passes:
            raise Invalid(
                gettext(
                    "These two colours have a contrast of %(contrast)s to 1. Readers need at "
                    "least %(least)s to 1."
                )
                % {"contrast": pair.shown, "least": f"{pair.least:g}"},
                field=f"{pair.front}-{pair.mode}",
            )
    return look


def _save(actor: Actor, look: Look) -> None:
    Publication.objects.filter(pk=actor.publication_id).update(look=kept_form(look))
    publish(PublicationChanged(publication_id=actor.publication_id))
