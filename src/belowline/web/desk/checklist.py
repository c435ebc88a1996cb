"""What is still to be done until a publication runs: ticked off by looking, not by asking."""

from dataclasses import dataclass

from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.staff import staff
from belowline.accounts.queries.staff_invitations import open_invitations
from belowline.newsroom.queries.articles import newest_articles
from belowline.newsroom.queries.publications import PublicationView, mail_has_arrived


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `path` is where, and `sends` whether a press there does it."""

    label: str
    is_done: bool
    path: str
    sends: bool = False


def checklist(actor: Actor, publication: PublicationView) -> list[Step]:
    """The steps in their order; none once all are done, or for whoever is no administrator."""
    if not actor.administers:
        return []
    steps = [
        # Nobody comes to the desk without it.
        Step(gettext("Set up two-step login"), is_done=True, path="/accounts/2fa/"),
        Step(
            gettext("Open the link in the test mail, to see that mail arrives"),
            mail_has_arrived(publication.id),
            "/desk/mail",
            sends=True,
        ),
        Step(gettext("Add the first section"), bool(publication.sections), "/desk/sections"),
        Step(
            gettext("Publish the first article"),
            bool(newest_articles(publication_id=publication.id, limit=1)),
            "/desk/stories",
        ),
        Step(
            gettext("Invite someone to the staff"),
            len(staff(publication.id)) > 1 or bool(open_invitations(publication.id)),
            "/desk/staff",
        ),
    ]
    return [] if all(step.is_done for step in steps) else steps
