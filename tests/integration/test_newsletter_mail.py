"""What arrives: read from a real mail server, once each, with a way out in every mail."""

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from dkim import DKIM

from belowline.audience.models import Delivery, Issue, Subscription, Suppression
from belowline.audience.queries.mail_links import delivery_token
from belowline.audience.services import sending
from belowline.audience.services.issues import (
    begin_alert,
    begin_issue,
    resume_issue,
    save_issue,
    send_issue,
    send_test,
    stop_issue,
)
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.pace import Pace
from belowline.audience.services.returned_mail import take_in_returned
from belowline.audience.services.sending import deliver
from belowline.cli.mail import mail_group
from belowline.cli.mail_check.dmarc import tags_of
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.newsroom.models import Article, Publication
from dkim_relay import key_record, signed
from smtp_server import smtp_server

SUBJECT = "朝の便り：港の灯台、修理へ。" * 4


@pytest.fixture(autouse=True)
def _quick(settings) -> None:
    fast = {"mails_per_second": 1000, "domain_mails_per_minute": 60_000}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=fast)


@pytest.fixture
def editor(newspaper):
    return newspaper.person(role="editor")


@pytest.fixture
def server(settings):
    with smtp_server(settings) as arrivals:
        yield arrivals


@pytest.fixture
def briefing(editor) -> int:
    return add_list(actor=editor, name="Briefing", description="", kind="newsletter", section="")


def readers_of(list_id: int, publication_id: int, *addresses: str) -> None:
    """Puts confirmed addresses on a list."""
    for address in addresses:
        Subscription.objects.create(
            publication_id=publication_id,
            mailing_list_id=list_id,
            address=address,
            language="en",
            state="confirmed",
        )


def issue_of(editor, list_id: int, *articles, subject: str = "Today", text: str = "") -> int:
    """An issue that is to be sent now."""
    issue_id = begin_issue(actor=editor, list_id=list_id)
    ids = [it.id for it in articles]
    save_issue(actor=editor, issue_id=issue_id, subject=subject, text=text, article_ids=ids)
    send_issue(actor=editor, issue_id=issue_id, at=None)
    return issue_id


def _states(issue_id: int) -> dict[str, str]:
    rows = Delivery.objects.filter(issue_id=issue_id).select_related("subscription")
    return {it.subscription.address: it.state for it in rows}


def test_a_mail_arrives_as_text_and_page_with_a_way_out(newspaper, editor, briefing, server):
    article = newspaper.article(headline="Lighthouse & <b>mended</b>", standfirst="At last.")
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_id = issue_of(editor, briefing, article, subject=SUBJECT, text="Good morning.")
    deliver()
    found = server.mail_to("ada@post.example")
    assert found["Subject"].strip() == SUBJECT
    assert found.get_content_type() == "multipart/alternative"
    text, page = (part.get_content() for part in found.iter_parts())
    assert "Lighthouse & <b>mended</b>" in text
    assert "Lighthouse &amp; &lt;b&gt;mended&lt;/b&gt;" in page
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["Auto-Submitted"] == "auto-generated"
    leave = re.fullmatch(
        r"<https?://[^/]+(/newsletters/leave/\S+)>", found["List-Unsubscribe"].strip()
    )[1]
    assert Client().post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().state == "ended"
    assert Issue.objects.get(pk=issue_id).state == "sent"


def test_no_picture_no_counter_and_every_link_leads_where_it_says(
    newspaper, editor, briefing, server
):
    article = newspaper.article()
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_of(editor, briefing, article)
    deliver()
    page = server.mail_to("ada@post.example").get_body(("html",)).get_content()
    assert not re.search(r"<(?:img|link|script|iframe|object)|url\(|@import|src=", page)
    base = "http://"
    links = re.findall(r'href="([^"]+)"', page)
    assert all(it.startswith(base) for it in links)
    assert any(it.endswith(article.path) for it in links)


def test_every_element_of_a_mail_has_its_styles_with_it(
    newspaper, editor, briefing, server
) -> None:
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    article = newspaper.article(headline="Lighthouse", standfirst="At last.")
    issue_of(editor, briefing, article, text="Good morning.\n\nIt rains.")
    deliver()
    page = server.mail_to("ada@post.example").get_body(("html",)).get_content()
    shown = page.partition("<body")[2]
    bare = re.findall(r"<(?:h1|h2|p|a|div|blockquote)(?![^>]* style=)[^>]*>", shown)
    assert bare == []
    assert "margin: 0 0 12px" in re.search(r"<p([^>]*)>It rains\.", page)[1]
    [rules] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert rules.startswith("@media (prefers-color-scheme: dark)")


def test_headers_are_folded_and_nothing_injects_another(newspaper, editor, briefing, server):
    name = "The Test\r\nBcc: eve@post.example"
    Publication.objects.filter(pk=newspaper.publication_id).update(name=name)
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_of(editor, briefing, newspaper.article(), subject=SUBJECT)
    deliver()
    assert server.recipients == ["ada@post.example"]
    found = server.mail_to("ada@post.example")
    assert found["Bcc"] is None
    assert found["From"].addresses[0].display_name == "The Test Bcc: eve@post.example"
    head = server.envelopes[0].original_content.partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 998


def test_a_relays_signature_over_the_way_out_holds_on_what_arrives(
    newspaper, editor, briefing, server
):
    server.signed = lambda raw: signed(raw, domain="test.example")
    here = newspaper.publication_id
    Publication.objects.filter(pk=here).update(name="港の新聞\r\nList-Unsubscribe: <x>" * 4)
    readers_of(briefing, here, "ada@post.example")
    issue_of(editor, briefing, newspaper.article(headline="灯台"), subject=SUBJECT)
    deliver()
    raw = server.envelopes[0].original_content
    names = DKIM(raw).headers
    covered = tags_of(dict(names)[b"DKIM-Signature"].decode())["h"].replace(" ", "").split(":")
    assert {"list-unsubscribe", "list-unsubscribe-post"} <= {it.strip() for it in covered}
    record = key_record().encode()
    assert DKIM(raw).verify(dnsfunc=lambda name, timeout=0: record)
    changed = raw.replace(b"One-Click", b"Two-Click")
    assert not DKIM(changed).verify(dnsfunc=lambda name, timeout=0: record)
    found = server.mail_to("ada@post.example")
    assert found["Subject"].strip() == SUBJECT
    assert [name.lower() for name, _ in names].count(b"list-unsubscribe") == 1
    longest = max(map(len, raw.partition(b"\r\n\r\n")[0].split(b"\r\n")))
    assert longest <= 998


def test_each_gets_it_once_however_often_it_is_gone_on_with(newspaper, editor, briefing, server):
    addresses = [f"a{number}@post.example" for number in range(30)]
    readers_of(briefing, newspaper.publication_id, *addresses)
    issue_of(editor, briefing, newspaper.article())
    for _ in range(3):
        deliver()
        Issue.objects.update(state="sending", is_spread=False)
    assert sorted(server.recipients) == sorted(addresses)


def test_only_who_has_confirmed_and_is_not_suppressed_is_written_to(
    newspaper, editor, briefing, server
):
    here = newspaper.publication_id
    readers_of(briefing, here, *(f"{it}@post.example" for it in ("on", "asked", "ended", "late")))
    Subscription.objects.filter(address="asked@post.example").update(state="asked")
    Subscription.objects.filter(address="ended@post.example").update(state="ended")
    issue_id = issue_of(editor, briefing, newspaper.article())
    sending.begin_due()
    Subscription.objects.filter(address="late@post.example").update(state="ended")
    deliver()
    assert server.recipients == ["on@post.example"]
    assert _states(issue_id) == {"on@post.example": "handed", "late@post.example": "left"}


def test_a_right_that_ends_before_the_sending_is_obeyed(newspaper, editor, briefing, server):
    ends, stays = newspaper.article(headline="Agency"), newspaper.article(headline="Ours")
    barred = newspaper.article(headline="Not by mail")
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_of(editor, briefing, ends, stays, barred)
    Article.objects.filter(pk=ends.id).update(licence_ends_at=now() - timedelta(minutes=1))
    Article.objects.filter(pk=barred.id).update(limits={"without": ["mail"]})
    deliver()
    text = server.mail_to("ada@post.example").get_body(("plain",)).get_content()
    assert "Ours" in text
    assert "Agency" not in text
    assert "Not by mail" not in text


def test_an_issue_of_which_nothing_may_be_shown_is_not_sent(newspaper, editor, briefing, server):
    article = newspaper.article()
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_id = issue_of(editor, briefing, article)
    Article.objects.filter(pk=article.id).update(licence_ends_at=now() - timedelta(minutes=1))
    deliver()
    assert not server.envelopes
    assert Issue.objects.get(pk=issue_id).state == "paused"


@pytest.mark.parametrize(("kind", "after"), [("newsletter", "unknown"), ("alerts", "waiting")])
def test_what_was_in_hand_when_a_process_died(newspaper, editor, kind, after) -> None:
    chosen = add_list(actor=editor, name="L", description="", kind=kind, section="")
    readers_of(chosen, newspaper.publication_id, "ada@post.example")
    issue_id = issue_of(editor, chosen, newspaper.article())
    sending.begin_due()
    Delivery.objects.update(state="handing", changed_at=now() - timedelta(minutes=11))
    sending.take_up_lost()
    assert _states(issue_id) == {"ada@post.example": after}


def test_an_address_that_is_not_there_is_never_written_to_again(
    newspaper, editor, briefing, server
):
    here = newspaper.publication_id
    readers_of(briefing, here, "gone@post.example", "busy@post.example", "on@post.example")
    server.answers["gone@post.example"] = "550 5.1.1 No such user"
    server.answers["busy@post.example"] = "451 4.7.1 Later please"
    issue_id = issue_of(editor, briefing, newspaper.article())
    deliver()
    assert _states(issue_id) == {
        "gone@post.example": "bounced",
        "busy@post.example": "waiting",
        "on@post.example": "handed",
    }
    assert Suppression.objects.get().reason == "bounced"
    assert Delivery.objects.get(state="waiting").due_at > now()
    server.answers.clear()
    Delivery.objects.update(due_at=now())
    deliver()
    assert server.recipients == ["on@post.example", "busy@post.example"]
    assert Issue.objects.get(pk=issue_id).state == "sent"


def test_an_issue_of_which_too_much_bounces_pauses_itself(newspaper, editor, briefing, server):
    addresses = [f"a{number}@post.example" for number in range(120)]
    readers_of(briefing, newspaper.publication_id, *addresses)
    for address in addresses[:10]:
        server.answers[address] = "550 5.1.1 No such user"
    issue_id = issue_of(editor, briefing, newspaper.article())
    deliver()
    found = Issue.objects.get(pk=issue_id)
    assert found.state == "paused"
    assert found.pause_reason == "10 of 50 addresses do not exist."
    resume_issue(actor=editor, issue_id=issue_id)
    assert Issue.objects.get(pk=issue_id).state == "sending"


def test_an_issue_can_be_stopped_and_gone_on_with(newspaper, editor, briefing, server) -> None:
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_id = issue_of(editor, briefing, newspaper.article())
    sending.begin_due()
    stop_issue(actor=editor, issue_id=issue_id)
    deliver()
    assert not server.envelopes
    resume_issue(actor=editor, issue_id=issue_id)
    deliver()
    assert server.recipients == ["ada@post.example"]


def test_what_is_scheduled_waits_for_its_time(newspaper, editor, briefing, server) -> None:
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_id = begin_issue(actor=editor, list_id=briefing)
    ids = [newspaper.article().id]
    save_issue(actor=editor, issue_id=issue_id, subject="S", text="", article_ids=ids)
    send_issue(actor=editor, issue_id=issue_id, at=now() + timedelta(hours=1))
    deliver()
    assert not server.envelopes
    Issue.objects.update(due_at=now())
    deliver()
    assert server.recipients == ["ada@post.example"]


def test_a_server_that_is_away_loses_nothing(newspaper, editor, briefing, settings, server) -> None:
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_id = issue_of(editor, briefing, newspaper.article())
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    deliver()
    assert _states(issue_id) == {"ada@post.example": "waiting"}
    settings.EMAIL_PORT = port
    deliver()
    assert server.recipients == ["ada@post.example"]


def test_a_test_mail_goes_to_the_editor_only(newspaper, editor, briefing, server) -> None:
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_id = begin_alert(actor=editor, article_id=newspaper.article().id)
    send_test(actor=editor, issue_id=issue_id)
    assert len(server.recipients) == 1
    assert "ada@post.example" not in server.recipients
    assert Issue.objects.get(pk=issue_id).state == "draft"


_DSN = """From: MAILER-DAEMON@mx.example
To: noreply@test.example
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="x"

--x
Content-Type: text/plain

It did not arrive.
--x
Content-Type: message/{part}

{fields}

--x
Content-Type: text/rfc822-headers

{header}

--x--
"""
_BOUNCE = (
    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ada@post.example\n"
    "Action: failed\nStatus: 5.1.1"
)
_COMPLAINT = "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1"


@pytest.mark.parametrize(
    ("kind", "part", "fields", "outcome"),
    [
        ("delivery-status", "delivery-status", _BOUNCE, "bounced"),
        ("feedback-report", "feedback-report", _COMPLAINT, "complained"),
        (
            *("delivery-status", "delivery-status"),
            _BOUNCE.replace("failed", "delayed").replace("5.1.1", "4.1.1"),
            "not final",
        ),
    ],
)
def test_what_comes_back_ends_what_is_sent(
    newspaper, editor, briefing, kind, part, fields, outcome
):
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_id = issue_of(editor, briefing, newspaper.article())
    sending.begin_due()
    header = f"X-Belowline-Delivery: {delivery_token(Delivery.objects.get().pk)}"
    forged = _DSN.format(kind=kind, part=part, fields=fields, header=f"{header}x")
    assert take_in_returned(forged.encode()) == "not ours"
    raw = _DSN.format(kind=kind, part=part, fields=fields, header=header)
    assert take_in_returned(raw.encode()) == outcome
    is_final = outcome != "not final"
    assert Suppression.objects.exists() == is_final
    assert _states(issue_id) == {"ada@post.example": outcome if is_final else "waiting"}


def test_the_pace_is_kept_in_all_and_for_each_domain(monkeypatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("belowline.audience.services.pace.monotonic", lambda: clock[0])
    pace = Pace(per_second=10, per_domain_and_minute=60)
    assert pace.wait() == 0
    pace.count("post.example")
    assert pace.wait() == pytest.approx(0.1)
    assert pace.resting() == ["post.example"]
    clock[0] += 1.01
    assert pace.resting() == []
    assert pace.wait() == 0


def test_no_transaction_is_open_while_mail_is_handed_over(newspaper, editor, briefing, monkeypatch):
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_of(editor, briefing, newspaper.article())
    seen = []
    monkeypatch.setattr(
        "belowline.core.mail.MailRun.send",
        lambda self, mail: seen.append(
            [it for it in connection.atomic_blocks if not it._from_testcase]
        ),
    )
    deliver()
    assert seen == [[]]


def test_a_breaking_alert_is_two_presses_from_its_article(newspaper, editor, server, client_of):
    desk = client_of(editor)
    article = newspaper.article(headline="The bridge is closed")
    chosen = add_list(actor=editor, name="Alerts", description="", kind="alerts", section="")
    readers_of(chosen, newspaper.publication_id, "ada@post.example")
    page = desk.post(f"/desk/stories/{article.ref}/alert")["Location"]
    assert not server.envelopes
    found = desk.get(page)
    assert "The bridge is closed" in found.content.decode()
    words = {"subject": "The bridge is closed", "articles": [article.ref], "send": "1"}
    assert desk.post(page, words).status_code == 302
    deliver()
    assert server.mail_to("ada@post.example")["Subject"].strip() == "The bridge is closed"


def test_the_desk_previews_schedules_and_stops_an_issue(newspaper, editor, briefing, client_of):
    desk = client_of(editor)
    article = newspaper.article(headline="Tide tables")
    page = desk.post(f"/desk/newsletters/{encode(briefing)}/issues")["Location"]
    assert "Tide tables" in desk.get(page).content.decode(), "the top of the front page is in it"
    shown = desk.get(f"{page}/preview")
    assert "Tide tables" in shown.content.decode()
    assert "script-src" not in shown["Content-Security-Policy"]
    words = {"subject": "Tides", "text": "", "articles": [article.ref]}
    for wrong in ({"schedule": "1", "at": ""}, {"schedule": "1", "at": "2001-01-01T10:00"}):
        assert desk.post(page, {**words, **wrong}).status_code == 422
    assert desk.post(page, {**words, "subject": "", "save": "1"}).status_code == 422
    later = {**words, "schedule": "1", "at": "2999-01-01T10:00"}
    assert desk.post(page, later).status_code == 302
    assert Issue.objects.get().state == "scheduled"
    assert desk.post(page, {"stop": "1"}).status_code == 302
    assert Issue.objects.get().state == "draft"
    assert desk.post(page, {"delete": "1"})["Location"] == "/desk/newsletters"
    assert not Issue.objects.exists()


def test_an_issue_is_on_the_web_and_in_a_feed_once_it_is_sent(newspaper, editor, briefing) -> None:
    article = newspaper.article(headline="Tide tables")
    issue_id = issue_of(editor, briefing, article, subject="Tides today")
    address = f"/newsletters/issues/{encode(issue_id)}"
    reader = Client()
    assert reader.get(address).status_code == 404
    deliver()
    assert "Tide tables" in reader.get(address).content.decode()
    offered = reader.get("/newsletters").content.decode()
    assert f'<a href="/newsletters/{encode(briefing)}"' in offered
    assert "Tides today" in offered
    for place in (f"/newsletters/{encode(briefing)}", f"/newsletters/{encode(briefing)}/feed.atom"):
        assert "Tides today" in reader.get(place).content.decode()
    Article.objects.filter(pk=article.id).update(licence_ends_at=now() - timedelta(minutes=1))
    assert "Tide tables" not in reader.get(address).content.decode()


def test_paragraphs_are_kept_on_the_web_as_in_the_mail(newspaper, editor, briefing) -> None:
    issue_id = issue_of(
        editor, briefing, newspaper.article(), subject="Tides", text="Good <b>morning</b>.\n\nHigh."
    )
    deliver()
    shown = Client().get(f"/newsletters/issues/{encode(issue_id)}").content.decode()
    assert "<p>Good &lt;b&gt;morning&lt;/b&gt;.</p>\n\n<p>High.</p>" in shown


def test_the_command_says_how_far_it_is(newspaper, editor, briefing, server) -> None:
    readers_of(briefing, newspaper.publication_id, "ada@post.example")
    issue_of(editor, briefing, newspaper.article(), subject="Tides")
    deliver()
    said = CliRunner().invoke(mail_group, ["status"]).output
    assert "sent  Briefing: Tides  1 handed" in said
