"""Readers' reports, moderators' decisions on comments, and what waits for one."""

from belowline.moderation.models.cases import Case, CaseNote, SavedQueue
from belowline.moderation.models.decisions import Batch, Decision
from belowline.moderation.models.hand_overs import HandOver
from belowline.moderation.models.reports import REASONS_VERSION, Reason, Report
from belowline.moderation.models.second_looks import SecondLook
from belowline.moderation.models.shifts import Shift

__all__ = [
    "REASONS_VERSION",
    "Batch",
    "Case",
    "CaseNote",
    "Decision",
    "HandOver",
    "Reason",
    "Report",
    "SavedQueue",
    "SecondLook",
    "Shift",
]
