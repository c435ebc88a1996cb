"""Readers' reports, moderators' decisions on comments, and what waits for one."""

from belowline.moderation.models.cases import Case, CaseNote, SavedQueue
from belowline.moderation.models.decisions import Batch, Decision
from belowline.moderation.models.reports import REASONS_VERSION, Reason, Report
from belowline.moderation.models.second_looks import SecondLook

__all__ = [
    "REASONS_VERSION",
    "Batch",
    "Case",
    "CaseNote",
    "Decision",
    "Reason",
    "Report",
    "SavedQueue",
    "SecondLook",
]
