"""Issues of newsletters that were sent, on the web: an archive, a feed, and each one's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.audience.queries.issue_contents import contents_of
from belowline.audience.queries.issues import sent_issue, sent_issues
from belowline.audience.queries.mailing_lists import ListView, mailing_list
from belowline.core.refusals import NotFound
from belowline.pages.feeds import Entry
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.feeds import feed_answer


@address("newsletters/<ref:list>", name="newsletter", get=EVERYBODY)
def archive(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """What a newsletter has brought, the newest first."""
    found = _list_at(visit, ref)
    issues = sent_issues(publication_id=visit.publication.id, list_id=found.id)
    return render(request, "reading/newsletter.html", {"list": found, "issues": issues})


@address("newsletters/<ref:list>/feed.<format:format>", name="newsletter-feed", get=EVERYBODY)
def feed(request: HttpRequest, visit: Visit, ref: str, kind: str) -> HttpResponse:
    """Its issues as a feed, for who would rather not have mail."""
    found = _list_at(visit, ref)
    entries = [
        Entry(
            url=f"{visit.base_url}/newsletters/issues/{it.ref}",
            title=it.subject,
            html="",
            author=visit.publication.name,
            published_at=it.due_at or it.made_at,
            updated_at=it.due_at or it.made_at,
        )
        for it in sent_issues(publication_id=visit.publication.id, list_id=found.id)
    ]
    title = f"{found.name} · {visit.publication.name}"
    page = f"/newsletters/{found.ref}"
    return feed_answer(visit.publication, title, page, f"{page}/feed.{kind}", entries, kind)


@address("newsletters/issues/<ref:issue>", name="newsletter-issue", get=EVERYBODY)
def issue(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """One issue: of it what may be shown now."""
    found = sent_issue(publication_id=visit.publication.id, issue_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("There is no such issue."))
    context = {"issue": found, "contents": contents_of(found)}
    return render(request, "reading/issue.html", context)


def _list_at(visit: Visit, ref: str) -> ListView:
    found = mailing_list(publication_id=visit.publication.id, list_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("There is no such newsletter."))
    return found
