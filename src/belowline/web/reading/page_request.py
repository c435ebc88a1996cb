"""Which page of a discussion an address asks for."""

from django.http import HttpRequest

from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import ThreadPage, thread_page
from belowline.discussion.queries.threads import ThreadView


def asked_page(request: HttpRequest, thread: ThreadView) -> ThreadPage:
    """The page of a thread that the address asks for; odd orders fall back to its default."""
    order, flat = asked_order(request, thread)
    after = request.GET.get("after")
    return thread_page(
        thread_id=thread.id, order=order, flat=flat, after=after, has_votes=thread.has_votes
    )


def asked_order(request: HttpRequest, thread: ThreadView) -> tuple[Order, bool]:
    """The order, and whether replies stand in one row; what is not known is the default."""
    asked = request.GET.get("order", "")
    order = Order(asked) if asked in list(Order) else Order.default(thread.comment_count)
    return order, request.GET.get("view") == "flat"
