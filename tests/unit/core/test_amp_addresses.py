"""An AMP copy leads to the page that it is a copy of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belowline.core.amp_addresses import page_of_amp_copy
from belowline.core.web_addresses import one_spelling

PAGE = "https://news.example/harbour/bell"


@pytest.mark.parametrize(
    "copy",
    [
        "https://news.example/harbour/bell/amp",
        "https://news.example/harbour/bell/amp/",
        "https://news.example/amp/harbour/bell",
        "https://amp.news.example/harbour/bell",
        "http://www.news.example/harbour/bell?amp",
        "https://news.example/harbour/bell?amp=1",
        "https://news.example/harbour/bell?outputType=amp",
        "https://news.example/harbour/bell?amp=1&usqp=mq331AQ&utm_source=x",
        "https://news.example/harbour/bell.amp",
        "https://www.google.com/amp/s/www.news.example/harbour/bell",
        "https://www.google.co.jp/amp/s/news.example/harbour/bell/amp",
        "https://news-example.cdn.ampproject.org/c/s/news.example/harbour/bell",
        "https://news-example.cdn.ampproject.org/v/s/news.example/harbour/bell?amp_js_v=0.1",
    ],
)
def test_a_copy_leads_to_its_page(copy: str) -> None:
    assert page_of_amp_copy(copy) == PAGE


def test_an_ending_stays_one() -> None:
    assert page_of_amp_copy("https://news.example/a/b.amp.html") == "https://news.example/a/b.html"


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        "https://news.example/amplifier/tour",
        "https://news.example/music/best-amp",
        "https://news.example/a?champ=1",
        "https://news.example/a?referrer=x",
        "https://news.example/a?usqp=x",
        "mailto:somebody@news.example",
        "/harbour/bell",
        "https://[",
        "",
    ],
)
def test_what_is_no_copy_is_none(page: str) -> None:
    assert page_of_amp_copy(page) is None


_PARTS = st.text(alphabet="abmp./?&=-_%é", max_size=20)


@given(
    st.builds(
        lambda host, rest: f"https://{host}news.example/{rest}",
        st.sampled_from(["", "amp.", "www."]),
        _PARTS,
    )
)
def test_the_page_of_a_copy_has_its_one_spelling_and_comes_to_an_end(address: str) -> None:
    seen = 0
    page = page_of_amp_copy(address)
    while page is not None:
        assert one_spelling(page) == page
        seen += 1
        assert seen < 25
        page = page_of_amp_copy(page)
