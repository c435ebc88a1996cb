"""Pictures: sent, shown, hidden, removed; and what must not come in with them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from belowline.accounts.models import Person, Picture
from belowline.accounts.services.pictures import change_picture
from belowline.core.models import OutboxEvent
from belowline.core.refusals import TooMany
from pictures import photograph, with_places


def send(client, data):
    return client.post("/me/picture", {"picture": data})


def digest_of(person):
    return Person.objects.get(pk=person.id).picture


def test_a_picture_stands_beside_everything_that_its_owner_wrote(newspaper, client, client_of):
    article = newspaper.article()
    reader = newspaper.person()
    newspaper.comment(newspaper.thread_below(article), "Here I am.", by=reader)
    assert "/pictures/" not in client.get(article.path).content.decode()

    assert send(client_of(reader), photograph()).status_code == 302

    digest = digest_of(reader)
    assert f'src="/pictures/{digest}/96"' in client.get(article.path).content.decode()
    for size in (96, 256):
        answer = client.get(f"/pictures/{digest}/{size}")
        assert answer["Content-Type"] == "image/webp"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert Image.open(BytesIO(answer.content)).size == (size, size)
    assert client.get(f"/pictures/{digest}/512").status_code == 404
    assert client.get(f"/pictures/{'0' * 32}/96").status_code == 404


def test_where_it_was_taken_is_kept_nowhere(newspaper, client_of):
    reader = newspaper.person()
    send(client_of(reader), photograph(exif=with_places()))
    kept = Picture.objects.get(person_id=reader.id)
    for data in (bytes(kept.small), bytes(kept.large)):
        assert b"Acme" not in data
        assert len(Image.open(BytesIO(data)).getexif()) == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("me.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("me.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("me.png", b""),
        ("../../me.png", b"GIF89a/*<script>*/"),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(newspaper, client_of, name, data):
    reader = newspaper.person()
    answer = send(client_of(reader), SimpleUploadedFile(name, data, "image/png"))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_text_in_place_of_the_file_is_refused_too(newspaper, client_of):
    assert client_of(newspaper.person()).post("/me/picture", {"picture": "x"}).status_code == 422


def test_more_may_be_sent_here_than_elsewhere_but_not_without_end(newspaper, client_of):
    client = client_of(newspaper.person())
    large = photograph(quality=90, comment=b"a" * 60_000).read() + bytes(2_000_000)
    assert send(client, SimpleUploadedFile("me.jpg", large)).status_code == 302
    assert send(client, SimpleUploadedFile("me.jpg", bytes(5_050_000))).status_code == 413
    assert send(client, SimpleUploadedFile("me.jpg", bytes(6_000_000))).status_code == 413
    assert client.post("/me/shown", {"shown": "a" * 2_000_000}).status_code == 413


def test_pictures_are_sent_so_often_and_not_more(newspaper, settings, client_of):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"pictures_per_hour": 2})
    reader = newspaper.person()
    broken = SimpleUploadedFile("me.jpg", b"broken")
    assert send(client_of(reader), broken).status_code == 422
    assert send(client_of(reader), photograph()).status_code == 302
    refused = send(client_of(reader), photograph())
    assert refused.status_code == 429
    with pytest.raises(TooMany):
        change_picture(actor=reader, data=photograph().read(), publication_ids=[])


def test_a_picture_is_removed(newspaper, client, client_of):
    article, reader = newspaper.article(), newspaper.person()
    newspaper.comment(newspaper.thread_below(article), "Here I am.", by=reader)
    send(client_of(reader), photograph())
    digest = digest_of(reader)
    client_of(reader).post("/me/picture/remove")
    assert "/pictures/" not in client.get(article.path).content.decode()
    assert client.get(f"/pictures/{digest}/96").status_code == 404
    assert OutboxEvent.objects.filter(name="PictureChanged").count() == 2


def test_a_picture_that_two_people_sent_stays_the_others(newspaper, client, client_of):
    one, other = newspaper.person(), newspaper.person()
    for person in (one, other):
        send(client_of(person), photograph())
    client_of(one).post("/me/picture/remove")
    assert client.get(f"/pictures/{digest_of(other)}/96").status_code == 200


def test_a_hidden_picture_is_on_no_page(newspaper, client, client_of):
    article, reader = newspaper.article(), newspaper.person()
    newspaper.comment(newspaper.thread_below(article), "Here I am.", by=reader)
    send(client_of(reader), photograph())
    client_of(reader).post("/me/shown", {"shown": ["since", "comments", "answers"]})
    assert "/pictures/" not in client.get(article.path).content.decode()
    assert digest_of(reader)
