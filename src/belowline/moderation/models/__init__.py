"""Reports, decisions on comments and people, rules, what waits, and what was written about it."""

from belowline.moderation.models.appeals import Appeal
from belowline.moderation.models.cases import UNCLEAR, Case, CaseNote, SavedQueue
from belowline.moderation.models.decisions import Batch, Decision
from belowline.moderation.models.desk_settings import DeskSettings
from belowline.moderation.models.hand_overs import HandOver
from belowline.moderation.models.incidents import Incident
from belowline.moderation.models.labels import PublicationLabel
from belowline.moderation.models.letters import Letter
from belowline.moderation.models.likeness import Likeness
from belowline.moderation.models.likeness_searches import LikenessSearch
from belowline.moderation.models.newcomers import NewcomerRule
from belowline.moderation.models.people import PersonNote
from belowline.moderation.models.reasons import PublicationReason, ReasonVersion
from belowline.moderation.models.reports import REASONS_VERSION, Reason, Report
from belowline.moderation.models.rules import Rule, RuleMatch, RuleTrial, RuleVersion
from belowline.moderation.models.second_looks import SecondLook
from belowline.moderation.models.shifts import Shift

__all__ = [
    "REASONS_VERSION",
    "UNCLEAR",
    "Appeal",
    "Batch",
    "Case",
    "CaseNote",
    "Decision",
    "DeskSettings",
    "HandOver",
    "Incident",
    "Letter",
    "Likeness",
    "LikenessSearch",
    "NewcomerRule",
    "PersonNote",
    "PublicationLabel",
    "PublicationReason",
    "Reason",
    "ReasonVersion",
    "Report",
    "Rule",
    "RuleMatch",
    "RuleTrial",
    "RuleVersion",
    "SavedQueue",
    "SecondLook",
    "Shift",
]
