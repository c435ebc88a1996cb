"""Two moderators at once, in any order: nothing is lost or double, and the second is told.

`INTERLEAVINGS` says how many orders are tried.
"""

import os
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.recount import recount
from belowline.moderation.models import Case, Decision, Report
from belowline.moderation.services.case_work import claim_case, release_case
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.undoing import undo_decision

_TRIED = int(os.environ.get("INTERLEAVINGS", "100"))
_ACTS = {
    "keep": (keep_comment, {"published"}, "published"),
    "hold": (hold_comment, {"published"}, "held"),
    "publish": (publish_comment, {"held"}, "published"),
    "remove": (
        lambda **given: remove_comment(**given, reason="spam"),
        {"published", "held"},
        "removed",
    ),
    "restore": (
        lambda **given: restore_comment(**given, note="It was fair."),
        {"removed"},
        "published",
    ),
}
_STEP = st.tuples(
    st.integers(0, 1),
    st.integers(0, 1),
    st.sampled_from(["open", "leave", *_ACTS, "undo", "report", "edit", "withdraw"]),
)


class Desk:
    """Two moderators, two comments that wait, and what should be true of them."""

    def __init__(self, newspaper, below, moderators, author, reporter) -> None:
        self.moderators, self.author, self.reporter = moderators, author, reporter
        self.ids = [newspaper.comment(below, "Hm.", by=author) for _ in range(2)]
        for key in self.ids:
            report_comment(actor=reporter, comment_id=key, reason="spam")
        self.status = dict.fromkeys(self.ids, "published")
        self.version = dict.fromkeys(self.ids, 1)
        self.seen: dict[tuple[int, int], int] = {}
        self.holder: dict[int, int | None] = dict.fromkeys(self.ids)
        self.made: dict[int, list[tuple[int, str]]] = {key: [] for key in self.ids}
        self.number = 0

    def act(self, who: int, at: int, what: str) -> None:
        """Does one thing, and compares what came of it with what should have."""
        moderator, key = self.moderators[who], self.ids[at]
        if what in _ACTS:
            self._decide(who, key, what)
        elif what == "open":
            self.seen[who, key] = self.version[key]
            self._open(moderator, key)
        elif what == "leave":
            release_case(actor=moderator, case_id=Case.objects.get(comment=key).id)
            if self.holder[key] == moderator.id:
                self.holder[key] = None
        elif what == "undo":
            self._undo(moderator, key)
        else:
            getattr(self, f"_{what}")(key)

    def _open(self, moderator, key: int) -> None:
        case = Case.objects.get(comment=key)
        other = claim_case(actor=moderator, case_id=case.id)
        if self.holder[key] not in (None, moderator.id):
            assert other == self.holder[key]
        else:
            assert other is None
            self.holder[key] = moderator.id if case.is_open else None

    def _decide(self, who: int, key: int, what: str) -> None:
        do, before, after = _ACTS[what]
        version = self.seen.get((who, key), 1)
        fits = version == self.version[key] and self.status[key] in before
        given = {"actor": self.moderators[who], "comment_id": key, "version": version}
        try:
            made = do(**given)
        except Conflict:
            assert not fits
            return
        assert fits
        self.made[key].append((made, self.status[key]))
        self.status[key], self.holder[key] = after, None
        self.number += 1

    def _undo(self, moderator, key: int) -> None:
        if not self.made[key]:
            return
        decision, was = self.made[key][-1]
        stands = self.status[key] != "withdrawn"
        try:
            undo_decision(actor=moderator, comment_id=key, decision_id=decision)
        except Conflict:
            assert not stands
            return
        assert stands
        with pytest.raises(Conflict):
            undo_decision(actor=moderator, comment_id=key, decision_id=decision)
        # What was decided before it cannot be taken back any more: something else is last.
        self.made[key] = []
        self.status[key], self.holder[key] = was, None
        self.number += 1

    def _report(self, key: int) -> None:
        if self.status[key] == "published":
            report_comment(actor=self.reporter, comment_id=key, reason="spam")

    def _edit(self, key: int) -> None:
        if self.status[key] == "published":
            edit_comment(actor=self.author, comment_id=key, text=f"Hm, {self.version[key]}.")
            self.version[key] += 1

    def _withdraw(self, key: int) -> None:
        if self.status[key] in ("published", "held"):
            withdraw_comment(actor=self.author, comment_id=key)
            self.status[key] = "withdrawn"

    def check(self) -> None:
        """Whether everything that was accepted is there once, and nothing else is."""
        found = dict(Comment.objects.filter(pk__in=self.ids).values_list("id", "status"))
        assert found == self.status
        assert Decision.objects.filter(comment__in=self.ids).count() == self.number
        assert Decision.objects.filter(comment__in=self.ids, before=None).count() == 0
        for key in self.ids:
            case = Case.objects.get(comment=key)
            waits = Report.objects.filter(comment=key, decision=None).exists()
            if self.status[key] in ("published", "held"):
                assert case.is_open == (waits or self.status[key] == "held")


@pytest.fixture
def people(newspaper, settings):
    """Two moderators, an author and a reporter, none of whom has to wait."""
    often = ("posts_per_minute", "posts_per_hour", "reports_per_hour", "edits_per_hour")
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=dict.fromkeys(often, 10**7))
    two = [newspaper.person(name, role="moderator") for name in ("ada", "ben")]
    return two, newspaper.person("author"), newspaper.person("reporter")


def test_whatever_the_order_nothing_is_lost_or_double_and_the_second_is_told(
    newspaper, people
) -> None:
    threads = cycle([newspaper.thread() for _ in range(10)])

    @of_hypothesis(max_examples=_TRIED, deadline=None)
    @given(steps=st.lists(_STEP, min_size=2, max_size=9))
    def in_this_order(steps) -> None:
        desk = Desk(newspaper, next(threads), *people)
        for who, at, what in steps:
            desk.act(who, at, what)
        desk.check()

    in_this_order()
    assert list(recount()) == []
