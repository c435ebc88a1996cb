"""Readers' reports, moderators' decisions on comments, rules, and what waits for a moderator."""

from belowline.moderation.models.cases import Case, CaseNote
from belowline.moderation.models.decisions import Decision
from belowline.moderation.models.incidents import Incident
from belowline.moderation.models.reports import REASONS_VERSION, Reason, Report
from belowline.moderation.models.rules import Rule, RuleMatch, RuleTrial, RuleVersion

__all__ = [
    "REASONS_VERSION",
    "Case",
    "CaseNote",
    "Decision",
    "Incident",
    "Reason",
    "Report",
    "Rule",
    "RuleMatch",
    "RuleTrial",
    "RuleVersion",
]
