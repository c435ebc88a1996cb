"""Readers' reports, moderators' decisions on comments, rules, and what waits for a moderator."""

from belowline.moderation.models.cases import Case, CaseNote, SavedQueue
from belowline.moderation.models.decisions import Batch, Decision
from belowline.moderation.models.hand_overs import HandOver
from belowline.moderation.models.incidents import Incident
from belowline.moderation.models.reports import REASONS_VERSION, Reason, Report
from belowline.moderation.models.rules import Rule, RuleMatch, RuleTrial, RuleVersion
from belowline.moderation.models.second_looks import SecondLook
from belowline.moderation.models.shifts import Shift

__all__ = [
    "REASONS_VERSION",
    "Batch",
    "Case",
    "CaseNote",
    "Decision",
    "HandOver",
    "Incident",
    "Reason",
    "Report",
    "Rule",
    "RuleMatch",
    "RuleTrial",
    "RuleVersion",
    "SavedQueue",
    "SecondLook",
    "Shift",
]
