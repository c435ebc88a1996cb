"""Every address of an article, of before and elsewhere, leads to it and to its discussion."""

import json

import pytest
from django.test import Client

from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.newsroom.models import Article, OtherAddress, PublicationHost, WireEntry
from belowline.newsroom.services.article_addresses import add_address, remove_address
from belowline.newsroom.services.feeds import add_feed
from belowline.newsroom.services.wire_decisions import accept_entry
from belowline.newsroom.services.wire_intake import take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


@pytest.fixture
def article(newspaper):
    """An article with a discussion below it."""
    made = newspaper.article(headline="The bell rings")
    newspaper.thread_below(made)
    return made


def _thread(client: Client, url: str) -> str | None:
    """The headline's thread that programs find at the address."""
    answer = client.get("/api/v1/threads", {"url": url})
    counts = client.get("/api/v1/counts", {"url": url}).json()
    if answer.status_code == 404:
        assert not any(counts["counts"].values()) if "counts" in counts else True
        return None
    return answer.json()["id"]


def _base(newspaper) -> str:
    from belowline.newsroom.queries.publications import publication_by_id

    return publication_by_id(newspaper.publication_id).base_url


@pytest.mark.parametrize(
    "spelling",
    [
        "{base}{path}",
        "{base}{path}/",
        "{base}{path}#discussion",
        "{base}{path}?utm_source=x&fbclid=y",
        "{base}{path}/amp",
        "{base}/amp{path}",
        "{base}{path}?amp=1",
        "{path}",
        "{path}/",
        "//further.example{path}",
        "http://www.further.example{path}",
    ],
)
def test_its_own_address_is_found_however_it_is_spelt(client, newspaper, article, spelling) -> None:
    PublicationHost.objects.create(publication_id=newspaper.publication_id, name="further.example")
    asked = spelling.format(base=_base(newspaper), path=article.path)
    asked = f"https:{asked}" if asked.startswith("//") else asked
    assert _thread(client, asked) == _thread(client, article.path) is not None


@pytest.mark.parametrize("ending", ["/", "/?utm_source=x", "/amp", "/amp/", "//"])
def test_whoever_comes_by_another_spelling_is_led_to_the_page(client, article, ending) -> None:
    answer = client.get(article.path + ending)
    assert (answer.status_code, answer.headers["Location"]) == (301, article.path)


def test_an_address_of_an_old_site_leads_to_the_page_and_its_discussion(
    client, newspaper, article, editor
) -> None:
    old = f"{_base(newspaper)}/2016/05/a-bell-rings.html?id=7"
    add_address(actor=editor, article_id=article.id, url=old)
    add_address(actor=editor, article_id=article.id, url="http://www.old.example/bell/")
    for path in ("/2016/05/a-bell-rings.html?id=7", "/2016/05/a-bell-rings.html?utm_id=1&id=7"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, article.path)
    assert client.get("/2016/05/a-bell-rings.html?id=8").status_code == 404
    for url in (old, "https://old.example/bell", "https://old.example/bell/amp"):
        assert _thread(client, url) == _thread(client, article.path)
    assert _thread(client, "https://old.example/bells") is None


def test_an_address_of_before_is_found_by_programs_too(client, newspaper, article) -> None:
    before = article.path
    Article.objects.filter(pk=article.id).update(slug="a-new-slug")
    article_row = Article.objects.get(pk=article.id)
    article_row.former_addresses.create(
        publication_id=newspaper.publication_id,
        section_id=article_row.section_id,
        slug=before.rpartition("/")[2],
    )
    assert client.get(before).headers["Location"] == "/politics/a-new-slug"
    assert _thread(client, before) == _thread(client, "/politics/a-new-slug") is not None
    assert client.get(f"{before}/amp").headers["Location"] == "/politics/a-new-slug"


def test_what_readers_may_not_know_of_is_led_to_from_nowhere(
    client, newspaper, article, editor
) -> None:
    add_address(actor=editor, article_id=article.id, url=f"{_base(newspaper)}/2016/bell")
    Article.objects.filter(pk=article.id).update(state="held")
    assert client.get("/2016/bell").status_code == 404
    assert client.get(article.path + "/").status_code == 404
    assert _thread(client, f"{_base(newspaper)}/2016/bell") is None


def test_an_address_leads_to_one_article(newspaper, article, editor) -> None:
    other = newspaper.article()
    Article.objects.filter(pk=other.id).update(url="https://old.example/a")
    add_address(actor=editor, article_id=article.id, url="https://old.example/b")
    add_address(actor=editor, article_id=article.id, url="http://www.old.example/b/")
    assert OtherAddress.objects.count() == 1
    for url, taken_by in (("https://old.example/a", other), ("https://old.example/b", article)):
        with pytest.raises(Conflict):
            add_address(
                actor=editor,
                article_id=article.id if taken_by is other else other.id,
                url=url,
            )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "harbour",
        "ftp://old.example/a",
        "https://",
        "https://[",
        "javascript:alert(1)",
        "https://old.example/" + "a" * 2000,
    ],
)
def test_what_is_no_address_is_refused_and_kept(newspaper, article, editor, client_of, url) -> None:
    with pytest.raises(Invalid) as refused:
        add_address(actor=editor, article_id=article.id, url=url)
    assert refused.value.field == "url"
    page = client_of(editor).post(f"/desk/stories/{encode(article.id)}/addresses", {"url": url})
    assert page.status_code == 422
    assert "Please enter a whole address" in page.content.decode()


def test_addresses_are_added_and_removed_at_the_desk(
    client, newspaper, article, editor, client_of
) -> None:
    desk, path = client_of(editor), f"/desk/stories/{encode(article.id)}/addresses"
    desk.post(path, {"url": "http://www.old.example/bell/"})
    assert "https://old.example/bell" in desk.get(path).content.decode()
    place = encode(OtherAddress.objects.get().id)
    assert desk.post(f"{path}/{place}/remove").status_code == 302
    assert "https://old.example/bell" not in desk.get(path).content.decode()
    assert _thread(client, "https://old.example/bell") is None


def test_an_address_is_removed_from_its_own_article_only(newspaper, article, editor) -> None:
    other = newspaper.article()
    add_address(actor=editor, article_id=article.id, url="https://old.example/bell")
    with pytest.raises(NotFound):
        remove_address(actor=editor, article_id=other.id, address_id=OtherAddress.objects.get().id)


def test_one_item_by_two_feeds_is_one_article_with_its_address_elsewhere(
    client, newspaper, editor, tmp_path
) -> None:
    item = {
        "uri": "urn:agency:1",
        "type": "text",
        "pubstatus": "usable",
        "version": "1",
        "headline": "Ferry runs aground",
        "body_text": "It stuck at nine.",
        "altids": {},
        "url": "https://www.partner.example/ferry/",
    }
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "item.json").write_text(json.dumps(item))
        feed = add_feed(
            publication_id=newspaper.publication_id,
            section_id=newspaper.section_id,
            name=name,
            address=str(tmp_path / name),
            contract={},
        )
        take_in(feed_id=feed)
    made = {
        accept_entry(actor=editor, entry_id=entry.id) for entry in WireEntry.objects.order_by("id")
    }
    assert len(made) == 1
    assert Article.objects.filter(headline="Ferry runs aground").count() == 1
