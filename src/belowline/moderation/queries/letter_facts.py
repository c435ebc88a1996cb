"""What the letter about a decision has to say, and in which language."""

from collections.abc import Collection
from datetime import timedelta

from belowline.accounts.models import Person
from belowline.core.bulk_sql import select_rows
from belowline.moderation.models import Decision
from belowline.moderation.queries.letter_text import LetterFacts
from belowline.moderation.queries.made_together import names_of_places
from belowline.moderation.queries.reasons import reason_at
from belowline.newsroom.models import Article
from belowline.newsroom.queries.publications import publication_by_id

APPEAL_FOR = timedelta(days=182)
"""How long after a decision its writer can ask for a second look: six months (Digital Services Act,
Art. 20(1))."""
_Outcome = Decision.Outcome
TOLD: Collection[str] = frozenset(
    {
        *(_Outcome.REMOVED, _Outcome.HELD, _Outcome.HIDDEN),
        *(_Outcome.REMINDED, _Outcome.WARNED, _Outcome.SLOWED, _Outcome.CHECKED),
        *(_Outcome.SUSPENDED, _Outcome.CLOSED, _Outcome.MUTED, _Outcome.LIFTED),
    }
)
"""Outcomes of which the one whom they concern is told by a letter."""
WITHOUT_APPEAL: Collection[str] = frozenset({_Outcome.LIFTED, _Outcome.UNDONE, _Outcome.HELD})
"""What nobody can object to: what is in their favour, and what is not decided yet."""


def letter_facts(
    decision: Decision, kind: str, *, answer: str = ""
) -> tuple[LetterFacts, str] | None:
    """What to tell whom the decision concerns, in which language; `kind` is as in letter_text,
    `answer` what else there is to say. None where nobody is there to be told.
    """
    person = Person.objects.filter(pk=decision.person_id or 0, is_active=True).first()
    publication = publication_by_id(decision.publication_id)
    if person is None or publication is None:
        return None
    language = person.language or publication.language
    reason = reason_at(decision.reason, publication_id=decision.publication_id)
    comment = decision.comment or decision.occasion
    told = kind == decision.outcome
    facts = LetterFacts(
        kind=kind,
        name=person.name,
        publication=publication.name,
        zone=publication.zone,
        reason=reason.said("title", language) if reason and told else "",
        rule=reason.said("rule", language) if reason and told else "",
        advice=reason.said("letter", language) if reason and told else "",
        explanation=decision.explanation if told else answer,
        headline=_headline(comment.thread.article_id) if comment else "",
        said=comment.html if comment else "",
        places=() if decision.comment_id else names_of_places(decision),
        until=decision.ends_at if told else None,
        appeal_until=decision.decided_at + APPEAL_FOR
        if told and decision.outcome not in WITHOUT_APPEAL
        else None,
    )
    return facts, language


def _headline(article_id: int) -> str:
    rows = select_rows(Article, ["headline"], id=[article_id])
    return rows[0][0] if rows else ""
