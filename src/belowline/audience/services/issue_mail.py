"""Makes the mail of an issue: the same for everybody, but for the links that are only one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from css_inline import CSSInliner
from django.template.loader import render_to_string
from django.utils import timezone

from belowline.audience.models import Delivery, Subscription
from belowline.audience.queries.issue_contents import contents_of
from belowline.audience.queries.issues import IssueView
from belowline.audience.queries.mail_links import (
    RETURN_HEADER,
    delivery_token,
    preferences_token,
)
from belowline.core.ids import encode
from belowline.core.languages import speaking
from belowline.core.mail import Mail
from belowline.newsroom.queries.publications import PublicationView

_STYLES = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
"""Writes the template's styles into its elements, where mail programs look for them."""
_OWN = "0own0"
"""Stands where a subscriber's own token is put in."""


@dataclass(frozen=True, slots=True)
class MadeIssue:
    """An issue's mail with a place for the token; `is_empty` where nothing of it may be shown."""

    mail: Mail
    is_empty: bool

    def for_delivery(self, delivery: Delivery, to: Subscription) -> Mail:
        """The mail to one subscriber. What comes back because of it is known by a header."""
        token = preferences_token(publication_id=to.publication_id, subscription_id=to.pk)
        mail = self._to(to.address, token)
        return replace(mail, headers={**mail.headers, RETURN_HEADER: delivery_token(delivery.pk)})

    def as_test(self, address: str) -> Mail:
        """The mail for whoever tries it out; its links to preferences lead nowhere."""
        return self._to(address, "test")

    def _to(self, address: str, token: str) -> Mail:
        return replace(
            self.mail,
            address=address,
            text=self.mail.text.replace(_OWN, token),
            html=self.mail.html.replace(_OWN, token),
            headers={name: value.replace(_OWN, token) for name, value in self.mail.headers.items()},
        )


def make_issue(issue: IssueView, publication: PublicationView) -> MadeIssue:
    """The mail as it may go out at this moment, in the publication's language."""
    contents = contents_of(issue)
    base = publication.base_url
    words = {
        "issue": issue,
        "publication": publication,
        "articles": contents.articles,
        "said": contents.said,
        "base": base,
        "web": f"{base}/newsletters/issues/{issue.ref}",
        "mine": f"{base}/newsletters/mine/{_OWN}",
        "leave": f"{base}/newsletters/leave/{_OWN}",
    }
    with speaking(publication.language), timezone.override(publication.zone):
        text = render_to_string("audience/issue.txt", words)
        html = _STYLES.inline(render_to_string("audience/issue.html", words))
    mail = Mail(
        address="",
        subject=issue.subject,
        text=text,
        html=html,
        sender=publication.name,
        site=base,
        headers=_headers(issue, base),
    )
    return MadeIssue(mail, not contents.articles and not issue.text)


def _headers(issue: IssueView, base: str) -> Mapping[str, str]:
    """RFC 2919, RFC 2369 and RFC 8058; names in them are ours, so that nothing can be injected."""
    host = urlsplit(base).hostname or "localhost"
    return {
        "List-Id": f"<{encode(issue.list_id)}.{host}>",
        "List-Unsubscribe": f"<{base}/newsletters/leave/{_OWN}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
