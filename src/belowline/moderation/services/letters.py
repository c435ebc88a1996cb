"""Writes to people about decisions: kept as it is sent, shown on their pages, and mailed."""

from collections.abc import Sequence
from datetime import timedelta

from belowline.core.clock import now
from belowline.core.tasks import enqueue
from belowline.moderation.models import Batch, Decision, Letter
from belowline.moderation.queries.letter_facts import TOLD, letter_facts
from belowline.moderation.queries.letter_text import letter_text

GRACE = timedelta(minutes=2)
"""How long a letter waits before it is mailed: a decision that is undone within it is told to
nobody."""
REVERSED = "reversed"


def write_letters(decisions: Sequence[Decision], batch: Batch | None) -> None:
    """Tells those whom decisions concern, if they are ones of which people are told. Called in
    their transaction; those of a batch are told by a task. What a rule holds while it is posted is
    told at the form.
    """
    told = [it for it in decisions if is_told_of(it)]
    if batch is None:
        for decision in told:
            write(decision, decision.outcome)
    elif told:
        payload = {"publication_id": batch.publication_id, "batch_id": batch.id}
        enqueue("write-batch-letters", payload, due_at=now() + GRACE)


def write(decision: Decision, kind: str, *, answer: str = "", is_mailed: bool = True) -> None:
    """Writes a letter of this kind about a decision, and plans its mail; `answer` is what it has to
    say besides. In a transaction.
    """
    found = letter_facts(decision, kind, answer=answer)
    if found is None or decision.person_id is None:
        return
    facts, language = found
    said = letter_text(facts, language)
    letter = Letter.objects.create(
        publication_id=decision.publication_id,
        person_id=decision.person_id,
        decision=decision,
        kind=kind,
        language=language,
        subject=said.subject,
        text=said.text,
        needs_press=kind == Decision.Outcome.WARNED,
    )
    if is_mailed:
        plan_mail_of(letter)


def plan_mail_of(letter: Letter) -> None:
    """Has the letter mailed in a little while. In a transaction."""
    payload = {"publication_id": letter.publication_id, "letter_id": letter.id}
    enqueue("send-moderation-letter", payload, due_at=now() + GRACE)


def take_back_letters(decisions: Sequence[Decision], *, is_told: bool = True) -> None:
    """These decisions do not hold any more: who did not know of them never will, and who did is
    told, unless they are told otherwise. In a transaction.
    """
    of = Letter.objects.filter(decision__in=[it.id for it in decisions])
    rows = of.select_for_update().values_list("id", "decision_id", "kind", "mailed_at", "seen_at")
    by_id = {it.id: it for it in decisions}
    own = [row for row in rows if row[1] in by_id and row[2] == by_id[row[1]].outcome]
    known = {row[1] for row in own if row[3] or row[4]}
    Letter.objects.filter(pk__in=[row[0] for row in own if row[1] not in known]).delete()
    kept = [row[0] for row in own if row[1] in known]
    Letter.objects.filter(pk__in=kept, settled_at=None).update(settled_at=now())
    mailed: set[int | None] = set()
    for key in sorted(known) if is_told else ():
        decision = by_id[key]
        write(decision, REVERSED, is_mailed=decision.person_id not in mailed)
        mailed.add(decision.person_id)


def is_told_of(decision: Decision) -> bool:
    """Whether the one whom this decision concerns is written to about it."""
    is_held = decision.outcome == Decision.Outcome.HELD
    is_automatic = decision.automation == Decision.Automation.WHOLLY
    return decision.outcome in TOLD and not (is_held and is_automatic)
