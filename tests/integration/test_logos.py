"""A publication's logo is made small and transparent, and stands on its pages and no other's."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from belowline.core.refusals import Invalid, NotAllowed
from belowline.newsroom.models import PublicationLogo
from belowline.newsroom.services.logo import remove_logo, set_logo

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(newspaper):
    return newspaper.person(role="administrator")


def _png(size=(900, 200), colour=(10, 60, 30, 0)) -> bytes:
    written = BytesIO()
    image = Image.new("RGBA", size, colour)
    image.paste((200, 30, 30, 255), (0, 0, size[0] // 2, size[1]))
    image.save(written, "PNG")
    return written.getvalue()


def _sent(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("logo.png", data, content_type="image/png")


def test_a_logo_stands_in_place_of_the_name_and_keeps_what_is_see_through(
    client, newspaper, boss, client_of
) -> None:
    assert "/logo/" not in client.get("/").content.decode()
    answer = client_of(boss).post("/desk/look/logo", {"mode": "light", "logo": _sent(_png())})
    assert answer.status_code == 302
    kept = PublicationLogo.objects.get()
    page = client.get("/").content.decode()
    image = f'<img src="/logo/{kept.digest}" alt="The Test" width="234" height="52">'
    assert image in page
    assert "<picture>" not in page
    served = client.get(f"/logo/{kept.digest}")
    assert served["Content-Type"] == "image/webp"
    assert "immutable" in served["Cache-Control"]
    with Image.open(BytesIO(served.content)) as shown:
        assert shown.size == (468, 104)
        assert shown.mode == "RGBA"
        assert shown.getpixel((460, 50))[3] == 0


def test_dark_pages_may_have_a_logo_of_their_own(client, newspaper, boss) -> None:
    set_logo(actor=boss, mode="light", data=_png())
    set_logo(actor=boss, mode="dark", data=_png(colour=(255, 255, 255, 0), size=(400, 100)))
    page = client.get("/").content.decode()
    dark = PublicationLogo.objects.get(mode="dark")
    assert f'<source media="(prefers-color-scheme: dark)" srcset="/logo/{dark.digest}"' in page
    remove_logo(actor=boss, mode="dark")
    assert "<picture>" not in client.get("/").content.decode()
    remove_logo(actor=boss, mode="light")
    assert "/logo/" not in client.get("/").content.decode()


def test_a_logo_is_replaced_and_the_old_one_is_gone(client, newspaper, boss) -> None:
    set_logo(actor=boss, mode="light", data=_png())
    old = PublicationLogo.objects.get().digest
    set_logo(actor=boss, mode="light", data=_png(size=(300, 80)))
    assert PublicationLogo.objects.get().digest != old
    assert client.get(f"/logo/{old}").status_code == 404


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", _png()[:200]]
)
def test_what_is_no_picture_is_refused_beside_the_field(newspaper, boss, client_of, data) -> None:
    with pytest.raises(Invalid):
        set_logo(actor=boss, mode="light", data=data)
    answer = client_of(boss).post("/desk/look/logo", {"mode": "light", "logo": _sent(data)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="refusal"' in page
    assert not PublicationLogo.objects.exists()


def test_only_administrators_set_a_logo(newspaper) -> None:
    with pytest.raises(NotAllowed):
        set_logo(actor=newspaper.person(role="editor"), mode="light", data=_png())
    with pytest.raises(NotAllowed):
        remove_logo(actor=newspaper.person(role="editor"), mode="light")
    assert Client().post("/desk/look/logo").status_code in (302, 403)
