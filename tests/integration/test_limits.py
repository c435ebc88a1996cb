"""Every act that the docs say is limited is: one more than is welcome is refused."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from belowline.accounts.services.data_exports import ask_for_export
from belowline.accounts.services.limited_acts import (
    count_proof_code,
    count_publisher_login,
    count_subscriber_list,
)
from belowline.accounts.services.pictures import change_picture
from belowline.accounts.services.relationships import mute, unmute
from belowline.audience.models import Notification
from belowline.audience.queries.mailing_lists import mailing_lists
from belowline.audience.queries.reply_addresses import reply_address
from belowline.audience.services.mailed_replies import take_in_reply
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.subscribing import ask_to_subscribe
from belowline.core.models import Task
from belowline.core.refusals import Conflict, Invalid, TooMany
from belowline.discussion.models import CommentRevision
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.previews import preview
from belowline.discussion.services.renames import rename_reader
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.models import Report
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.newsroom.services.pictures import upload_picture
from belowline.surveys.services.limited_acts import count_survey_answer
from docs.reference.limits import LIMITED_ACTS
from newspaper import Newspaper

_WRONG = "no password of anybody 1"


class Acts:
    """Does each limited act once more, by the same person from the same network."""

    def __init__(self, newspaper: Newspaper) -> None:
        self._newspaper = newspaper
        self._thread = newspaper.thread()
        self._theirs = newspaper.comment(self._thread, "By somebody else.")
        self._mine: int | None = None
        self._other = newspaper.person()
        self._editor = newspaper.person(role="editor")
        self.person = newspaper.person("busy one", can_log_in=True)
        self.done = 0

    def post(self) -> None:
        self._newspaper.comment(self._thread, f"Number {self.done}.", by=self.person)

    def edit(self) -> None:
        if self._mine is None:
            self._mine = self._newspaper.comment(self._thread, "At first.", by=self.person)
        edit_comment(actor=self.person, comment_id=self._mine, text=f"Then {self.done}.")

    def refused_text(self) -> None:
        if not self.done:
            rule = {"words": "turnip", "action": "refuse", "sentence": "No turnips."}
            rule_id = save_rule(
                actor=self._editor, rule_id=None, name="Turnips", why="", typed=rule, chosen={}
            )
            switch_rule(actor=self._editor, rule_id=rule_id, mode="live")
        try:
            self._newspaper.comment(self._thread, f"Turnip {self.done}.", by=self.person)
        except Invalid:
            return

    def preview(self) -> None:
        preview(actor=self.person, text="Words.", thread_id=self._thread.id, parent_id=None)

    def vote(self) -> None:
        cast_vote(actor=self.person, comment_id=self._theirs, value=(self.done + 1) % 2)

    def report(self) -> None:
        report_comment(actor=self.person, comment_id=self._theirs, reason="spam")

    def list(self) -> None:
        act = unmute if self.done % 2 else mute
        act(actor=self.person, person_id=self._other.id)

    def picture(self) -> None:
        try:
            change_picture(actor=self.person, data=b"no picture", publication_ids=[])
        except Invalid:
            return

    def article_picture(self) -> None:
        try:
            upload_picture(actor=self._editor, data=b"no picture")
        except Invalid:
            return

    def rename(self) -> None:
        rename_reader(actor=self.person, name=f"busy two {self.done}")

    def export(self) -> None:
        ask_for_export(actor=self.person, language="en")

    def proof(self) -> None:
        count_proof_code(person_id=self.person.id)

    def publisher_login(self) -> None:
        count_publisher_login(network="fd01::", issuer=f"issuer {self.done % 3}")

    def subscriber_list(self) -> None:
        count_subscriber_list(network="fd01::", issuer="issuer")

    def newsletter(self) -> None:
        here = self._newspaper.publication_id
        wanted = mailing_lists(here)
        if not wanted:
            add_list(actor=self._editor, name="Tide", description="", kind="alerts", section="")
            wanted = mailing_lists(here)
        ask_to_subscribe(
            publication_id=here,
            list_refs=[it.ref for it in wanted],
            address=f"a{self.done}@post.example",
            wording="Yes",
            network="fd01::",
        )

    def reply_letter(self) -> None:
        told, _ = Notification.objects.get_or_create(
            publication_id=self._newspaper.publication_id,
            person_id=self.person.id,
            kind="reply",
            thread_id=self._thread.id,
            comment_id=self._theirs,
        )
        planned = Task.objects.filter(name="send-reply-letter")
        before = planned.count()
        chosen = {"reply_address": "reply@news.example"}
        with override_settings(ENVIRONMENT=settings.ENVIRONMENT.model_copy(update=chosen)):
            to = reply_address(told.pk)
            take_in_reply(f"From: x@x.example\nTo: {to}\n\n{self.done}".encode())
        if planned.count() == before:
            raise TooMany("Refused.", retry_after=1)

    def unsent(self) -> None:
        path = f"/threads/{self._thread.ref}/comments"
        self._ask(path, {"text": f"Before {self.done}.", "key": str(uuid4())})

    def survey_answer(self) -> None:
        count_survey_answer(network="fd01::")

    def search(self) -> None:
        answer = Client().get(f"/search?q=words{self.done}")
        if answer.status_code == 429:
            raise TooMany("Refused.", retry_after=1)

    def failed_login(self) -> None:
        address = f"busy.{self.done}@example.org"
        self._ask("/accounts/login/", {"login": address, "password": _WRONG})

    def code(self) -> None:
        self._ask("/accounts/login/code/", {"email": f"busy.{self.done}@example.org"})

    def register(self) -> None:
        address, name = f"new{self.done}@example.org", f"new reader {self.done}"
        self._ask("/accounts/signup/", {"email": address, "name": name, "password1": _WRONG})

    def _ask(self, path: str, fields: dict[str, str]) -> None:
        browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
        answer = browser.post(path, fields)
        if answer.status_code == 429 or "Too many" in answer.content.decode():
            raise TooMany("Refused.", retry_after=1)


@pytest.fixture
def acts(newspaper) -> Acts:
    cache.clear()
    return Acts(newspaper)


def _until_refused(acts: Acts, act: Callable[[], None], most: int) -> int:
    for _ in range(most + 1):
        try:
            act()
        except (TooMany, Conflict):
            return acts.done
        acts.done += 1
    raise AssertionError(f"not refused after {acts.done}")


@pytest.mark.parametrize("name", LIMITED_ACTS)
def test_each_limited_act_is_refused_when_it_is_one_too_many(acts, name) -> None:
    figures = [
        int(word) for word in LIMITED_ACTS[name].most.replace(",", "").split() if word.isdigit()
    ]
    most = figures[0] if figures else 1
    assert 1 <= _until_refused(acts, getattr(acts, name.replace(" ", "_")), most) <= most


def test_what_was_changed_or_taken_back_counts_as_well(acts) -> None:
    assert _until_refused(acts, acts.vote, 60) == 60
    acts.done = 0
    assert _until_refused(acts, acts.edit, 30) == 30
    assert CommentRevision.objects.count() == 30
    acts.done = 0
    assert _until_refused(acts, acts.report, 20) == 20
    assert Report.objects.count() == 1


def test_those_who_are_trusted_may_vote_twice_as_much(acts, newspaper) -> None:
    acts.person = newspaper.person("trusted one", role="trusted")
    assert _until_refused(acts, acts.vote, 120) == 120


@override_settings(OWN_HOSTS=["testserver"])
def test_what_waits_for_a_login_is_not_kept_for_ever(newspaper) -> None:
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
    path = f"/threads/{newspaper.thread().ref}/comments"
    browser.post(path, {"text": "Before logging in.", "key": str(uuid4())})
    assert browser.session.get_expiry_age() <= 24 * 3600
