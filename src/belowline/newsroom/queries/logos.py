"""A publication's logos, and the bytes of one."""

from dataclasses import dataclass

from belowline.newsroom.models import PublicationLogo


@dataclass(frozen=True, slots=True)
class LogoView:
    """A logo: the digest of its bytes, and its size in CSS pixels."""

    digest: str
    width: int
    height: int


def logos_of(publication_id: int) -> dict[str, LogoView]:
    """The publication's logos, by the mode of pages that each is for."""
    rows = PublicationLogo.objects.filter(publication_id=publication_id)
    found = rows.values_list("mode", "digest", "width", "height")
    return {mode: LogoView(digest, width, height) for mode, digest, width, height in found}


def logo_bytes(*, publication_id: int, digest: str) -> bytes | None:
    """The logo of the publication with this digest, as WebP; None where it has no such one."""
    rows = PublicationLogo.objects.filter(publication_id=publication_id, digest=digest)
    content = rows.values_list("content", flat=True).first()
    return bytes(content) if content is not None else None
