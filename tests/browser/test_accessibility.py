"""Every kind of page: no violation that axe finds, in light and dark, on a phone and on a desk."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from belowline.accounts.models import DeletionReceipt
from belowline.accounts.queries.people import Actor
from belowline.accounts.services.pictures import change_picture
from belowline.accounts.services.relationships import block, mute
from belowline.accounts.services.staff_invitations import invite_staff
from belowline.audience.models import Issue, Subscription
from belowline.audience.queries.alerts import invitation_token
from belowline.audience.queries.mail_links import confirmation_token, preferences_token
from belowline.audience.services.issues import begin_issue, send_issue
from belowline.audience.services.mailing_lists import add_list
from belowline.core.ids import encode
from belowline.core.tasks.running import run_due
from belowline.discussion.services.follows import follow_thread
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.discussion.services.questions import put_question
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.models import Letter, Likeness
from belowline.moderation.services.appeals import ask_for_second_look
from belowline.moderation.services.decisions import hold_comment
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.rule_trials import ask_for_trial
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.moderation.services.sanctions import decide_on_person
from belowline.network.services.offers import save_offer, switch_offer
from belowline.newsroom.models import ArticleTwin, EntryPicture, Feed, WireEntry
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from belowline.surveys.services.answering import answer_survey
from belowline.surveys.services.surveys import close_survey, open_survey, save_survey
from browser.steps import case_ref
from newspaper import PASSWORD
from pictures import photograph, uploaded_picture

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (390, 1280)]


@pytest.fixture(scope="module")
def chief(newspaper) -> Actor:
    return newspaper.person("axe chief", "administrator")


@pytest.fixture(scope="module")
def survey_id(newspaper, chief) -> Iterator[int]:
    """A survey on top of every page, until these tests are over: others look at pages as well."""
    surveyed = _survey(chief, newspaper)
    yield surveyed
    close_survey(actor=chief, survey_id=surveyed)


@pytest.fixture(scope="module")
def offer_ids(chief) -> Iterator[list[int]]:
    """Offers on the pages, until these tests are over."""
    offers = [_offer(chief, label) for label in ("advertisement", "own")]
    yield offers
    for offer_id in offers:
        switch_offer(actor=chief, offer_id=offer_id, is_on=False)


@pytest.fixture(scope="module")
def paths(newspaper, pictures_of_site, chief, survey_id, offer_ids) -> dict[str, list[str]]:
    """The addresses of every kind of page, by who can open it."""
    reader, moderator = newspaper.person("axe reader"), chief
    picture_id = uploaded_picture(moderator, photograph(700, 470).read())
    article = newspaper.article(
        headline="The pier in the wind",
        standfirst="It creaks.",
        question="Do you hear it?",
        picture_id=picture_id,
    )
    _twins(article.id)
    thread = newspaper.thread_below(article)
    put_question(
        thread_id=thread.id, publication_id=newspaper.publication_id, text="Do you hear it?"
    )
    first = newspaper.comment(thread, "It creaks at **night**, I hear.", by=reader)
    other = newspaper.comment(thread, "> It creaks at night\n\n@axe reader it does not.", to=first)
    newspaper.comment(thread, "`code` and [a link](https://example.org)", by=moderator, to=other)
    mark_comment(actor=moderator, comment_id=first, version=1, mark=Mark.PICK, is_set=True)
    mark_comment(actor=moderator, comment_id=other, version=1, mark=Mark.PIN, is_set=True)
    waiting = newspaper.comment(thread, "> It creaks\n\nDoes it?", by=reader)
    hold_comment(actor=moderator, comment_id=waiting, version=1)
    report_comment(actor=reader, comment_id=other, reason="off-topic", note="It is about wind.")
    follow_thread(actor=reader, thread_id=thread.id)
    mute(actor=reader, person_id=newspaper.person("axe loud").id)
    block(actor=reader, person_id=newspaper.person("axe pest").id)
    change_picture(actor=reader, data=photograph().read(), publication_ids=[])
    closed = newspaper.article()
    switch_thread(
        actor=moderator,
        thread_id=newspaper.thread_below(closed).id,
        comments_open=False,
        votes_open=False,
        note="The matter is settled.",
    )
    shut = newspaper.article()
    shut_thread = newspaper.thread_below(shut)
    newspaper.comment(shut_thread, "It is a pier for members.")
    switch_thread(
        actor=moderator,
        thread_id=shut_thread.id,
        comments_open=True,
        votes_open=True,
        has_votes=False,
        is_premoderated=True,
        subscribers_only=True,
    )
    expired = newspaper.article(licence_ends_at=timezone.now(), copyright_line="© Wire")
    rule_id = _rule(moderator)
    invitation = invitation_token(person_id=reader.id, publication_id=newspaper.publication_id)
    invited = invite_staff(
        publication_id=newspaper.publication_id, email="axe@example.org", role="editor"
    )
    _wire_entry(newspaper, picture_id)
    morning = add_list(
        actor=moderator, name="Morning", description="", kind="newsletter", section=""
    )
    issue_id = begin_issue(actor=moderator, list_id=morning)
    sent_id = begin_issue(actor=moderator, list_id=morning)
    send_issue(actor=moderator, issue_id=sent_id, at=None)
    Issue.objects.filter(pk=sent_id).update(state="paused", pause_reason="An editor paused it.")
    to = Subscription.objects.create(
        publication_id=newspaper.publication_id,
        mailing_list_id=morning,
        address="ada@post.example",
        language="en",
        state="asked",
    )
    link = {"publication_id": newspaper.publication_id, "subscription_id": to.pk}
    reminded, appealed = _letter_and_appeal(newspaper, chief, reader)
    _likeness(reader, newspaper.person("axe alike"))
    own, theirs = f"/c/{encode(first)}", f"/c/{encode(other)}"
    return {
        "": [
            "/",
            "/politics",
            article.path,
            f"{article.path}?view=flat&order=best",
            newspaper.article().path,
            closed.path,
            expired.path,
            f"{own}/answers",
            f"{own}/more",
            f"/people/{encode(reader.id)}",
            f"/people/{encode(reader.id)}/answers",
            "/accounts/login/",
            "/accounts/signup/",
            "/accounts/login/code/",
            "/accounts/password/reset/",
            f"/alerts/{invitation}",
            "/newsletters",
            "/newsletters/asked",
            f"/newsletters/{encode(morning)}",
            f"/newsletters/issues/{encode(sent_id)}",
            f"/newsletters/confirm/{confirmation_token(**link)}",
            f"/newsletters/mine/{preferences_token(**link)}",
            f"/newsletters/leave/{preferences_token(**link)}",
            invited.path,
            f"/erased/{DeletionReceipt.objects.create(kind='facebook').code}",
            "/api/v1/docs",
            "/no/such-page",
            "/search",
            "/search?q=council&by=&section=politics",
            "/archive",
            f"/archive/{article.published_at:%Y-%m}",
            f"/archive/{article.published_at:%Y-%m-%d}",
        ],
        "axe reader": [
            article.path,
            "/me/settings",
            "/me/data",
            "/me/delete",
            f"/erased/{DeletionReceipt.objects.create(kind='name', counts={'comment': 3}).code}",
            "/me/following",
            "/me/notifications",
            "/me/notifications/choices",
            "/me/letters",
            f"/me/letters/{encode(reminded)}",
            f"/threads/{thread.ref}/notifications",
            "/me/muted",
            f"{theirs}/reply",
            f"{theirs}/quote",
            f"{theirs}/report",
            f"{own}/edit",
            f"{own}/withdraw",
            f"{own}/more",
            f"/threads/{thread.ref}/comments",
            shut.path,
            f"/threads/{shut_thread.ref}/comments",
            "/me",
            "/me/alerts",
            "/me/newsletters",
            "/accounts/2fa/",
            "/accounts/proof/",
        ],
        "axe chief": [
            "/desk/",
            "/desk/queues/now",
            "/desk/queues/held",
            "/desk/queues/done",
            "/desk/queues/newcomers",
            "/desk/newcomers",
            "/desk/rules",
            "/desk/incidents",
            f"/desk/incidents?stories={article.ref}&find=pier",
            "/desk/rules/new",
            f"/desk/rules/{encode(rule_id)}",
            f"/desk/cases/{case_ref(other)}",
            "/desk/go?q=lamps",
            "/desk/own-queues",
            "/desk/sample",
            "/desk/shifts",
            "/desk/figures",
            "/desk/log",
            "/moderation/log",
            "/desk/batches",
            f"/desk/batches/new?person={encode(reader.id)}",
            f"/desk{theirs}/remove",
            f"/desk/threads/{thread.ref}",
            f"/desk/threads/{thread.ref}/closing",
            "/desk/labels",
            "/desk/labels/satire",
            f"/desk/people/{encode(reader.id)}",
            f"/desk/people/{encode(reader.id)}/close",
            "/desk/reasons",
            "/desk/reasons/new",
            "/desk/reasons/spam",
            "/desk/appeals",
            f"/desk/appeals/{encode(appealed)}",
            "/desk/staff",
            "/desk/sections",
            "/desk/publication",
            "/desk/publication/discussions",
            "/desk/look",
            "/desk/front",
            "/desk/surveys",
            "/desk/surveys/new",
            f"/desk/surveys/{encode(survey_id)}",
            f"/desk/surveys/{encode(survey_id)}/results",
            f"/desk/surveys/{encode(survey_id)}/results?down=q1&across=q3",
            f"/surveys/{encode(survey_id)}",
            "/desk/newsletters",
            f"/desk/issues/{encode(issue_id)}",
            f"/desk/issues/{encode(sent_id)}",
            "/desk/tasks",
            "/desk/offers",
            "/desk/offers/new",
            f"/desk/offers/{encode(offer_ids[0])}",
            "/desk/publication/sites",
            "/desk/stories",
            "/desk/wire",
            f"/desk/stories/{encode(article.id)}",
            f"/desk/stories/{encode(article.id)}/preview",
            f"/desk/stories/{encode(article.id)}/versions",
            f"/desk/stories/{encode(article.id)}/discard",
            f"/desk/stories/{encode(article.id)}/end",
            f"/desk/stories/{encode(article.id)}/addresses",
            f"/desk/stories/{encode(article.id)}/languages",
            f"/desk/stories/{encode(article.id)}/moves",
            f"/desk/pictures/{encode(picture_id)}?story={encode(article.id)}",
        ],
    }


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("who", ["", "axe reader", "axe chief"])
def test_pages_are_accessible_and_fit(
    open_browser, page_of, newspaper, paths, who, scheme, width
) -> None:
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 844}}
    page = page_of(newspaper.known(who), **options) if who else open_browser(**options).new_page()
    assert faults(page, paths[who]) == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_about_ones_keys_are_accessible_and_fit(
    open_browser, newspaper, scheme, width
) -> None:
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 844}}
    page = open_browser(**options).new_page()
    keeper = newspaper.person(can_log_in=True)
    page.goto("/accounts/login/?next=/accounts/reauthenticate/")
    page.get_by_label("Email").fill(f"{keeper.name.replace(' ', '.')}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    assert faults(page, ["/accounts/reauthenticate/?next=/me"]) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/me")
    keys = [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/3rdparty/",
        "/accounts/sessions/",
    ]
    assert faults(page, keys) == []


def _likeness(one: Actor, other: Actor) -> None:
    Likeness.objects.create(
        publication_id=one.publication_id,
        first_id=min(one.id, other.id),
        second_id=max(one.id, other.id),
        closeness=4.1,
        phrases=["so says the old ferryman of ours"],
        habits=[("!!", 12, 9)],
    )


def _letter_and_appeal(newspaper, chief, reader) -> tuple[int, int]:
    """A letter that its reader can appeal against, and what another one has appealed against."""
    letters = []
    for person, outcome, days in (
        (reader, "reminded", ""),
        (newspaper.person("axe slow"), "slowed", "7"),
    ):
        decision = decide_on_person(
            actor=chief,
            person_id=person.id,
            outcome=outcome,
            grounds=Grounds(reason="attack", explanation="Twice this week."),
            days=days,
        )
        letters.append(Letter.objects.get(decision=decision))
    reminded, slowed = letters
    appealed = ask_for_second_look(
        person_id=slowed.person_id,
        publication_id=newspaper.publication_id,
        letter_id=slowed.id,
        text="I was quoting someone else.",
    )
    return reminded.id, appealed


def _rule(editor) -> int:
    """A rule that was tried, and only counts."""
    rule_id = save_rule(
        actor=editor,
        rule_id=None,
        name="Creaking",
        why="They do.",
        typed={"words": "creaks\ncreaking", "action": "flag"},
        chosen={},
    )
    switch_rule(actor=editor, rule_id=rule_id, mode="shadow")
    ask_for_trial(actor=editor, rule_id=rule_id)
    run_due({"try-rule"})
    return rule_id


def _survey(editor, newspaper) -> int:
    """A survey with a question of each kind, answered by some."""
    kinds = ("single", "multiple", "scale", "rank", "matrix", "text")
    survey_id = save_survey(
        actor=editor,
        survey_id=None,
        words={"title": "Take our reader survey", "place": "top", "is_anonymous": "1"},
        article_id=None,
        questions=[
            {"kind": kind, "text": f"What about the {kind}?", "options": "Yes\nNo", "rows": "Boats"}
            for kind in kinds
        ],
    )
    open_survey(actor=editor, survey_id=survey_id)
    for number in range(6):
        answer_survey(
            publication_id=newspaper.publication_id,
            survey_id=survey_id,
            actor=None,
            token="",
            given={"q1": ["0"], "q2": ["0", "1"], "q3": ["4"], "q6": [f"Because {number}."]},
        )
    return survey_id


def _offer(editor: Actor, label: str) -> int:
    words = {"title": "Boots", "text": "Dry.", "link": "https://shop.example", "label": label}
    return save_offer(
        actor=editor,
        picture=photograph().read(),
        offer_id=None,
        words=words,
        places=[],
        sections=[],
    )


def _twins(article_id: int) -> None:
    """The same article in another language: one that waits for the other side, one for this."""
    there = create_publication(
        slug="twin", name="港新報", time_zone="UTC", language="ja", base_url="https://twin.example"
    )
    section_id = ensure_section(publication_id=there, name="News")
    for number in range(2):
        other_id = publish_article(
            publication_id=there,
            section_id=section_id,
            headline="桟橋",
            published_at=timezone.now() - timedelta(hours=1),
        )
        pair = [article_id, other_id] if number else [other_id, article_id]
        ArticleTwin.objects.create(article_id=pair[0], other_id=pair[1])


def _wire_entry(newspaper, picture_id: int) -> None:
    """An item that waits, with a picture that is here and one that is not."""
    here = {"publication_id": newspaper.publication_id, "section_id": newspaper.section_id}
    feed = Feed.objects.create(name="agency", address="https://agency.example/feed", **here)
    entry = WireEntry.objects.create(
        feed=feed,
        publication_id=newspaper.publication_id,
        guid="urn:agency:1",
        state=WireEntry.State.WAITING,
        headline="Ferry runs aground",
        words={"body": "It stuck at nine."},
        holds=["It has no text."],
    )
    fault = "A picture of this item is too large."
    for place, fields in enumerate(({"picture_id": picture_id, "credit": "Ada"}, {"fault": fault})):
        EntryPicture.objects.create(entry=entry, place=place, address="a.jpg", **fields)


def faults(page: Page, paths: list[str]) -> list[str]:
    """What axe finds at these addresses, and whatever does not fit into the window."""
    axe = AXE.read_text(encoding="utf-8")
    found = []
    for path in paths:
        page.goto(path)
        page.evaluate(axe)
        # Colours that fade in would be measured half faded.
        page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
        for violation in page.evaluate("axe.run().then((result) => result.violations)"):
            places = [node["html"][:120] for node in violation["nodes"][:3]]
            found.append(f"{path}: {violation['id']}: {violation['help']} {places}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: wider than the window")
    return found
