"""An article's pictures: uploaded, described, shown, and gone from every exit in their second."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from belowline.cli.command import belowline
from belowline.core import clock
from belowline.core.ids import encode
from belowline.core.refusals import Invalid, NotAllowed, NotFound, TooMany
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.models import Article, ArticleVersion, Picture, PictureUse
from belowline.newsroom.queries.desk_pictures import desk_picture
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.drafts import begin_story, save_draft
from belowline.newsroom.services.endings import hold_story, kill_story, withdraw_story
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.pictures import upload_picture
from belowline.newsroom.services.sections import ensure_section
from newspaper import Newspaper, log_in
from pictures import app13, describe, photograph, uploaded_picture, with_places

pytestmark = pytest.mark.django_db
HOST = "nichinichi.example"
ALT, CREDIT = "A gull on the quay.", "Ada Okafor / Reuters"
SECURE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


@pytest.fixture
def upload(editor):
    """Uploads a picture with its words and returns its id; each has other pixels."""
    numbers = count(300)

    def upload(**words: str) -> int:
        data = photograph(700, next(numbers)).read()
        return uploaded_picture(editor, data, **{"alt": ALT, "credit": CREDIT, **words})

    return upload


@pytest.fixture
def publish(editor, newspaper):
    """Publishes an article and returns its id."""

    def publish(article_id: int = 0, **given: str) -> int:
        article_id = article_id or begin_story(actor=editor)
        publish_with_discussion(
            actor=editor, article_id=article_id, words=words_of(newspaper, **given), revision=0
        )
        return article_id

    return publish


def words_of(newspaper: Newspaper, **given: str) -> dict[str, str]:
    return {
        "headline": "The slipway opens",
        "body": "A gull walked in first.",
        "section": encode(newspaper.section_id),
        "remains": "discussion",
        **given,
    }


def file_of(picture_id: int, width: int = 640, kind: str = "jpeg") -> str:
    return f"/pictures/{Picture.objects.get(pk=picture_id).digest}/{width}.{kind}"


def local(moment: datetime, newspaper: Newspaper) -> str:
    return moment.astimezone(zone_of(newspaper.publication_id)).strftime("%Y-%m-%dT%H:%M")


def exits(client: Client) -> dict[str, str]:
    """What every exit that names an article says."""
    path = "/politics/the-slipway-opens"
    paths = ("/", "/politics", "/feed.atom", "/politics/feed.atom", path)
    return {each: client.get(each).content.decode() for each in paths}


def desk(person) -> Client:
    client = Client(headers=SECURE)
    log_in(client, person)
    return client


def test_the_picture_above_the_text_is_at_every_exit(client, upload, publish) -> None:
    picture_id = upload(caption="A <b>gull</b>.")
    publish(picture=encode(picture_id))
    said = exits(client)
    digest = Picture.objects.get(pk=picture_id).digest
    assert all(f"/pictures/{digest}/" in each for each in said.values())
    page = said["/politics/the-slipway-opens"]
    assert f'alt="{ALT}"' in page
    assert CREDIT in page
    assert "A &lt;b&gt;gull&lt;/b&gt;." in page
    assert 'width="640" height="274"' in page
    assert f"/pictures/{digest}/320.avif 320w, /pictures/{digest}/640.avif 640w" in page
    assert page.count('fetchpriority="high"') == 1
    assert f'property="og:image" content="http://127.0.0.1:8000/pictures/{digest}/640.jpeg"' in page
    assert '"@type":"ImageObject"' in page
    assert f"<media:credit>{CREDIT}</media:credit>" in said["/feed.atom"]
    assert "style=" not in page


def test_an_article_without_pictures_says_nothing_of_them(client, publish) -> None:
    publish()
    said = exits(client)
    assert not any("/pictures/" in each or "<figure" in each for each in said.values())


def test_a_list_of_articles_with_pictures_costs_no_further_query(client, upload, publish) -> None:
    publish()
    with_none = _queries(client)
    for number in range(3):
        publish(picture=encode(upload()), headline=f"Number {number}")
    assert _queries(client) == with_none


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    return len(asked)


def test_a_file_is_kept_for_a_year_by_browsers_and_a_minute_by_others(
    client, upload, publish
) -> None:
    picture_id = upload()
    publish(picture=encode(picture_id))
    for kind in ("jpeg", "avif"):
        answer = client.get(file_of(picture_id, kind=kind), headers={"Accept-Encoding": "gzip"})
        assert answer["Content-Type"] == f"image/{kind}"
        kept = answer["Cache-Control"]
        assert kept == "public, max-age=31536000, s-maxage=60, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not {"Vary", "Content-Encoding", "Set-Cookie"} & set(answer.headers)
        assert Image.open(BytesIO(answer.content)).size == (640, 274)
        again = client.get(
            file_of(picture_id, kind=kind), headers={"If-None-Match": answer["ETag"]}
        )
        assert (again.status_code, again["Cache-Control"]) == (304, kept)
    for path in (file_of(picture_id, 960), file_of(picture_id, kind="png"), "/pictures/x/640.avif"):
        assert client.get(path).status_code == 404


def test_a_picture_ends_in_its_second_and_the_article_stays(
    client, editor, upload, publish, newspaper, at
) -> None:
    ends = clock.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    picture_id = upload(usable_until=local(ends, newspaper))
    inside = upload(usable_until=local(ends + timedelta(hours=1), newspaper))
    publish(picture=encode(picture_id), body=f"First.\n\n![](picture:{encode(inside)})")
    for path in exits(client):
        assert client.get(path).headers["Belowline-Ends"] == f"{ends.timestamp():.3f}"
    at(ends - timedelta(seconds=30))
    kept = client.get(file_of(picture_id))["Cache-Control"]
    assert kept == "public, max-age=30, s-maxage=30, immutable"
    at(ends)
    digest = Picture.objects.get(pk=picture_id).digest
    said = exits(client)
    assert not any(digest in each for each in said.values())
    assert all("The slipway opens" in each for each in said.values())
    assert client.get(file_of(picture_id)).status_code == 404
    assert client.get(file_of(inside)).status_code == 200
    at(ends + timedelta(hours=1))
    assert "<figure" not in exits(client)["/politics/the-slipway-opens"]


def test_what_a_process_keeps_in_memory_ends_with_the_picture_too(
    client, upload, publish, newspaper, at, listening
) -> None:
    ends = clock.now().replace(second=0, microsecond=0) + timedelta(minutes=2)
    picture_id = upload(usable_until=local(ends, newspaper))
    publish(picture=encode(picture_id))
    digest = Picture.objects.get(pk=picture_id).digest
    at(ends - timedelta(seconds=1))
    assert all(digest in each for each in exits(client).values())
    at(ends)
    assert not any(digest in each for each in exits(client).values())


@given(
    begins=st.integers(1, 6),
    lasts=st.integers(1, 6),
    published=st.integers(1, 6),
    licensed=st.integers(1, 6),
)
@hypothesis_settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_picture_is_at_every_exit_in_just_the_seconds_in_which_it_may(
    client, upload, publish, newspaper, at, begins, lasts, published, licensed
) -> None:
    start = datetime.now(UTC).replace(second=0, microsecond=0)
    at(start)

    def minute(number: int) -> str:
        return local(start + timedelta(minutes=number), newspaper)

    picture_id = upload(usable_from=minute(begins), usable_until=minute(begins + lasts))
    article_id = publish(
        picture=encode(picture_id),
        published_at=minute(published),
        licence_ends_at=minute(published + licensed),
    )
    article = Article.objects.get(pk=article_id)
    digest, path = Picture.objects.get(pk=picture_id).digest, f"/politics/{article.slug}"
    shown = range(60 * max(begins, published), 60 * min(begins + lasts, published + licensed))
    for number in {begins, begins + lasts, published, published + licensed}:
        for second in (60 * number - 1, 60 * number):
            at(start + timedelta(seconds=second))
            said = [client.get(each) for each in ("/", "/feed.atom", path)]
            is_there = [digest in answer.content.decode() for answer in said]
            assert is_there == [second in shown] * 3
            assert (client.get(file_of(picture_id)).status_code == 200) == (second in shown)
    Article.objects.filter(pk=article_id).delete()


def test_the_report_on_rights_names_pictures_that_end_soon(upload, publish, newspaper) -> None:
    ends = clock.now().replace(second=0, microsecond=0) + timedelta(days=2)
    picture_id = upload(usable_until=local(ends, newspaper))
    publish(picture=encode(picture_id))
    report = CliRunner().invoke(belowline, ["rights", "report"])
    assert report.exit_code == 0
    assert f"(picture {encode(picture_id)} ends; the article stays)" in report.output


def test_a_picture_is_for_the_countries_that_its_article_is_for(
    client, settings, upload, publish
) -> None:
    known = settings.ENVIRONMENT.model_copy(update={"country_header": "X-Country"})
    settings.ENVIRONMENT = known
    picture_id = upload()
    publish(picture=encode(picture_id), only_in="NZ")
    digest = Picture.objects.get(pk=picture_id).digest
    assert not any(digest in each for each in exits(client).values())
    there = {"X-Country": "NZ"}
    assert digest in client.get("/politics/the-slipway-opens", headers=there).content.decode()
    file = file_of(picture_id)
    assert (client.get(file).status_code, client.get(file, headers=there).status_code) == (404, 200)
    assert client.get(file, headers=there)["Cache-Control"].startswith("private, max-age=")


def test_a_picture_of_an_article_that_must_not_be_on_pages_is_not_served(
    client, upload, publish
) -> None:
    picture_id = upload()
    publish(picture=encode(picture_id), without="page")
    assert client.get(file_of(picture_id)).status_code == 404
    publish(picture=encode(picture_id), headline="Another")
    assert client.get(file_of(picture_id)).status_code == 200


def test_a_picture_comes_in_its_second(client, upload, publish, newspaper, at) -> None:
    begins = clock.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    picture_id = upload(usable_from=local(begins, newspaper))
    publish(picture=encode(picture_id))
    digest = Picture.objects.get(pk=picture_id).digest
    at(begins - timedelta(seconds=1))
    assert not any(digest in each for each in exits(client).values())
    assert client.get(file_of(picture_id)).status_code == 404
    assert client.get("/").headers["Belowline-Ends"] == f"{begins.timestamp():.3f}"
    at(begins)
    assert all(digest in each for each in exits(client).values())
    assert client.get(file_of(picture_id)).status_code == 200


@pytest.mark.parametrize("how", ["draft", "scheduled", "held", "withdrawn", "killed", "expired"])
def test_the_picture_of_an_article_that_is_not_public_is_served_to_editors_alone(
    client, editor, upload, publish, newspaper, at, how
) -> None:
    picture_id = upload()
    soon = clock.now().replace(second=0, microsecond=0) + timedelta(hours=1)
    given = {"picture": encode(picture_id)}
    if how == "draft":
        story = begin_story(actor=editor)
        save_draft(actor=editor, article_id=story, words=words_of(newspaper, **given), revision=0)
    elif how == "scheduled":
        publish(**given, published_at=local(soon, newspaper))
    elif how == "expired":
        publish(**given, licence_ends_at=local(soon, newspaper))
        assert client.get(file_of(picture_id)).status_code == 200
        at(soon)
    else:
        here = {"article_id": publish(**given), "actor": editor}
        assert client.get(file_of(picture_id)).status_code == 200
        rest = {"notice": "", "remains": "discussion"}
        if how == "held":
            hold_story(**here, note="")
        elif how == "withdrawn":
            withdraw_story(**here, **rest)
        else:
            kill_story(**here, **rest, publication_id=newspaper.publication_id)
    answer = client.get(file_of(picture_id))
    unknown = client.get(f"/pictures/{'0' * 32}/640.jpeg")
    digest = Picture.objects.get(pk=picture_id).digest.encode()
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert answer.content.replace(digest, b"0" * 32) == unknown.content
    at_desk = f"/desk/pictures/{encode(picture_id)}/640.jpeg"
    assert desk(newspaper.person(role="moderator")).get(at_desk).status_code == 403
    seen = desk(editor).get(at_desk)
    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, max-age=3600")


def test_a_killed_article_lets_go_of_its_pictures(upload, publish, editor, newspaper) -> None:
    article_id = publish(picture=encode(upload()))
    kill_story(
        actor=editor,
        publication_id=newspaper.publication_id,
        article_id=article_id,
        notice="",
        remains="headline",
    )
    assert Article.objects.get(pk=article_id).picture_id is None
    assert not PictureUse.objects.exists()
    assert set(ArticleVersion.objects.values_list("picture", flat=True)) == {None}


def test_a_picture_of_one_publication_is_not_found_at_the_other(client, upload, publish) -> None:
    picture_id = upload()
    publish(picture=encode(picture_id))
    key = create_publication(slug="nichinichi", name="日日", time_zone="Asia/Tokyo", host=HOST)
    there = Newspaper(key, ensure_section(publication_id=key, name="港"), count(1000))
    other = there.person("bo", role="editor")
    assert client.get(file_of(picture_id), headers={"Host": HOST}).status_code == 404
    asking = desk(other)
    for part in ("", "/320.jpeg"):
        path = f"/desk/pictures/{encode(picture_id)}{part}"
        assert asking.get(path, headers={"Host": HOST}).status_code == 404
    with pytest.raises(NotFound):
        describe(other, picture_id, alt="Ours.")
    story = begin_story(actor=other)
    for field in ({"picture": encode(picture_id)}, {"body": f"![x](picture:{encode(picture_id)})"}):
        with pytest.raises(Invalid, match="no longer there"):
            publish_with_discussion(
                actor=other, article_id=story, words=words_of(there, **field), revision=0
            )


def test_without_alt_text_nothing_is_published_and_a_draft_may_lack_it(
    editor, publish, newspaper
) -> None:
    picture_id = upload_picture(actor=editor, data=photograph(700, 200).read())
    story = begin_story(actor=editor)
    lead = words_of(newspaper, picture=encode(picture_id))
    inside = words_of(newspaper, body=f"One.\n\n![](picture:{encode(picture_id)})")
    for field, words in (("picture", lead), ("body", inside)):
        with pytest.raises(Invalid, match="no alt text") as refused:
            publish_with_discussion(actor=editor, article_id=story, words=words, revision=0)
        assert refused.value.field == field
    assert save_draft(actor=editor, article_id=story, words=lead, revision=0) == 1
    page = desk(editor).post(f"/desk/stories/{encode(story)}", {**lead, "publish": "1"})
    assert page.status_code == 422
    assert escape("no alt text yet") in page.content.decode()
    assert Article.objects.get(pk=story).state == "draft"
    describe(editor, picture_id, decorative="1")
    publish(story, picture=encode(picture_id))


def test_words_in_the_text_stand_for_the_picture_there(client, editor, publish) -> None:
    picture_id = upload_picture(actor=editor, data=photograph(700, 200).read())
    publish(body=f"One.\n\n![A tern, here.](picture:{encode(picture_id)})\n\nTwo.")
    page = client.get("/politics/the-slipway-opens").content.decode()
    assert 'alt="A tern, here."' in page
    assert 'loading="lazy"' in page
    assert client.get(file_of(picture_id)).status_code == 200


def test_a_picture_whose_time_is_over_is_not_published(upload, publish) -> None:
    with pytest.raises(Invalid, match="has ended"):
        publish(picture=encode(upload(usable_until="2001-01-01T10:00")))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"usable_from": "2030-01-02T10:00", "usable_until": "2030-01-02T10:00"}, "usable_until"),
        ({"usable_until": "soon"}, "usable_until"),
        ({"credit": "x" * 201}, "credit"),
        ({"alt": "x" * 1_001}, "alt"),
    ],
)
def test_words_that_cannot_be_kept_are_refused_at_their_field_and_stay_typed(
    editor, upload, typed, field
) -> None:
    picture_id = upload()
    page = desk(editor).post(
        f"/desk/pictures/{encode(picture_id)}", {"caption": "As typed.", **typed}
    )
    assert page.status_code == 422
    said = page.content.decode()
    assert said.count('id="refusal"') == 1
    assert "As typed." in said
    assert Picture.objects.get(pk=picture_id).alt == ALT
    with pytest.raises(Invalid) as refused:
        describe(editor, picture_id, **typed)
    assert refused.value.field == field


def test_changed_words_are_on_the_page_at_once(client, editor, upload, publish) -> None:
    picture_id = upload()
    publish(picture=encode(picture_id))
    describe(editor, picture_id, alt="A tern after all.", credit="Bo")
    page = client.get("/politics/the-slipway-opens").content.decode()
    assert "A tern after all." in page
    assert CREDIT not in page


def test_what_the_file_says_is_offered_and_shown_to_nobody_before(editor, newspaper) -> None:
    extra = app13((120, b"A gull. EDITORS NOTE: not for Japan"), (80, b"Ada"))
    data = photograph(700, 400, extra=extra).read()
    picture_id = upload_picture(actor=editor, data=data)
    row = Picture.objects.get(pk=picture_id)
    assert (row.caption, row.credit, row.alt) == ("", "", "")
    page = desk(editor).get(f"/desk/pictures/{encode(picture_id)}").content.decode()
    assert "EDITORS NOTE" in page
    assert "Please check them" in page
    describe(editor, picture_id, caption="A gull.")
    found = desk_picture(publication_id=newspaper.publication_id, picture_id=picture_id)
    assert (found.words["caption"], found.words["credit"]) == ("A gull.", "")


def test_an_upload_without_a_script_keeps_what_was_typed_and_leads_to_the_words(
    editor, newspaper
) -> None:
    story = begin_story(actor=editor)
    typed = words_of(newspaper, headline="As typed", body="And this.")
    answer = desk(editor).post(
        "/desk/pictures", {**typed, "story": encode(story), "upload": photograph(700, 400)}
    )
    picture = Picture.objects.get()
    back = f"/desk/pictures/{encode(picture.pk)}?story={encode(story)}"
    assert (answer.status_code, answer["Location"]) == (302, back)
    form = desk(editor).get(f"/desk/stories/{encode(story)}").content.decode()
    assert "As typed" in form
    assert "And this." in form
    assert f'value="{encode(picture.pk)}" checked' in form
    saved = desk(editor).post(back, {"alt": ALT})
    assert saved["Location"] == f"/desk/stories/{encode(story)}"
    elsewhere = desk(editor).post(f"{back[:-13]}https://evil.example/", {"alt": ALT})
    assert elsewhere["Location"].startswith("/desk/pictures/")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("gull.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("gull.png", b""),
        ("gull.avif", b"\0\0\0\x1cftypavif" + b"\0" * 40),
    ],
)
def test_what_is_no_picture_is_refused_beside_the_field_and_what_was_typed_stays(
    editor, newspaper, name, data
) -> None:
    story = begin_story(actor=editor)
    sent = SimpleUploadedFile(name, data, "image/jpeg")
    typed = {**words_of(newspaper, headline="As typed"), "story": encode(story), "upload": sent}
    page = desk(editor).post("/desk/pictures", typed)
    assert page.status_code == 422
    assert "As typed" in page.content.decode()
    assert 'id="refusal" role="alert"' in page.content.decode()
    sent.seek(0)
    told = desk(editor).post("/desk/pictures", typed, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["field"]) == (422, "picture")
    assert not Picture.objects.exists()


def test_a_larger_body_is_taken_here_and_none_without_end(editor) -> None:
    story = encode(begin_story(actor=editor))
    large = photograph(700, 400).read() + bytes(8_000_000)
    for data, status in ((large, 302), (bytes(15_500_000), 413), (bytes(16_500_000), 413)):
        sent = {"story": story, "upload": SimpleUploadedFile("gull.jpg", data)}
        assert desk(editor).post("/desk/pictures", sent).status_code == status


def test_uploads_are_limited_and_an_attempt_counts(editor, settings) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"article_pictures_per_hour": 2})
    with pytest.raises(Invalid):
        upload_picture(actor=editor, data=b"nothing")
    upload_picture(actor=editor, data=photograph(300, 200).read())
    with pytest.raises(TooMany):
        upload_picture(actor=editor, data=photograph(300, 201).read())


def test_the_same_picture_is_kept_once(editor) -> None:
    first, again = (
        upload_picture(actor=editor, data=photograph(300, 200).read()) for _ in range(2)
    )
    assert first == again


@pytest.mark.parametrize("role", ["", "reporter", "moderator"])
def test_only_editors_upload_and_describe(newspaper, upload, role) -> None:
    person = newspaper.person(role=role)
    with pytest.raises(NotAllowed):
        upload_picture(actor=person, data=photograph().read())
    with pytest.raises(NotAllowed):
        describe(person, upload(), alt="Mine.")


def test_where_a_picture_was_taken_leaves_the_house_in_no_file(client, editor, publish) -> None:
    data = photograph(1400, 900, exif=with_places()).read()
    picture_id = upload_picture(actor=editor, data=data)
    describe(editor, picture_id, alt=ALT)
    publish(picture=encode(picture_id))
    for width in (320, 640):
        for kind in ("avif", "jpeg"):
            content = client.get(file_of(picture_id, width, kind)).content
            assert not Image.open(BytesIO(content)).getexif()
            assert b"Acme" not in content


def test_versions_show_another_picture_and_bring_the_old_one_back(editor, upload, publish) -> None:
    first, second = upload(), upload()
    article_id = publish(picture=encode(first))
    publish(article_id, picture=encode(second))
    asking = desk(editor)
    at_desk = f"/desk/stories/{encode(article_id)}"
    page = asking.get(f"{at_desk}/versions/2").content.decode()
    assert f"/desk/pictures/{encode(first)}/320.jpeg" in page
    assert f"/desk/pictures/{encode(second)}/320.jpeg" in page
    asking.post(f"{at_desk}/versions/1")
    form = asking.get(at_desk).content.decode()
    assert f'value="{encode(first)}" checked' in form


def test_who_saves_second_sees_the_picture_that_the_other_has_chosen(
    editor, upload, newspaper
) -> None:
    story, theirs = begin_story(actor=editor), upload()
    saved = words_of(newspaper, picture=encode(theirs))
    save_draft(actor=editor, article_id=story, words=saved, revision=0)
    other = newspaper.person("bo", role="editor")
    mine = words_of(newspaper, picture=encode(upload()), body="Mine.")
    page = desk(other).post(f"/desk/stories/{encode(story)}", {**mine, "revision": "0"})
    said = page.content.decode()
    assert page.status_code == 409
    assert f'Their picture above the text: <img src="/desk/pictures/{encode(theirs)}/' in said


def test_a_preview_shows_pictures_to_editors(editor, upload, newspaper) -> None:
    lead, inside = upload(), upload()
    story = begin_story(actor=editor)
    words = words_of(newspaper, picture=encode(lead), body=f"![](picture:{encode(inside)})")
    save_draft(actor=editor, article_id=story, words=words, revision=0)
    page = desk(editor).get(f"/desk/stories/{encode(story)}/preview").content.decode()
    for picture_id in (lead, inside):
        assert f"/desk/pictures/{encode(picture_id)}/640.avif" in page


def test_a_comment_cannot_show_a_picture(client, upload, publish, newspaper) -> None:
    picture_id = upload()
    publish(picture=encode(picture_id))
    thread = newspaper.thread()
    newspaper.comment(thread, f"![x](picture:{encode(picture_id)})\n\nhere")
    page = client.get(f"/threads/{thread.ref}/comments").content.decode()
    assert "<figure" not in page
    assert "<img" not in page
