"""Tells readers whose reports are mostly wrong so, once each; it mutes nobody."""

from collections.abc import Collection

from belowline.accounts.models import Person
from belowline.moderation.models import Letter, Report
from belowline.moderation.queries.letter_text import LetterFacts, letter_text
from belowline.moderation.queries.reporters import is_mostly_wrong
from belowline.moderation.services.letters import plan_mail_of
from belowline.newsroom.queries.publications import publication_by_id

_KIND = "reports"
_MOST = 100


def tell_reporters(*, publication_id: int, decision_ids: Collection[int]) -> None:
    """Writes to those whose reports on kept comments were once more wrong, as most of theirs. A
    task after the decisions; one that was undone meanwhile is no reason.
    """
    publication = publication_by_id(publication_id)
    if publication is None:
        return
    reports = Report.objects.filter(decision__in=decision_ids, reporter__isnull=False)
    told = Letter.objects.filter(publication=publication_id, kind=_KIND)
    ids = set(reports.values_list("reporter_id", flat=True)[:_MOST])
    ids -= set(told.filter(person__in=ids).values_list("person_id", flat=True))
    wrong = {key for key in ids if key and is_mostly_wrong(key, publication_id=publication_id)}
    for person in Person.objects.filter(pk__in=wrong, is_active=True):
        language = person.language or publication.language
        facts = LetterFacts(
            kind=_KIND, name=person.name, publication=publication.name, zone=publication.zone
        )
        said = letter_text(facts, language)
        letter, is_new = Letter.objects.get_or_create(
            publication_id=publication_id,
            person=person,
            kind=_KIND,
            defaults={"language": language, "subject": said.subject, "text": said.text},
        )
        if is_new:
            plan_mail_of(letter)
