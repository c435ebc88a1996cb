"""Sends a letter: a subject and a text from this room's templates, in somebody's language."""

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils import timezone

from belowline.core.languages import speaking
from belowline.core.mail import Mail, send_mail
from belowline.newsroom.queries.publications import PublicationView


def send_letter(
    letter: str,
    *,
    address: str,
    language: str,
    publication: PublicationView,
    words: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Sends `audience/LETTER.txt` in the publication's name, with what it is about in `words`.

    `path` among them leads to a page of the publication. `headers` are further ones, of our own
    words.
    """
    with speaking(language), timezone.override(publication.zone):
        link = publication.base_url + str(words["path"])
        context = {**words, "link": link, "publication": publication}
        subject = render_to_string(f"audience/{letter}_subject.txt", context)
        text = render_to_string(f"audience/{letter}.txt", context)
    send_mail(
        Mail(
            address=address,
            subject=subject,
            text=text,
            sender=publication.name,
            site=publication.base_url,
            headers=headers or {},
        )
    )
