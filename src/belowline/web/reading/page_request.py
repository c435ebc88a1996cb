"""Which page of a discussion an address asks for."""

from django.http import HttpRequest

from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import ThreadPage, thread_page


def asked_page(request: HttpRequest, thread_id: int) -> ThreadPage:
    """The page of a thread that the address asks for; odd orders fall back to newest."""
    order, flat = asked_order(request)
    after = request.GET.get("after")
    return thread_page(thread_id=thread_id, order=order, flat=flat, after=after)


def asked_order(request: HttpRequest) -> tuple[Order, bool]:
    """The order, and whether replies stand in one row; what is not known falls back to newest."""
    asked = request.GET.get("order", "")
    order = Order(asked) if asked in list(Order) else Order.NEWEST
    return order, request.GET.get("view") == "flat"
