"""An administrator says which other sites are shown here, and which may show this one."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_administers
from belowline.accounts.queries.people import Actor
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.core.web_addresses import host_of
from belowline.network.events import SiteLinksChanged
from belowline.network.models import SiteLink
from belowline.network.queries.sites import site_choices
from belowline.newsroom.queries.publications import publication_ids_at

_LONGEST_ADDRESS = 300


@transaction.atomic
def name_site(*, actor: Actor, address: str) -> None:
    """Puts the publication at this address, such as https://other.example, among the others.

    Raises NotAllowed, or Invalid where no other publication of this installation is there.
    """
    check_administers(actor)
    typed = clean_line(address, most=_LONGEST_ADDRESS, field="address")
    host = host_of(typed)
    found = publication_ids_at([host]).get(host)
    if found is None or found == actor.publication_id:
        raise Invalid(
            gettext("No other publication of this installation is at this address."),
            field="address",
        )
    SiteLink.objects.get_or_create(publication_id=actor.publication_id, other_id=found)


@transaction.atomic
def link_sites(*, actor: Actor, shows: Collection[int], is_shown: Collection[int]) -> None:
    """Shows these publications from now on, lets these show this one, and no others.

    A publication is shown where both sides say so. Raises NotAllowed, or Invalid for one that
    neither side has named.
    """
    check_administers(actor)
    known = {choice.id for choice in site_choices(actor.publication_id)}
    if not {*shows, *is_shown} <= known:
        raise Invalid(gettext("There is no such publication."))
    SiteLink.objects.filter(publication_id=actor.publication_id).delete()
    SiteLink.objects.bulk_create(
        SiteLink(
            publication_id=actor.publication_id,
            other_id=other,
            shows=other in shows,
            is_shown=other in is_shown,
        )
        for other in sorted({*shows, *is_shown})
    )
    for changed in (actor.publication_id, *sorted(known)):
        publish(SiteLinksChanged(publication_id=changed))
