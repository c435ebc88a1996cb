"""What is to be known goes to those who come next."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.markup import clean_text
from belowline.core.refusals import Invalid
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import HandOver

LONGEST_NOTE = 2_000
"""Characters of what is handed over."""


@transaction.atomic
def hand_over(*, actor: Actor, text: str) -> None:
    """Leaves a note for those who come next. Raises NotAllowed, Invalid."""
    check_may_moderate(actor, actor.publication_id)
    cleaned = clean_text(text, most=LONGEST_NOTE, field="text")
    if not cleaned:
        raise Invalid(gettext("Please write a note."), field="text")
    if len(cleaned) > LONGEST_NOTE:
        sentence = gettext("Notes can have up to %(n)s characters.") % {"n": LONGEST_NOTE}
        raise Invalid(sentence, field="text")
    HandOver.objects.create(publication_id=actor.publication_id, author_id=actor.id, text=cleaned)
