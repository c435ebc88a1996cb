"""The desk's pages about issues of newsletters: written, tried out, sent, followed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.audience.queries.issues import IssueView, issue_at_desk, progress
from belowline.audience.services.issue_mail import make_issue
from belowline.audience.services.issues import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    begin_alert,
    begin_issue,
    delete_issue,
    resume_issue,
    save_issue,
    send_issue,
    send_test,
    stop_issue,
)
from belowline.core.ids import decode, encode
from belowline.core.mail import NotSentError
from belowline.core.refusals import Invalid, NotFound, Refusal
from belowline.newsroom.queries.articles import cards, newest_articles
from belowline.newsroom.services.story_fields import moment_of
from belowline.web.desk.story import story_at
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_LISTED = 15
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Of the preview: a mail has its styles in it, and nothing else is loaded or run."""
_STATES: dict[str, Callable[..., None]] = {
    "stop": stop_issue,
    "resume": resume_issue,
}


@address("desk/newsletters/<ref:list>/issues", name="desk-issue-new", post=EDITORS)
def new(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Begins an issue by the newsletter's rules."""
    return _to(begin_issue(actor=visit.actor, list_id=id_from(ref)))


@address("desk/stories/<ref:story>/alert", name="desk-story-alert", post=EDITORS)
def alert(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Begins a news alert about an article; one more press sends it."""
    return _to(begin_alert(actor=visit.actor, article_id=story_at(visit, ref).id))


@address("desk/issues/<ref:issue>", name="desk-issue", get=EDITORS, post=EDITORS)
def issue(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """An issue; the button that was pressed says what becomes of it."""
    found = _issue_at(visit, ref)
    if request.method == "GET":
        return _page(request, visit, found)
    try:
        said = _done(request, visit, found)
    except Refusal as refusal:
        return _page(request, visit, found, refusal)
    messages.success(request, said)
    if "delete" in request.POST:
        return HttpResponseRedirect("/desk/newsletters")
    return HttpResponseRedirect(request.path)


@address("desk/issues/<ref:issue>/preview", name="desk-issue-preview", get=EDITORS)
def preview(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The mail as mail programs show it."""
    mail = make_issue(_issue_at(visit, ref), visit.publication).as_test("")
    return HttpResponse(mail.html, headers={"Content-Security-Policy": _MAIL_POLICY})


def _done(request: HttpRequest, visit: Visit, found: IssueView) -> str:
    actor, sent = visit.actor, request.POST
    if "delete" in sent:
        delete_issue(actor=actor, issue_id=found.id)
        return gettext("Deleted.")
    for name, change in _STATES.items():
        if name in sent:
            change(actor=actor, issue_id=found.id)
            return gettext("Saved.")
    _save(request, actor, found)
    if "test" in sent:
        return _test(actor, found)
    if "send" in sent or "schedule" in sent:
        later = "schedule" in sent
        at = moment_of(sent.get("at", ""), visit.publication.zone, field="at") if later else None
        if later and at is None:
            raise Invalid(gettext("Please choose a time to come."), field="at")
        send_issue(actor=actor, issue_id=found.id, at=at)
        return gettext("It will be sent then.") if later else gettext("It is being sent.")
    return gettext("Saved.")


def _save(request: HttpRequest, actor: Actor, found: IssueView) -> None:
    save_issue(
        actor=actor,
        issue_id=found.id,
        subject=request.POST.get("subject", found.subject),
        text=request.POST.get("text", ""),
        article_ids=_chosen(request),
    )


def _test(actor: Actor, found: IssueView) -> str:
    try:
        send_test(actor=actor, issue_id=found.id)
    except NotSentError:
        raise Invalid(gettext("The mail server didn’t take it. Please try again later.")) from None
    return gettext("A test mail was sent to you.")


def _page(
    request: HttpRequest, visit: Visit, found: IssueView, refusal: Refusal | None = None
) -> HttpResponse:
    here = visit.publication.id
    chosen = _chosen(request) if refusal else list(found.article_ids)
    known = cards(chosen, publication_ids=[here])
    listed = [known[it] for it in chosen if it in known]
    others = [
        it for it in newest_articles(publication_id=here, limit=_LISTED) if it.id not in known
    ]
    context = {
        "issue": found,
        "subject": request.POST.get("subject", found.subject),
        "text": request.POST.get("text", found.text),
        "at": request.POST.get("at", ""),
        "articles": [*((it, True) for it in listed), *((it, False) for it in others)],
        "plain": make_issue(found, visit.publication).as_test("").text,
        "progress": progress([found.id], publication_id=here)[found.id],
        "refusal": refusal,
        "most": (LONGEST_SUBJECT, LONGEST_TEXT),
    }
    return render(request, "desk/issue.html", context, status=status_of(refusal))


def _chosen(request: HttpRequest) -> list[int]:
    try:
        return [decode(ref) for ref in request.POST.getlist("articles")]
    except ValueError:
        raise Invalid(gettext("There is no such article."), field="articles") from None


def _issue_at(visit: Visit, ref: str) -> IssueView:
    found = issue_at_desk(publication_id=visit.publication.id, issue_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("There is no such issue."))
    return found


def _to(issue_id: int) -> HttpResponse:
    return HttpResponseRedirect(f"/desk/issues/{encode(issue_id)}")
