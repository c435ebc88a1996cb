"""Offers: made at the desk, shown in turns, counted without anybody being counted."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Invalid, NotAllowed, NotFound
from belowline.network.models import Offer, OfferDay
from belowline.network.queries.offers import SHOWN, totals
from belowline.network.services import counting
from belowline.network.services.offers import save_offer, switch_offer
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.founding import create_publication
from tests.pictures import photograph

pytestmark = pytest.mark.django_db
LINK = "https://shop.example/boots?a=1&b=2"


@pytest.fixture(autouse=True)
def _none_gathered() -> None:
    counting.write_views()
    counting._gathered.networks.clear()


@pytest.fixture
def editor(newspaper):
    return newspaper.person("editor", role="editor")


def offer(editor, *, offer_id=None, picture=None, places=(), sections=(), **words) -> int:
    typed = {"title": "Sea boots", "link": LINK, "label": "advertisement", **words}
    return save_offer(
        actor=editor,
        offer_id=offer_id,
        words=typed,
        places=places,
        sections=sections,
        picture=picture,
    )


def shown(client, path: str = "/") -> list[str]:
    """The refs of the offers on a page."""
    return re.findall(r'data-offer="([^"]+)"', client.get(path).content.decode())


def test_an_offer_stands_beside_articles_labelled_and_led_to_by_us(
    newspaper, editor, client
) -> None:
    article = newspaper.article()
    made = offer(editor, title="Boots <for> rain", text="Dry & warm.")
    own = offer(editor, title="Our quiz", label="own")
    for path in ("/", f"/{article.section_slug}", article.path):
        page = client.get(path).content.decode()
        assert "Boots &lt;for&gt; rain" in page
        assert "Dry &amp; warm." in page
        assert f'href="/offers/{encode(made)}" rel="sponsored nofollow"' in page
        assert f'href="/offers/{encode(own)}" rel="nofollow"' in page
        assert "Advertisement" in page
        assert "From us" in page
        assert "shop.example" not in page
    answer = client.get(f"/offers/{encode(made)}")
    assert (answer.status_code, answer["Location"]) == (302, LINK)


def test_offers_stand_where_and_when_they_are_to(newspaper, editor, client, at) -> None:
    article = newspaper.article()
    section = f"/{article.section_slug}"
    zone = zone_of(newspaper.publication_id)
    soon = (now() + timedelta(hours=2)).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    front = encode(offer(editor, places=["front"]))
    inside = encode(offer(editor, places=["section", "article"]))
    of_section = encode(offer(editor, sections=[encode(newspaper.section_id)], ends_at=soon))
    later = encode(offer(editor, starts_at=soon, places=["article"]))
    assert set(shown(client)) == {front}
    assert set(shown(client, section)) == {inside, of_section}
    assert set(shown(client, article.path)) == {inside, of_section}
    ends = float(client.get(article.path)["Belowline-Ends"])
    assert ends <= (now() + timedelta(hours=2)).timestamp()
    at(now() + timedelta(hours=2, minutes=1))
    assert set(shown(client, article.path)) == {inside, later}


def test_a_page_has_the_same_offers_for_everybody_and_a_minute(
    newspaper, editor, client, client_of, at
) -> None:
    for number in range(8):
        offer(editor, title=f"Boots {number}")
    first = shown(client)
    assert len(first) == SHOWN
    assert shown(client_of(newspaper.person())) == first
    seen = set()
    for minute in range(12):
        at(now() + timedelta(minutes=minute))
        seen |= set(shown(client))
    assert len(seen) > SHOWN


def test_a_cap_takes_an_offer_off_for_the_rest_of_the_day(newspaper, editor, client, at) -> None:
    made = offer(editor, daily_cap="3")
    for number in range(3):
        client.post("/offers/views", encode(made), content_type="text/plain")
        assert shown(client) == [encode(made)], number
    counting.write_views()
    assert shown(client) == []
    at(now() + timedelta(days=1, minutes=1))
    assert shown(client) == [encode(made)]


def test_a_page_is_made_anew_when_an_offer_begins(newspaper, editor, client, at) -> None:
    zone = zone_of(newspaper.publication_id)
    begins = (now() + timedelta(hours=2)).replace(second=0, microsecond=0)
    first = encode(offer(editor, places=["front"]))
    typed = begins.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    second = encode(offer(editor, places=["front"], starts_at=typed))
    offer(
        editor,
        places=["article"],
        starts_at=(begins - timedelta(hours=1)).astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
    )
    answer = client.get("/")
    assert set(shown(client)) == {first}
    assert float(answer["Belowline-Ends"]) == begins.timestamp()
    at(begins)
    assert set(shown(client)) == {first, second}


def figures(offer_id: int) -> tuple[int, int]:
    counting.write_views()
    rows = list(OfferDay.objects.filter(offer_id=offer_id))
    return sum(row.views for row in rows), sum(row.presses for row in rows)


def test_views_are_gathered_and_presses_counted_and_nobody_is(newspaper, editor, client) -> None:
    made, other = offer(editor), offer(editor)
    for _ in range(5):
        answer = client.post(
            "/offers/views", f"{encode(made)} {encode(other)}", content_type="text/plain"
        )
        assert (answer.status_code, answer.cookies) == (204, {})
    assert not OfferDay.objects.exists()
    client.get(f"/offers/{encode(made)}")
    assert figures(made) == (5, 1)
    assert figures(other) == (5, 0)
    assert {field.name for field in OfferDay._meta.get_fields()} == {
        *("id", "offer", "day", "views", "presses")
    }


def test_one_network_does_not_count_without_end(newspaper, editor, client) -> None:
    made = offer(editor)
    for _ in range(counting.MOST_BEACONS + 20):
        client.post("/offers/views", encode(made), content_type="text/plain")
    for _ in range(9):
        assert client.get(f"/offers/{encode(made)}").status_code == 302
    assert figures(made) == (counting.MOST_BEACONS, 5)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "SiteCrawler 3",
    ],
)
def test_programs_are_led_on_and_not_counted(newspaper, editor, client, agent) -> None:
    made = offer(editor)
    headers = {"User-Agent": agent}
    client.post("/offers/views", encode(made), content_type="text/plain", headers=headers)
    assert client.get(f"/offers/{encode(made)}", headers=headers).status_code == 302
    assert figures(made) == (0, 0)


def test_what_a_browser_loads_ahead_is_no_click(newspaper, editor, client) -> None:
    made = offer(editor)
    ahead = {"Sec-Purpose": "prefetch;prerender", "User-Agent": "Mozilla/5.0 Firefox/140.0"}
    assert client.get(f"/offers/{encode(made)}", headers=ahead).status_code == 302
    assert figures(made) == (0, 0)
    assert client.head(f"/offers/{encode(made)}").status_code == 302
    assert figures(made) == (0, 0)


@pytest.mark.parametrize("told", ["", "x", "0" * 13, "\xff" * 5000, "a b c d e f"])
def test_a_beacon_that_says_nothing_counts_nothing(newspaper, editor, client, told) -> None:
    made = offer(editor)
    assert client.post("/offers/views", told, content_type="text/plain").status_code == 204
    assert figures(made) == (0, 0)


def test_what_is_off_over_or_another_publications_leads_nowhere(newspaper, editor, client) -> None:
    made = offer(editor)
    switch_offer(actor=editor, offer_id=made, is_on=False)
    assert client.get(f"/offers/{encode(made)}").status_code == 404
    assert shown(client) == []
    switch_offer(actor=editor, offer_id=made, is_on=True)
    Offer.objects.filter(pk=made).update(publication_id=other_publication())
    assert client.get(f"/offers/{encode(made)}").status_code == 404
    with pytest.raises(NotFound):
        switch_offer(actor=editor, offer_id=made, is_on=False)


def other_publication() -> int:
    return create_publication(slug="other", name="Other", time_zone="UTC")


BAD = [
    ("title", " "),
    ("link", "javascript:alert(1)"),
    ("link", "shop.example"),
    ("link", "https://"),
    ("label", ""),
    ("weight", "0"),
    ("weight", "101"),
    ("weight", "ten"),
    ("daily_cap", "-1"),
    ("daily_cap", "000000000001" + "9" * 5000),
    ("weight", "²"),
    ("link", "https://["),
    ("ends_at", "2020-01-01T00:00"),
    ("starts_at", "soon"),
]


@pytest.mark.parametrize(("field", "typed"), BAD)
def test_bad_input_is_told_beside_its_field_and_stays_typed(
    newspaper, editor, client_of, field, typed
) -> None:
    with pytest.raises(Invalid) as refused:
        offer(editor, **{field: typed})
    assert refused.value.field == field
    words = {"title": "Sea boots", "link": LINK, "label": "own", "text": "Kept.", field: typed}
    answer = client_of(editor).post("/desk/offers/new", words)
    assert answer.status_code == 422
    assert 'value="Kept."' in answer.content.decode()
    assert not Offer.objects.exists()


def test_readers_make_no_offers(newspaper) -> None:
    with pytest.raises(NotAllowed):
        offer(newspaper.person())


def test_an_offer_has_a_picture_that_is_made_small(newspaper, editor, client, client_of) -> None:
    made = offer(editor, picture=photograph().read())
    page = client.get("/").content.decode()
    address = re.search(r'src="(/offers/picture/[0-9a-f]{32})"', page)[1]
    answer = client.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert len(answer.content) < 60_000
    with pytest.raises(Invalid):
        offer(editor, offer_id=made, picture=b"<svg/>")
    assert address in client.get("/").content.decode()


def test_the_desk_reports_with_a_chart_and_a_table(newspaper, editor, client, client_of) -> None:
    made = offer(editor)
    today = now().astimezone(zone_of(newspaper.publication_id)).date()
    for back, views in ((0, 7), (3, 40)):
        OfferDay.objects.create(
            offer_id=made, day=today - timedelta(days=back), views=views, presses=back
        )
    Offer.objects.filter(pk=made).update(starts_at=now() - timedelta(days=5))
    assert totals(newspaper.publication_id) == {made: (47, 3)}
    desk = client_of(editor)
    page = desk.get(f"/desk/offers/{encode(made)}").content.decode()
    assert 'aria-label="47 views in 30 days"' in page
    heights = [float(it) for it in re.findall(r'<rect [^>]*height="([\d.]+)"', page)]
    assert max(heights) == 120.0
    assert len(heights) == 60
    rows = list(
        csv.reader(StringIO(desk.get(f"/desk/offers/{encode(made)}/report.csv").content.decode()))
    )
    assert rows[0] == ["day", "views", "clicks"]
    assert [str(today), "7", "0"] in rows
    assert len(rows) == 7
    assert "47" in desk.get("/desk/offers").content.decode()


def test_the_desk_changes_what_readers_see(newspaper, editor, client, client_of) -> None:
    desk = client_of(editor)
    words = {"title": "Sea boots", "link": LINK, "label": "own", "places": ["front"]}
    assert desk.post("/desk/offers/new", words).status_code == 302
    made = Offer.objects.get().id
    path = f"/desk/offers/{encode(made)}"
    assert desk.post(path, {**words, "title": "Warm boots"}).status_code == 302
    assert "Warm boots" in client.get("/").content.decode()
    assert desk.post(f"{path}/switch").status_code == 302
    assert "Warm boots" not in client.get("/").content.decode()


def test_a_preview_shows_what_was_typed_and_keeps_nothing(newspaper, editor, client_of) -> None:
    desk = client_of(editor)
    words = {"title": "Sea <boots>", "link": LINK, "label": "advertisement", "text": "Dry."}
    answer = desk.post("/desk/offers/new", {**words, "places": ["front"], "preview": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Preview: not saved yet" in page
    assert '<b dir="auto">Sea &lt;boots&gt;</b>' in page
    assert 'rel="sponsored nofollow"' in page
    assert 'value="Sea &lt;boots&gt;"' in page
    assert not Offer.objects.exists()
    made = offer(editor)
    page = desk.post(f"/desk/offers/{encode(made)}", {**words, "preview": "1"}).content.decode()
    assert '<b dir="auto">Sea &lt;boots&gt;</b>' in page
    assert Offer.objects.get().title == "Sea boots"


def test_a_preview_of_bad_input_is_refused_beside_its_field(newspaper, editor, client_of) -> None:
    words = {"title": "Sea boots", "link": "nowhere", "label": "own", "text": "Kept."}
    answer = client_of(editor).post("/desk/offers/new", {**words, "preview": "1"})
    assert answer.status_code == 422
    assert 'value="Kept."' in answer.content.decode()
    assert "Preview: not saved yet" not in answer.content.decode()
