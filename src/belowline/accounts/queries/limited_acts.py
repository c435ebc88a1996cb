"""What is counted of a person because it is limited, and leaves no row of its own."""

from django.utils.translation import gettext

from belowline.core.models import ActCount
from belowline.core.personal_data import Subject
from belowline.core.rate_limits.counter import of_person

PICTURES = "pictures an hour"
ARTICLE_PICTURES = "article pictures an hour"
PROOF_CODES = "codes an hour"
VOTES = "votes a minute"
EDITS = "edits an hour"
PREVIEWS = "previews a minute"
REPORTS = "reports an hour"
TEST_MAILS = "test mails an hour"
LISTS = "changes of lists a minute"


def limited_acts(person_id: int) -> Subject:
    """How often somebody did each of it, and when that is forgotten."""
    return Subject(
        "counts",
        gettext("Activity that has a limit"),
        {"what": gettext("Activity"), "times": gettext("Times"), "until": gettext("Until")},
        (
            {"what": it.name, "times": it.number, "until": it.over_at}
            for it in ActCount.objects.filter(subject=of_person(person_id)).order_by("name")
        ),
        words={
            PICTURES: gettext("Photos uploaded, shown or hidden"),
            ARTICLE_PICTURES: gettext("Pictures uploaded for articles"),
            PROOF_CODES: gettext("Codes to confirm it’s you"),
            VOTES: gettext("Votes cast, changed or undone"),
            EDITS: gettext("Comments edited"),
            PREVIEWS: gettext("Comments previewed"),
            TEST_MAILS: gettext("Test mails sent"),
            REPORTS: gettext("Comments reported"),
            LISTS: gettext(
                "Discussions followed or unfollowed, readers muted, blocked or restored"
            ),
        },
    )
