"""Push messages are encrypted as RFC 8291 says, and signed as RFC 8292 says."""

from base64 import urlsafe_b64decode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from belowline.core.web_push import MOST, authorization, encrypted, is_point, new_key, public_part

_BROWSER_KEY = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)


def _bytes(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


def test_the_example_of_the_rfc_comes_out_as_it_stands_there() -> None:
    """RFC 8291, section 5 and appendix A."""
    scalar = int.from_bytes(_bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    body = encrypted(
        b"When I grow up, I want to be a watermelon",
        browser_key=_bytes(_BROWSER_KEY),
        secret=_bytes("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=_bytes("DGv6ra1nlYgDCS1FRnbzlw"),
        own=ec.derive_private_key(scalar, ec.SECP256R1()),
    )
    assert body == _bytes(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_no_two_messages_are_alike_and_the_longest_fits() -> None:
    given = {"browser_key": _bytes(_BROWSER_KEY), "secret": bytes(16)}
    assert encrypted(b"x", **given) != encrypted(b"x", **given)
    assert len(encrypted(b"x" * MOST, **given)) == 4096
    with pytest.raises(ValueError, match="3993"):
        encrypted(b"x" * (MOST + 1), **given)


@pytest.mark.parametrize("key", [b"", b"\x04" + bytes(64), b"x" * 65, bytes(33)])
def test_what_is_no_point_of_the_curve_is_no_key(key) -> None:
    assert not is_point(key)
    assert is_point(_bytes(_BROWSER_KEY))


def test_the_token_is_for_the_service_of_the_endpoint_alone() -> None:
    private = new_key()
    said = authorization(
        private, endpoint="https://push.example:8443/a/b", contact="mailto:desk@news.example"
    )
    kind, token, key = said.replace("t=", "").replace("k=", "").replace(",", "").split()
    assert (kind, key) == ("vapid", public_part(private))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(key))
    claims = jwt.decode(token, point, algorithms=["ES256"], audience="https://push.example:8443")
    assert claims["sub"] == "mailto:desk@news.example"
