"""Who subscribes and until when, as a publisher's own server says it."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from belowline.accounts.services.limited_acts import count_subscriber_list
from belowline.accounts.services.sso.verification import (
    LONGEST_STATEMENT,
    issuer_of,
    verified_statement,
)
from belowline.accounts.services.subscribers import (
    MOST_SUBSCRIPTIONS,
    said_subscriptions,
    take_over_subscribers,
)
from belowline.web.api import schemas
from belowline.web.api.operation import operation
from belowline.web.http.network import visitors_network
from belowline.web.http.visit import visit_of
from belowline.web.http.who import PUBLISHERS

router = Router(tags=["subscriptions"])


class SubscriberList(BaseModel):
    """A token (JWT) that the publisher's server has signed, as those that log readers in, without
    `sub`, and with the list in the claim `subscriptions`.
    """

    token: str = Field(
        max_length=LONGEST_STATEMENT,
        description=(
            f"Its claim `subscriptions` has up to {MOST_SUBSCRIPTIONS} objects with `email` and "
            "`until`: the last day (2027-03-31), or null to end it now."
        ),
    )


class TakenOver(BaseModel):
    """How many have an account here with this address, confirmed, and how many have none."""

    subscribers: int
    unknown: int


@operation(
    router, "POST", "/subscriptions", who=PUBLISHERS, response={200: TakenOver, **schemas.PROBLEMS}
)
def say_subscribers(
    request: HttpRequest, response: HttpResponse, payload: SubscriberList
) -> TakenOver:
    """Says who subscribes and until when. Said again, it changes nothing more; each token is good
    once. Nothing is kept of addresses that no account has confirmed.
    """
    response["Cache-Control"] = "no-store"
    publication = visit_of(request).publication
    count_subscriber_list(network=visitors_network(request), issuer=issuer_of(payload.token))
    said = verified_statement(
        payload.token,
        slug=publication.slug,
        audience=publication.base_url,
        about="subscriptions",
    )
    wanted = said_subscriptions(said, publication.zone)
    counts = list(take_over_subscribers(publication_id=publication.id, subscriptions=wanted))
    return TakenOver(
        subscribers=sum(taken for taken, _ in counts), unknown=sum(other for _, other in counts)
    )
