"""A licence for some countries or some ways of publishing is kept to at every exit."""

import pytest
from django.conf import settings

from belowline.core.ids import encode
from belowline.core.refusals import Invalid
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.models import Article
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.queries.publications import publication_by_id
from belowline.newsroom.queries.rights_report import rights_report
from belowline.newsroom.services.drafts import begin_story
from exits import exits
from pictures import photograph

pytestmark = pytest.mark.django_db
PATH = "/politics/the-slipway-opens"
STANDFIRST, TEXT = "It was a long wait.", "A gull walked in first."


@pytest.fixture
def published(newspaper):
    """Publishes an article with these limits and returns its id."""
    editor = newspaper.person("ada", role="editor")

    def publish(**given: str) -> int:
        article_id = begin_story(actor=editor)
        words = {
            "headline": "The slipway opens",
            "standfirst": STANDFIRST,
            "body": TEXT,
            "section": encode(newspaper.section_id),
            "remains": "discussion",
            **given,
        }
        publish_with_discussion(actor=editor, article_id=article_id, words=words, revision=0)
        return article_id

    return publish


@pytest.fixture
def _countries_known(settings) -> None:
    known = settings.ENVIRONMENT.model_copy(update={"country_header": "X-Country"})
    settings.ENVIRONMENT = known


def _shows(client, article_id: int, country: str | None) -> set[str]:
    """The paths at which the text or the standfirst is to be had from this country."""
    headers = {} if country is None else {"X-Country": country}
    said = exits(client, article_id, **headers)
    return {path for path, each in said.items() if TEXT in each or STANDFIRST in each}


@pytest.mark.usefixtures("_countries_known")
@pytest.mark.parametrize(
    ("limits", "inside", "outside"),
    [
        ({"only_in": "JP, KR"}, ["JP", "KR", "jp"], ["US", "XX", "T1", "", "J", "JPN", None]),
        ({"not_in": "JP"}, ["US", "GB"], ["JP", "XX", "", None]),
        ({"only_in": "JPN GB", "not_in": "GB"}, ["JP"], ["GB", "US", None]),
    ],
)
def test_the_text_is_on_its_page_for_readers_in_its_countries_only(
    client, published, limits, inside, outside
) -> None:
    article_id = published(**limits)
    for country in inside:
        assert _shows(client, article_id, country) == {PATH}, country
    for country in outside:
        assert _shows(client, article_id, country) == set(), country
    page = client.get(PATH).content.decode()
    assert "does not cover showing this article in your country" in page
    assert '"DiscussionForumPosting"' in page
    assert 'id="discussion"' in page


@pytest.mark.usefixtures("_countries_known")
def test_no_cache_between_holds_a_page_that_is_for_one_country(client, published) -> None:
    published(only_in="JP")
    headers = client.get(PATH, headers={"X-Country": "JP"}).headers
    assert headers["Cache-Control"] == "private"
    assert headers["Belowline-By-Country"] == "1"


def test_without_a_proxy_that_says_where_readers_are_nobody_is_inside(client, published) -> None:
    assert not settings.ENVIRONMENT.country_header
    article_id = published(only_in="JP")
    assert _shows(client, article_id, "JP") == set()


def test_an_article_without_limits_is_the_same_everywhere(client, published) -> None:
    article_id = published()
    assert PATH in _shows(client, article_id, "JP")
    assert "Belowline-By-Country" not in client.get(PATH).headers


def test_what_is_not_for_feeds_is_in_none(client, published) -> None:
    article_id = published(without="feed")
    said = exits(client, article_id)
    assert "The slipway opens" not in said["/feed.atom"] + said["/politics/feed.atom"]
    assert TEXT in said[PATH]


def test_what_is_not_for_search_engines_asks_them_to_leave_it(client, published) -> None:
    published(without="search")
    assert '<meta name="robots" content="noindex, follow">' in client.get(PATH).content.decode()


def test_what_is_not_for_pages_leaves_headline_and_discussion(client, published) -> None:
    article_id = published(without="page")
    assert PATH not in _shows(client, article_id, None)
    page = client.get(PATH).content.decode()
    assert "does not cover showing this article here" in page
    assert 'id="discussion"' in page


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        ({"only_in": "Japan"}, "only_in"),
        ({"not_in": "JP, QQ"}, "not_in"),
        ({"only_in": "JP", "not_in": "JP"}, "not_in"),
        ({"without": "smoke"}, "without"),
    ],
)
def test_limits_that_are_none_are_refused_at_their_field(published, limits, field) -> None:
    with pytest.raises(Invalid) as refused:
        published(**limits)
    assert refused.value.field == field
    assert not Article.objects.filter(state="published").exists()


@pytest.mark.usefixtures("_countries_known")
def test_the_form_shows_the_limits_that_were_published(published, newspaper, client_of) -> None:
    article_id = published(only_in="kr,JP", without="feed mail")
    editor = client_of(newspaper.person(role="editor"))
    page = editor.get(f"/desk/stories/{encode(article_id)}").content.decode()
    assert 'value="JP, KR"' in page
    assert 'value="feed" checked' in page
    assert 'value="search" checked' not in page
    assert 'value="mail" checked' in page
    assert "BELOWLINE_COUNTRY_HEADER" not in page


def test_the_rights_report_finds_no_text_outside_its_countries(published, newspaper) -> None:
    published(only_in="JP")
    publication = publication_by_id(newspaper.publication_id)
    assert rights_report(publication, days=7).breaches == []


@pytest.mark.parametrize("button", ["", "/discussion", "upload"])
def test_every_button_of_the_form_keeps_all_that_is_ticked(newspaper, client_of, button) -> None:
    editor = newspaper.person(role="editor")
    article_id = begin_story(actor=editor)
    ref = encode(article_id)
    sent = {"headline": "Bell", "without": ["feed", "mail"], "revision": "0", "story": ref}
    path = f"/desk/stories/{ref}{button}"
    if button == "upload":
        path, sent = "/desk/pictures", {**sent, "upload": photograph()}
    assert client_of(editor).post(path, sent).status_code == 302
    draft = story_draft(publication_id=newspaper.publication_id, article_id=article_id)
    assert draft.words["without"] == "feed mail"
