"""Threads, comments, votes, and the graph of who answers whom; questions that articles put."""

from belowline.discussion.models.comment import (
    IN_PLACE,
    MARKED,
    Answer,
    Comment,
    CommentRevision,
    Fingerprint,
    Thread,
    Vote,
)
from belowline.discussion.models.follow import Follow
from belowline.discussion.models.move import CommentMove
from belowline.discussion.models.question import Question
from belowline.discussion.models.summary import StaleSummary, ThreadSummary

__all__ = [
    "IN_PLACE",
    "MARKED",
    "Answer",
    "Comment",
    "CommentMove",
    "CommentRevision",
    "Fingerprint",
    "Follow",
    "Question",
    "StaleSummary",
    "Thread",
    "ThreadSummary",
    "Vote",
]
