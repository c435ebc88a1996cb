"""Which decisions on comments have a way back."""

from belowline.moderation.models import Decision

_WHOLLY = Decision.Automation.WHOLLY


def can_be_undone(decision: Decision) -> bool:
    """Whether this decision, if it is the last on its comment, can be undone: how all was before it
    is known, and it undoes nothing itself but what a rule has decided.
    """
    if decision.before is None:
        return False
    return decision.outcome != Decision.Outcome.UNDONE or undoes_a_rule(decision)


def undoes_a_rule(decision: Decision) -> bool:
    """Whether it takes back what a rule has decided: then a person decides for the first time."""
    return decision.undoes is not None and decision.undoes.automation == _WHOLLY
