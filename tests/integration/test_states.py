"""What follows what in the life of a comment, and that every counter follows as well."""

import random
from contextlib import suppress

import pytest
from django.db import transaction

from belowline.core.refusals import Conflict, Refusal
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.erasure import erase
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.recount import recount
from belowline.discussion.services.states import LEADS_TO, Act, change_state
from belowline.moderation.services.decisions import (
    hold_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)

Status = Comment.Status


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("status", list(Status))
def test_an_act_leads_where_the_table_says_or_is_refused(newspaper, status, act):
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    Comment.objects.filter(pk=posted).update(status=status)
    row = Comment.objects.select_related("thread").get(pk=posted)
    if (status, act) in LEADS_TO:
        change_state([row], act)
        assert Comment.objects.get(pk=posted).status == LEADS_TO[status, act]
    else:
        with pytest.raises(Conflict):
            change_state([row], act)
        assert Comment.objects.get(pk=posted).status == status


def test_every_state_but_the_last_can_be_left_and_erasing_is_the_end():
    assert {status for status, _ in LEADS_TO} == set(Status) - {Status.ERASED}
    assert {LEADS_TO[status, Act.ERASE] for status in set(Status) - {Status.ERASED}} == {
        Status.ERASED
    }


@pytest.mark.parametrize("choice", ["everything", "name"])
@pytest.mark.parametrize("seed", range(6))
def test_counters_are_those_of_a_recount_whatever_happened(newspaper, settings, seed, choice):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"posts_per_minute": 1000})
    life = _Life(newspaper, random.Random(seed))
    for _ in range(60):
        life.goes_on()
    assert list(recount()) == []
    life.ends(choice)
    assert list(recount()) == []


class _Life:
    """Readers and a moderator who do whatever comes into their minds."""

    WORDS = ("ferry", "rope", "tide", "moon", "salt", "quay", "lamp", "wind", "bolt", "gull")

    def __init__(self, newspaper, chance: random.Random) -> None:
        self.chance = chance
        self.threads = [newspaper.thread().id for _ in range(2)]
        self.people = [newspaper.person() for _ in range(3)]
        self.moderator = newspaper.person("mod", role="moderator")

    def goes_on(self) -> None:
        """One act; what is refused changes nothing."""
        rows = list(Comment.objects.all())
        act = self.chance.choice([self.posts] * 4 + [self.decides] * 4 + [self.changes] * 2)
        with suppress(Refusal):
            act(self.chance.choice(rows) if rows else None)

    def posts(self, at: Comment | None) -> None:
        own = " ".join(self.chance.choices(self.WORDS, k=9))
        last = at.text.split("\n")[-1] if at else ""
        post_comment(
            actor=self.chance.choice(self.people),
            thread_id=at.thread_id if at else self.chance.choice(self.threads),
            text=f"> {last}\n\n{own}" if last and self.chance.random() < 0.5 else own,
            parent_id=at.id if at and self.chance.random() < 0.6 else None,
        )

    def decides(self, at: Comment | None) -> None:
        if at is None:
            return
        given = {"actor": self.moderator, "comment_id": at.id, "version": at.version}
        self.chance.choice(
            [
                lambda: hold_comment(**given),
                lambda: publish_comment(**given),
                lambda: remove_comment(**given, reason="spam"),
                lambda: restore_comment(**given, note="Fair."),
            ]
        )()

    def changes(self, at: Comment | None) -> None:
        if at is None:
            return
        by = next(person for person in self.people if person.id == at.author_id)
        if self.chance.random() < 0.5:
            edit_comment(actor=by, comment_id=at.id, text=f"{at.text} indeed")
        else:
            withdraw_comment(actor=by, comment_id=at.id)

    def ends(self, choice: str) -> None:
        """The first reader's account ends, in parts, and the moderator restores what there is."""
        going = True
        while going:
            with transaction.atomic():
                going = bool(erase(person_id=self.people[0].id, choice=choice, most=2))
        for row in Comment.objects.filter(status=Status.REMOVED):
            restore_comment(
                actor=self.moderator, comment_id=row.id, version=row.version, note="Fair."
            )
