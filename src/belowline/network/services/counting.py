"""Counts how often offers are seen and pressed, and nothing of who does.

Views come by the million: each process gathers them in memory and writes them down every few
seconds. What it has gathered when it is killed is lost, five seconds of views at the most.
"""

import logging
from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from threading import Lock, Timer
from time import monotonic

from django.db import DatabaseError, connections, transaction
from django.db.models import F

from belowline.core.clock import now
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_digest
from belowline.core.refusals import TooMany
from belowline.network.models import OfferDay
from belowline.network.queries.offers import OfferView, running_offer
from belowline.newsroom.queries.publications import PublicationView

WRITTEN_EVERY = 5.0
"""Seconds for which views are gathered."""
MOST_BEACONS = 30
"""Beacons a minute that are taken from one network; more are passed over."""
_PRESSES = Limit("presses of an offer", 5, timedelta(hours=1), "")
"""From one network and for one offer; more are not counted, and everybody is led on."""
_MOST_NETWORKS = 20_000
_log = logging.getLogger(__name__)


class _Gathered:
    """Views that are not written yet, and how many beacons each network sent in this minute."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.views: Counter[tuple[int, date]] = Counter()
        self.networks: Counter[str] = Counter()
        self.since = monotonic()
        self.is_planned = False


_gathered = _Gathered()


def count_views(publication: PublicationView, *, offer_ids: Collection[int], network: str) -> None:
    """Counts that a page with these offers was seen; what is not running does not count."""
    if not _is_welcome(network):
        return
    running = [it for it in offer_ids if running_offer(publication, it) is not None]
    today = now().astimezone(publication.zone).date()
    with _gathered.lock:
        _gathered.views.update((offer_id, today) for offer_id in running)
        if running and not _gathered.is_planned:
            _gathered.is_planned = True
            timer = Timer(WRITTEN_EVERY, _write_in_time)
            timer.daemon = True
            timer.start()


def count_press(publication: PublicationView, *, offer: OfferView, network: str) -> None:
    """Counts a press of the offer, a few an hour from what stands for one network."""
    try:
        check_limits([_PRESSES], CountedActs(of_digest(network, str(offer.id))))
    except TooMany:
        return
    today = now().astimezone(publication.zone).date()
    _add({(offer.id, today): 1}, "presses")


def write_views() -> None:
    """Writes down what was gathered."""
    with _gathered.lock:
        views, _gathered.views = _gathered.views, Counter()
        _gathered.is_planned = False
    if views:
        _add(views, "views")


def _write_in_time() -> None:
    try:
        write_views()
    except DatabaseError:
        _log.exception("Views of offers could not be written down, and are lost")
    finally:
        connections.close_all()


@transaction.atomic
def _add(numbers: dict[tuple[int, date], int] | Counter[tuple[int, date]], column: str) -> None:
    for (offer_id, day), number in sorted(numbers.items()):  # locked in one order everywhere
        OfferDay.objects.get_or_create(offer_id=offer_id, day=day)
        OfferDay.objects.filter(offer_id=offer_id, day=day).update(**{column: F(column) + number})


def _is_welcome(network: str) -> bool:
    with _gathered.lock:
        if monotonic() - _gathered.since > 60 or len(_gathered.networks) > _MOST_NETWORKS:
            _gathered.networks.clear()
            _gathered.since = monotonic()
        _gathered.networks[network] += 1
        return _gathered.networks[network] <= MOST_BEACONS
