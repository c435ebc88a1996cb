"""The headers by which a newsletter can be left, as a composed one has them (RFC 8058)."""

import re

from belowline.audience.queries.issues import IssueView
from belowline.audience.queries.mailing_lists import ListView, mailing_lists
from belowline.audience.services.issue_mail import make_issue
from belowline.cli.mail_check.findings import Finding, mend, well
from belowline.core.clock import now
from belowline.core.mail import message_of
from belowline.newsroom.queries.publications import PublicationView

LEAVING = ("list-unsubscribe", "list-unsubscribe-post")
_TOPIC = "List headers"
_NOWHERE = "nobody@localhost.invalid"


def list_headers(publication: PublicationView) -> Finding:
    """Composes a newsletter of the publication's first list, and looks at its headers."""
    lists = mailing_lists(publication.id)
    if not lists:
        return well(_TOPIC, "There is no newsletter yet.")
    mail = make_issue(_issue(publication, lists[0]), publication).as_test(_NOWHERE)
    headers = message_of(mail).message()
    missing = [name for name in (*LEAVING, "list-id") if headers[name] is None]
    if missing:
        return mend(_TOPIC, f"A newsletter goes out without {', '.join(missing)}.")
    if not re.match(r"<https://", str(headers["List-Unsubscribe"])):
        return mend(
            _TOPIC,
            "Unsubscribing by one click needs https://, and BELOWLINE_SITE_URL or the "
            "publication's address does not begin with it.",
        )
    return well(_TOPIC, "A newsletter can be left by one click, and says of which list it is.")


def _issue(publication: PublicationView, chosen: ListView) -> IssueView:
    return IssueView(
        id=0,
        publication_id=publication.id,
        list_id=chosen.id,
        list_name=chosen.name,
        is_alert=chosen.is_alerts,
        subject=chosen.name,
        text="",
        article_ids=(),
        comment_id=None,
        state="draft",
        pause_reason="",
        made_at=now(),
        due_at=None,
        sent_at=None,
    )
