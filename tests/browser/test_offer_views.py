"""A page tells which offers were before somebody's eyes, and not whose."""

import pytest
from playwright.sync_api import Request

from belowline.core.ids import encode
from belowline.network.models import OfferDay
from belowline.network.services.offers import save_offer, switch_offer
from serving import until


@pytest.fixture
def offer(newspaper):
    """An advertisement beside articles."""
    editor = newspaper.person(role="editor")
    words = {"title": "Boots for rain", "link": "https://shop.example/", "label": "advertisement"}
    offer_id = save_offer(
        actor=editor, picture=None, offer_id=None, words=words, places=["article"], sections=[]
    )
    yield offer_id
    switch_offer(actor=editor, offer_id=offer_id, is_on=False)


def test_an_offer_that_was_seen_is_told_without_a_cookie(page_of, newspaper, offer) -> None:
    page = page_of(newspaper.person())
    page.goto(newspaper.article().path)
    shown = page.get_by_role("link", name="Boots for rain")

    def tells_of_it(request: Request) -> bool:
        return request.url.endswith("/offers/views") and encode(offer) in request.post_data.split()

    with page.expect_request(tells_of_it) as told:
        shown.scroll_into_view_if_needed()
    request = told.value
    assert set(request.post_data) <= set("0123456789abcdefghjkmnpqrstvwxyz "), "only which offers"
    assert "cookie" not in request.all_headers()
    assert request.response().status == 204
    until(lambda: OfferDay.objects.filter(offer_id=offer, views=1).exists())


def test_an_offer_that_nobody_scrolls_to_is_not_seen(page_of, newspaper, offer) -> None:
    page = page_of(newspaper.person(), viewport={"width": 390, "height": 500})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(newspaper.article(body="Long. " * 2000).path)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function("document.querySelector('[data-offer]') !== null")
    page.goto("/")
    assert not [url for url in asked if url.endswith("/offers/views")]


def test_without_a_script_an_offer_is_there_and_counts_its_clicks(
    open_browser, newspaper, offer
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.route("https://shop.example/", lambda route: route.fulfill(body="Boots"))
    page.goto(newspaper.article().path)
    page.get_by_role("link", name="Boots for rain").click()
    page.wait_for_url("https://shop.example/")
    until(lambda: OfferDay.objects.filter(offer_id=offer, presses=1).exists())
