"""Every address, asked by everybody: who may what is what is declared beside its view.

The same is written down in docs/security/who-may-what.md. No address and no method is missing.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from functools import cache, partial
from hashlib import sha256

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import signing
from django.core.cache import cache as counts
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from belowline.accounts.models import DeletionReceipt, Person
from belowline.accounts.services.account_deletion import leave
from belowline.accounts.services.data_exports import ask_for_export, keep_export
from belowline.accounts.services.pictures import change_picture
from belowline.accounts.services.registration import grant, register
from belowline.accounts.services.staff_invitations import invite_staff
from belowline.audience.models import Issue, MailingList, PushDevice, PushKey, Subscription
from belowline.audience.queries.alerts import invitation_token
from belowline.audience.queries.mail_links import confirmation_token, preferences_token
from belowline.audience.queries.notification_links import off_token
from belowline.core.clock import now
from belowline.core.ids import decode, encode
from belowline.core.models import Task
from belowline.core.tasks.sealed_payload import seal
from belowline.discussion.models import CommentMove, Question, Thread
from belowline.moderation.models import Case, Incident, Letter, Likeness, SecondLook, Shift
from belowline.moderation.queries.letter_links import letter_token
from belowline.moderation.services.appeals import ask_for_second_look
from belowline.moderation.services.batches import BY_HAND, Gathering, decide_on_many
from belowline.moderation.services.decisions import keep_comment, remove_comment
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.rules import save_rule
from belowline.moderation.services.sanctions import decide_on_person
from belowline.moderation.services.saved_queues import Wanted, add_queue
from belowline.network.models import Offer, OfferPicture, SiteLink
from belowline.newsroom.models import (
    Article,
    ArticleTwin,
    ArticleVersion,
    Feed,
    OtherAddress,
    Picture,
    PictureUse,
    PublicationLogo,
    WireEntry,
)
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.pictures import upload_picture
from belowline.newsroom.services.sections import ensure_section
from belowline.surveys.models import Survey, SurveyQuestion
from belowline.web.addresses import ADDRESSES
from belowline.web.http.who import ROLES, Who
from newspaper import log_in
from pictures import photograph

_SURVEY = {
    "title": "Boots",
    "place": "link",
    "is_anonymous": "1",
    "question-1-kind": "single",
    "question-1-text": "Boots",
    "question-1-options": "Said.\nSaid otherwise.",
}
_DEVICE = {
    "endpoint": "https://push.example/known",
    "key": "known",
    "browser_key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6S"
    "RpkNtoIAiw4",
    "secret": "BTBZMqHH6r4Tts7J_aSIgg",
    "time_zone": "UTC",
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_LEFT_OUT = frozenset({"/api/v1/"})
"""Leads nowhere."""
_GRANTED = frozenset({"trusted", "reporter", "moderator", "editor", "administrator"})

SENT: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "/api/v1/threads/{thread}/comments"): {"text": "Said."},
    ("POST", "/api/v1/threads/{thread}/preview"): {"text": "Said."},
    ("PATCH", "/api/v1/comments/{comment}"): {"text": "Said otherwise."},
    ("PUT", "/api/v1/comments/{comment}/vote"): {"value": 1},
    ("POST", "/api/v1/comments/{comment}/reports"): {"reason": "spam"},
    ("PUT", "/api/v1/notifications/seen"): {},
    ("PUT", "/api/v1/threads/{thread}/level"): {"level": "page"},
    ("POST", "/language"): {"language": "ja", "back": "/"},
    ("POST", "/preview"): {"text": "Said.", "thread": "{thread}"},
    ("POST", "/threads/{thread}/comments"): {
        "text": "Said.",
        "key": "00000000-0000-4000-8000-000000000001",
    },
    ("POST", "/threads/{thread}/question"): {"question": "{question}"},
    ("POST", "/threads/{thread}/votes"): {"up": "{comment}"},
    ("POST", "/c/{comment}/edit"): {"text": "Said otherwise."},
    ("POST", "/c/{comment}/report"): {"reason": "spam"},
    ("POST", "/me/delete"): {"choice": "closed"},
    ("POST", "/me/name"): {"name": "somebody else"},
    ("POST", "/me/picture"): {"picture": photograph},
    ("POST", "/me/shown"): {"shown": "since"},
    ("POST", "/api/v1/session"): {"code": "guessed"},
    ("POST", "/api/v1/subscriptions"): {"token": "guessed"},
    ("POST", "/sso"): {"token": "guessed", "next": "/me"},
    ("POST", "/sso/popup"): {"origin": "https://evil.example"},
    ("POST", "/desk/people/{person}"): {"badges": "expert"},
    ("POST", "/desk/staff"): {"who": "/people/{person}", "role": "reporter"},
    ("POST", "/desk/staff/{person}/dismiss"): {"role": "reporter"},
    ("POST", "/desk/cases/{case}/decide"): {"act": "keep", "version": "1"},
    ("POST", "/desk/cases/{case}/escalate"): {"note": "Boots"},
    ("POST", "/desk/cases/{case}/note"): {"note": "Boots"},
    ("POST", "/desk/cases/{case}/warn"): {"reason": "spam", "outcome": "warned", "confirmed": "1"},
    ("POST", "/desk/people/{person}/decide"): {"reason": "spam", "outcome": "warned"},
    ("POST", "/desk/people/{person}/close"): {
        "publication": "{here}",
        "reason": "spam",
        "confirmed": "1",
    },
    ("POST", "/desk/people/{person}/note"): {"note": "Boots"},
    ("POST", "/desk/appeals/{appeal}"): {"result": "upheld", "answer": "Boots"},
    ("POST", "/desk/reasons"): {"code": "spam", "retire": "1"},
    ("POST", "/desk/labels"): {"name-en": "Boots"},
    ("POST", "/desk/labels/{label}"): {"name-en": "Boots"},
    ("POST", "/desk/reasons/new"): {"title-en": "Boots", "severity": "1"},
    ("POST", "/desk/reasons/{reason}"): {"title-en": "Boots", "severity": "1"},
    ("POST", "/letters/{signed}"): {"text": "Boots"},
    ("POST", "/me/letters/{letter}"): {"text": "Boots"},
    ("POST", "/desk/rules/new"): {"name": "It", "words": "boots", "action": "hold"},
    ("POST", "/desk/rules/{rule}"): {"name": "It", "words": "boots", "action": "hold"},
    ("POST", "/desk/rules/{rule}/switch"): {"mode": "shadow"},
    ("POST", "/desk/incidents"): {"sections": "{own_section}", "does": "all", "hours": "1"},
    ("POST", "/desk/folding"): {"folds": "1"},
    ("POST", "/desk/set-aside/take-back"): {"reason": "spam"},
    ("POST", "/desk/newcomers"): {"comments": "3"},
    ("POST", "/desk/cases/{case}/label"): {"label": "satire", "version": "1"},
    ("POST", "/desk/threads/{thread}/closing"): {"discussion": "close", "reason": "spam"},
    ("POST", "/desk/cases/{case}/discussion"): {"discussion": "close", "reason": "spam"},
    ("POST", "/desk/own-queues"): {"name": "Threats", "reason": "threat"},
    ("POST", "/desk/own-queues/{saved}"): {"name": "Threats", "reason": "threat"},
    ("POST", "/desk/sample/{look}"): {"outcome": "kept"},
    ("POST", "/desk/shifts"): {"starts_at": "2026-12-01T08:00", "ends_at": "2026-12-01T16:00"},
    ("POST", "/desk/hand-over"): {"text": "All calm."},
    ("POST", "/desk/batches/new"): {"seen": "{comment}.1", "outcome": "kept"},
    ("POST", "/desk/c/{comment}/pick"): {"version": "1"},
    ("POST", "/desk/c/{comment}/pin"): {"version": "1"},
    ("POST", "/desk/c/{comment}/remove"): {"version": "1", "reason": "spam"},
    ("POST", "/desk/c/{comment}/restore"): {"version": "1", "note": "A mistake."},
    ("POST", "/desk/pictures"): {"story": "{written}", "upload": photograph},
    ("POST", "/desk/pictures/{picture}"): {"alt": "It"},
    ("POST", "/desk/stories/{story}"): {"headline": "It"},
    ("POST", "/desk/stories/{story}/moves"): {"into": "{article}"},
    ("POST", "/desk/stories/{story}/end"): {"act": "hold"},
    ("POST", "/desk/stories/{story}/addresses"): {"url": "https://old.example/a"},
    ("POST", "/desk/stories/{story}/languages"): {"url": "https://twin.example/news/bell"},
    ("POST", "/desk/sections"): {"name": "Harbour"},
    ("POST", "/desk/sections/{part}"): {"name": "Harbour"},
    ("POST", "/desk/publication/discussions"): {"votes": "open"},
    ("POST", "/desk/front"): {"rule": "newest"},
    ("POST", "/desk/front/{part}"): {"rule": "newest"},
    ("POST", "/desk/offers/new"): {
        "title": "Boots",
        "link": "https://shop.example/",
        "label": "own",
    },
    ("POST", "/desk/offers/{offer}"): {
        "title": "Boots",
        "link": "https://shop.example/",
        "label": "own",
    },
    ("POST", "/desk/look"): {"standard": "1"},
    ("POST", "/desk/look/logo"): {"mode": "light", "remove": "1"},
    ("POST", "/desk/publication"): {"name": "It", "language": "en", "time_zone": "UTC"},
    ("POST", "/desk/wire/{entry}/discussion"): {"discussion": "stays"},
    ("POST", "/alerts/{token}"): {"answer": "yes"},
    ("POST", "/newsletters"): {"address": "ada@post.example", "list": "{list}"},
    ("POST", "/desk/newsletters"): {"name": "Evening", "kind": "newsletter"},
    ("POST", "/desk/issues/{issue}"): {"stop": "1"},
    ("POST", "/desk/newsletters/{list}"): {"name": "Evening"},
    ("POST", "/me/alerts"): {"answer": "yes"},
    ("POST", "/surveys/{survey}"): {"q1": "0"},
    ("POST", "/desk/surveys/new"): _SURVEY,
    ("POST", "/desk/surveys/{survey}"): _SURVEY,
    ("POST", "/desk/surveys/{survey}/state"): {"act": "close"},
    ("POST", "/me/notifications/choices"): {"mail": "never", "hour": "8", "time_zone": "UTC"},
    ("POST", "/me/devices"): _DEVICE,
    ("POST", "/me/devices/renew"): {"endpoint": _DEVICE["endpoint"]},
    ("POST", "/threads/{thread}/notifications"): {"level": "page"},
}
QUERIES = {
    "/desk/batches/new": "?person={person}",
    "/desk/staff/{person}/dismiss": "?role=reporter",
    "/api/v1/threads": "?url={article}",
    "/api/v1/counts": "?url={article}",
    "/threads/{thread}/items": "?id={comment}",
}


class Scene:
    """A thread with somebody's comment in it, and whoever asks; made once for many addresses."""

    def __init__(self, newspaper, role: str) -> None:
        self.role = role
        self.asking = None
        self.entry_state = "waiting"
        if role != "nobody":
            self.asking = newspaper.person(role=role if role in _GRANTED else "", can_log_in=True)
        article = newspaper.article(byline="Pia Lundemar")
        self.article_id = article.id
        thread = newspaper.thread_below(article)
        by = self.asking if role == "author" else newspaper.person()
        self.comment = newspaper.comment(thread, "What it is all about.", by=by)
        self.editor = newspaper.person(role="editor")
        self.other = newspaper.person()
        section, slug = article.path.strip("/").split("/")
        asked = Question.objects.create(
            publication_id=newspaper.publication_id, thread_id=thread.id, text="Why?"
        )
        morning = MailingList.objects.create(
            publication_id=newspaper.publication_id, kind="newsletter", name="Morning"
        )
        self._names = {
            "list": encode(morning.pk),
            "thread": thread.ref,
            "question": encode(asked.id),
            "comment": encode(self.comment),
            "article": article.path,
            "section": section,
            "own_section": encode(newspaper.section_id),
            "here": encode(newspaper.publication_id),
            "slug": slug,
            "author": "pia-lundemar",
            "format": "json",
            "day": "2026-11-26",
            "month": "2026-11",
            "queue": "now",
            "label": "satire",
            "reason": "spam",
            "person": encode(self.other.id),
            "size": "96",
            "width": "320",
            "kind": "jpeg",
            "written": encode(article.id),
            "provider": "unknown",
            "token": invitation_token(
                person_id=self.other.id, publication_id=newspaper.publication_id
            ),
        }
        self.client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        if self.asking:
            log_in(self.client, self.asking)

    @contextmanager
    def before(self, address: str) -> Iterator[dict[str, str]]:
        """What stands for the parts of this address; whatever happens within is undone."""
        with undone(self.client):
            self.entry_state = "waiting"
            BEFORE.get(address, lambda _: None)(self)
            yield self._names | {
                part: make(self) for part, make in MADE.items() if f"{{{part}}}" in address
            }

    def passkey(self) -> str:
        """A passkey of somebody else's."""
        made = Authenticator.objects.create(
            user_id=self.other.id, type=Authenticator.Type.WEBAUTHN, data={}
        )
        return str(made.pk)

    def receipt(self) -> str:
        """The code of somebody's receipt."""
        return DeletionReceipt.objects.create(kind="closed").code

    def picture(self) -> str:
        """A picture of somebody else's."""
        change_picture(actor=self.other, data=photograph().read(), publication_ids=[])
        return Person.objects.get(pk=self.other.id).picture

    def export(self) -> str:
        """What whoever asks has asked for."""
        if self.asking is None:
            return encode(1)
        number = ask_for_export(actor=self.asking, language="en")
        keep_export(export_id=number, content=b"everything")
        return encode(number)

    def drawn(self) -> str:
        """A picture of an article that readers see."""
        made = upload_picture(actor=self.editor, data=photograph(400, 300).read())
        PictureUse.objects.create(article_id=self.article_id, picture_id=made, is_shown=True)
        return encode(made)

    def content(self) -> str:
        """The digest of such a picture."""
        return Picture.objects.get(pk=decode(self.drawn())).digest

    def foreign(self) -> str:
        """The digest of a picture on another site that this one shows."""
        here, article_id = self.other.publication_id, decode(self.twin())
        there = Article.objects.get(pk=article_id).publication_id
        picture = Picture.objects.get(pk=decode(self.drawn()))
        Picture.objects.filter(pk=picture.pk).update(publication_id=there)
        Article.objects.filter(pk=article_id).update(picture=picture)
        SiteLink.objects.create(publication_id=here, other_id=there, shows=True)
        SiteLink.objects.create(publication_id=there, other_id=here, is_shown=True)
        return picture.digest

    def logo(self) -> str:
        """The digest of the publication's logo."""
        made = PublicationLogo.objects.create(
            publication_id=self.other.publication_id,
            mode="light",
            digest="0" * 32,
            content=b"RIFF",
            width=1,
            height=1,
        )
        return made.digest

    def case(self) -> str:
        """What waits for a moderator."""
        report_comment(actor=self.other, comment_id=self.comment, reason="spam", note="")
        return encode(Case.objects.get(comment=self.comment).id)

    def decision(self) -> str:
        """What was decided about it."""
        self.case()
        return encode(
            keep_comment(actor=self.editor, comment_id=self.comment, version=1),
        )

    def likeness(self) -> str:
        """That somebody writes like whoever comes next."""
        another = register(email="alike@post.example", name="alike", password=None)
        first, second = sorted((self.other.id, another))
        made = Likeness.objects.create(
            publication_id=self.other.publication_id,
            first_id=first,
            second_id=second,
            closeness=4.0,
        )
        return encode(made.id)

    def measure(self) -> str:
        """What keeps something from somebody else."""
        made = decide_on_person(
            actor=self.editor,
            person_id=self.other.id,
            outcome="suspended",
            grounds=Grounds(reason="spam"),
            days="7",
        )
        return encode(made)

    def letter(self) -> str:
        """What somebody else was written about it."""
        return encode(Letter.objects.get(decision=decode(self.measure())).id)

    def signed(self) -> str:
        """What the link in its mail ends with."""
        here = self.other.publication_id
        return letter_token(letter_id=decode(self.letter()), publication_id=here)

    def appeal(self) -> str:
        """What they say against it."""
        letter_id = decode(self.letter())
        made = ask_for_second_look(
            person_id=self.other.id,
            publication_id=self.other.publication_id,
            letter_id=letter_id,
            text="Boots",
        )
        return encode(made)

    def rule(self) -> str:
        """A rule that looks at what is posted."""
        made = save_rule(
            actor=self.editor,
            rule_id=None,
            name="Turnips",
            why="",
            typed={"words": "turnip", "action": "hold"},
            chosen={},
        )
        return encode(made)

    def incident(self) -> str:
        """What goes on."""
        made = Incident.objects.create(
            publication_id=self.editor.publication_id, sections=[], ends_at=now()
        )
        return encode(made.id)

    def batch(self) -> str:
        """What was decided about it and others at once."""
        made = decide_on_many(
            actor=self.editor,
            seen={self.comment: 1},
            outcome="kept",
            grounds=Grounds(),
            gathering=Gathering(BY_HAND),
        )
        return made.ref

    def look(self) -> str:
        """A decision that was drawn for a second look."""
        self.case()
        actor = {"actor": self.editor, "comment_id": self.comment, "version": 1}
        made, _ = SecondLook.objects.get_or_create(
            publication_id=self.other.publication_id, decision_id=keep_comment(**actor)
        )
        return encode(made.id)

    def shift(self) -> str:
        """Hours at the desk, of whoever asks."""
        made = Shift.objects.create(
            publication_id=self.other.publication_id,
            moderator_id=(self.asking or self.editor).id,
            starts_at=now(),
            ends_at=now() + timedelta(hours=1),
        )
        return encode(made.id)

    def saved(self) -> str:
        """A queue of the team's own."""
        wanted = Wanted(reasons=["threat"])
        return encode(add_queue(actor=self.editor, name="Threats", wanted=wanted))

    def story(self) -> str:
        """An article that an editor can write in."""
        return encode(self.article_id)

    def number(self) -> str:
        """A version of it."""
        ArticleVersion.objects.create(article_id=self.article_id, number=1, headline="It")
        return "1"

    def entry(self) -> str:
        """What has come by a feed."""
        here = {"publication_id": self.other.publication_id}
        section_id = ensure_section(**here, name="Wire")
        feed = Feed.objects.create(**here, section_id=section_id, name="agency", address="folder")
        made = WireEntry.objects.create(
            **here,
            feed=feed,
            guid="1",
            state=self.entry_state,
            words={"headline": "It"},
            is_clear=True,
            article_id=self.article_id if self.entry_state == "killed" else None,
        )
        return encode(made.id)

    def move(self) -> str:
        """A move of comments from one discussion to another."""
        thread = Thread.objects.get(article=self.article_id)
        other = Article.objects.get(pk=self.article_id)
        other.pk, other.slug, other.url = other.pk + 1, "another", ""
        other.save(force_insert=True)
        to = Thread.objects.create(publication_id=thread.publication_id, article=other)
        made = CommentMove.objects.create(
            publication_id=thread.publication_id, source=thread, target=to, moved=[], cut=[]
        )
        return encode(made.id)

    def letters(self) -> str:
        """What a letter's link carries that turns such letters off."""
        return off_token(publication_id=self.other.publication_id, person_id=self.other.id)

    def device(self) -> str:
        """A browser in which somebody else is told."""
        return encode(self.told_in(self.other.id, "theirs").pk)

    def told_in(self, person_id: int, name: str) -> PushDevice:
        """A browser in which this person is told."""
        key, _ = PushKey.objects.get_or_create(
            public="known", defaults={"sealed": seal({"private": ""})}
        )
        endpoint = f"https://push.example/{name}"
        return PushDevice.objects.create(
            publication_id=self.other.publication_id,
            person_id=person_id,
            key=key,
            endpoint=endpoint,
            digest=sha256(endpoint.encode()).hexdigest(),
        )

    def survey(self) -> str:
        """A survey that is open."""
        found = Survey.objects.create(
            publication_id=self.other.publication_id, title="Boots", state="open", key="k"
        )
        SurveyQuestion.objects.create(
            survey=found, position=1, kind="single", text="Boots", options=["Said.", "Boots"]
        )
        return encode(found.pk)

    def offer(self) -> str:
        """Something that is offered beside articles."""
        made = Offer.objects.create(
            publication_id=self.other.publication_id,
            title="Boots",
            link="https://shop.example/",
            label="own",
            starts_at=now(),
        )
        return encode(made.id)

    def shot(self) -> str:
        """The picture of an offer."""
        offer_id = decode(self.offer())
        OfferPicture.objects.create(
            offer_id=offer_id, digest="0" * 32, content=b"RIFF", width=1, height=1
        )
        return "0" * 32

    def task(self) -> str:
        """A task that is set aside."""
        made = Task.objects.create(
            name="retention",
            publication_id=self.other.publication_id,
            due_at=now(),
            failure="OSError",
            set_aside_at=now(),
        )
        return encode(made.pk)

    def subscribed(self, state: str) -> dict[str, int]:
        """Somebody's subscription, as the links of mails name it."""
        here = self.other.publication_id
        made = Subscription.objects.create(
            publication_id=here,
            mailing_list_id=decode(self._names["list"]),
            address="ada@post.example",
            language="en",
            state=state,
        )
        return {"publication_id": here, "subscription_id": made.pk}

    def issue(self) -> str:
        """An issue of a newsletter, which readers may see."""
        made = Issue.objects.create(
            publication_id=self.other.publication_id,
            mailing_list_id=decode(self._names["list"]),
            subject="Today",
            state="sending",
            begun_at=now(),
        )
        return encode(made.pk)

    def asked(self) -> str:
        """What the link of a mail ends with that asks for a press."""
        return confirmation_token(**self.subscribed("asked"))

    def preferences(self) -> str:
        """What the links of a newsletter end with."""
        return preferences_token(**self.subscribed("confirmed"))

    def place(self) -> str:
        """An address elsewhere of the article."""
        made = OtherAddress.objects.create(
            publication_id=self.other.publication_id,
            article_id=self.article_id,
            url="https://old.example/bell",
        )
        return encode(made.id)

    def twin(self) -> str:
        """The article in another language, on another publication."""
        there = create_publication(
            slug="twin",
            name="Le Jumeau",
            time_zone="UTC",
            language="ja",
            base_url="https://twin.example",
        )
        made = publish_article(
            publication_id=there,
            section_id=ensure_section(publication_id=there, name="News"),
            headline="The bell",
            slug="bell",
            published_at=now() - timedelta(hours=1),
        )
        ArticleTwin.objects.create(article_id=self.article_id, other_id=made)
        return encode(made)

    def part(self) -> str:
        """A section without articles."""
        name = "Landing stage"
        return encode(ensure_section(publication_id=self.other.publication_id, name=name))

    def proof(self) -> str:
        """What the link of a test mail ends with."""
        return signing.dumps(self.other.publication_id, salt="belowline.newsroom.mail_check")

    def invited(self) -> str:
        """An invitation of somebody else's."""
        here = self.other.publication_id
        made = invite_staff(publication_id=here, email="ada@post.example", role="editor")
        return made.ref

    def invitation(self) -> str:
        """What leads whoever asks to the staff."""
        invited = self.asking or self.other
        email = EmailAddress.objects.get(user_id=invited.id).email
        made = invite_staff(publication_id=invited.publication_id, email=email, role="reporter")
        return made.path.rpartition("/")[2]


MADE: dict[str, Callable[[Scene], str]] = {
    "key": Scene.passkey,
    "code": Scene.receipt,
    "digest": Scene.picture,
    "export": Scene.export,
    "invitation": Scene.invitation,
    "picture": Scene.drawn,
    "case": Scene.case,
    "decision": Scene.decision,
    "rule": Scene.rule,
    "incident": Scene.incident,
    "batch": Scene.batch,
    "saved": Scene.saved,
    "shift": Scene.shift,
    "look": Scene.look,
    "content": Scene.content,
    "foreign": Scene.foreign,
    "logo": Scene.logo,
    "story": Scene.story,
    "number": Scene.number,
    "part": Scene.part,
    "proof": Scene.proof,
    "invited": Scene.invited,
    "entry": Scene.entry,
    "offer": Scene.offer,
    "letters": Scene.letters,
    "likeness": Scene.likeness,
    "measure": Scene.measure,
    "letter": Scene.letter,
    "signed": Scene.signed,
    "appeal": Scene.appeal,
    "survey": Scene.survey,
    "device": Scene.device,
    "shot": Scene.shot,
    "place": Scene.place,
    "twin": Scene.twin,
    "move": Scene.move,
    "task": Scene.task,
    "asked": Scene.asked,
    "issue": Scene.issue,
    "preferences": Scene.preferences,
}
"""Parts of few addresses, made only where they are asked for."""


def _removed(scene: Scene) -> None:
    remove_comment(
        actor=scene.editor, comment_id=scene.comment, version=1, reason="spam", explanation=""
    )


def _appointed(scene: Scene) -> None:
    grant(person_id=scene.other.id, publication_id=scene.editor.publication_id, role="reporter")


def _not_the_only_administrator(scene: Scene) -> None:
    publication_id = scene.other.publication_id
    grant(person_id=scene.editor.id, publication_id=publication_id, role="administrator")


def _killed(scene: Scene) -> None:
    scene.entry_state = "killed"


def _leaving(scene: Scene) -> None:
    _not_the_only_administrator(scene)
    if scene.asking is not None:
        leave(
            actor=scene.asking,
            choice="closed",
            language="en",
            session_key="",
            publications={scene.asking.publication_id: "The Test"},
        )


def _there_is_a_twin(scene: Scene) -> None:
    scene.twin()


def _told_here(scene: Scene) -> None:
    scene.told_in((scene.asking or scene.other).id, "known")


BEFORE: dict[str, Callable[[Scene], None]] = {
    "/desk/stories/{story}/languages": _there_is_a_twin,
    "/me/devices": _told_here,
    "/me/devices/renew": _told_here,
    "/me/delete": _not_the_only_administrator,
    "/me/delete/keep": _leaving,
    "/desk/c/{comment}/restore": _removed,
    "/desk/staff/{person}/dismiss": _appointed,
    "/desk/wire/{entry}/discussion": _killed,
}


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever happens within has never been, in the database and in this browser."""
    cookies = deepcopy(client.cookies)
    block = transaction.atomic()
    block._from_testcase = True  # as the one around the test: the house has not opened it
    with block:
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


@cache
def told() -> dict[tuple[str, str], Who]:
    """Who may what, by method and address."""
    return {(method, each.shown): who for each in ADDRESSES for method, who in each.methods}


def addresses() -> Iterator[str]:
    """Every address of the installation, its parts in braces."""
    seen = set()
    for pattern in _patterns(get_resolver(), ""):
        plain = re.sub(r"\(\?P<\w+>(?:[^()\[]|\[[^]]*\])*\)", "{}", pattern)
        address = "/" + re.sub(r"<[^>]*>", "{}", plain).replace("^", "").replace("$", "")
        if address not in seen and address not in _LEFT_OUT:
            seen.add(address)
            yield address


def _patterns(resolver: URLResolver, before: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield here
        else:
            yield from _patterns(each, here)


def _bare(address: str) -> str:
    return re.sub(r"\{\w+\}", "{}", address)


def asked(scene: Scene, method: str, address: str) -> str:
    """What happens, in the words of the table; no word where there is no such method."""
    with scene.before(address) as names:
        path = (address + QUERIES.get(address, "")).format(**names)
        form = {"content_type": "application/json"} if address.startswith("/api/") else {}
        send = getattr(scene.client, method.lower())
        sent = said(names, method, address)
        return _in_a_word(send(path) if method == "GET" else send(path, sent, **form))


def said(names: dict[str, str], method: str, address: str) -> dict[str, object]:
    """What is sent there."""
    return {
        name: value.format(**names)
        if isinstance(value, str)
        else value()
        if callable(value)
        else value
        for name, value in SENT.get((method, address), {}).items()
    }


def _in_a_word(answer) -> str:
    if answer.status_code == 405:
        return ""
    leads = answer.headers.get("Location", "")
    if leads.startswith("/accounts/reauthenticate/"):
        return "again"
    to_login = answer.status_code == 302 and leads.startswith("/accounts/login/")
    if answer.status_code == 401 or to_login:
        return "log in"
    if answer.status_code == 403:
        return "no"
    if answer.status_code == 404:
        return "nothing"
    return "yes" if answer.status_code < 400 else f"{answer.status_code}: {answer.content!r}"


@pytest.fixture
def scene_of(newspaper) -> Callable[[str], Scene]:
    """Whoever asks, by role."""
    counts.clear()  # rate limits count there
    return partial(Scene, newspaper)


def test_no_address_is_missing_from_the_table() -> None:
    assert {_bare(address) for _, address in told()} == set(addresses())


@pytest.mark.parametrize(
    "role",
    [*(pytest.param(role, marks=pytest.mark.any_database) for role in ROLES[:-1]), ROLES[-1]],
)
def test_everybody_may_what_the_table_says(scene_of, role) -> None:
    scene = scene_of(role)
    answers = {(method, address): asked(scene, method, address) for method, address in told()}
    assert answers == {place: who.happens[role] for place, who in told().items()}


@pytest.mark.any_database
def test_no_method_is_missing_from_the_table(scene_of) -> None:
    scene = scene_of("administrator")
    missing = {
        (method, address): asked(scene, method, address)
        for address in {address for _, address in told()}
        for method in METHODS
        if (method, address) not in told()
    }
    assert {place: answer for place, answer in missing.items() if answer} == {}
