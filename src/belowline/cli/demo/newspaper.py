"""Writes the demo's newspapers into the database, through the services that everybody uses."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Protocol, cast
from urllib.parse import urlsplit
from zlib import crc32

import click
from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from belowline.accounts.queries.people import Actor, actor, person_id_by_email
from belowline.accounts.services.badges import set_badges
from belowline.accounts.services.pictures import change_picture
from belowline.accounts.services.registration import grant, register
from belowline.accounts.services.second_factor import renew_recovery_codes
from belowline.cli.demo.desk import fill_desk
from belowline.cli.demo.illustrations import drawn
from belowline.cli.demo.moderation import moderate
from belowline.cli.demo.newsletters import write_to_readers
from belowline.cli.demo.script import PAPERS, ZONE, Paper, Piece, Reader, pieces, readers
from belowline.cli.demo.surroundings import link, offer, order
from belowline.cli.demo.surveys import ask
from belowline.cli.demo.wire import receive
from belowline.core.clock import now
from belowline.discussion.services.imports import ImportedComment, import_comments
from belowline.discussion.services.questions import put_question
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.queries.articles import article_at
from belowline.newsroom.queries.publications import PublicationView, publication_by_slug
from belowline.newsroom.services.addresses import set_base_url
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section

PASSWORD = "harbour-lights"  # noqa: S105 - printed on purpose: the demo's door is open
_TO_TRY = {
    "Reader": "tidewatcher",
    "Moderator": "Mika Tan",
    "Editor": "Tom Varga",
    "Administrator": "Nora Lind",
}


class _Drawing(Protocol):
    def portrait(self, name: str) -> bytes: ...


def publish_newspapers() -> None:
    """Writes whatever of the newspapers is missing; leaves everything else as it is."""
    administrators = {}
    for paper in PAPERS:
        is_new = publication_by_slug(paper.slug) is None
        people = _publish_paper(paper)
        publication_id = _publication(paper)
        editor = _actor(people[paper.desk[1]], publication_id)
        offer(paper, editor)
        ask(paper, editor)
        order(editor)
        if is_new:  # what was decided since is nobody's to do again
            receive(paper)
            write_to_readers(paper, editor)
            fill_desk(paper, partial(_named, people, publication_id))
        chief = people.get(_TO_TRY["Administrator"], people[paper.desk[1]])
        administrators[_base_url(paper) or settings.SITE_URL] = _actor(chief, publication_id)
    link(administrators)


def paper_addresses() -> Iterator[tuple[str, str]]:
    """The name and the address of each newspaper."""
    for paper in PAPERS:
        yield paper.name, _base_url(paper) or settings.SITE_URL


def _publish_paper(paper: Paper) -> Mapping[str, int]:
    publication_id = _publication(paper)
    people = _people(paper, publication_id)
    sections = [ensure_section(publication_id=publication_id, name=name) for name in paper.sections]
    todo = list(pieces(paper, now()))
    with click.progressbar(todo, label=paper.name) as bar:
        for piece in bar:
            section_id = _section_of(paper, piece, sections)
            if not _is_there(paper, piece):
                editor = _actor(people[paper.desk[1]], publication_id)
                picture_id = drawn(piece.drawing, editor) if piece.drawing else None
                with transaction.atomic():
                    _publish(paper, publication_id, section_id, piece, people, picture_id)
    return people


def _section_of(paper: Paper, piece: Piece, sections: Sequence[int]) -> int:
    return sections[[name.lower() for name in paper.sections].index(piece.section)]


def _is_there(paper: Paper, piece: Piece) -> bool:
    publication = publication_by_slug(paper.slug)
    section = publication.section(piece.section) if publication else None
    if publication is None or section is None:
        return False
    found = article_at(publication_id=publication.id, section=section, slug=piece.slug)
    return found is not None


def accounts() -> Iterator[tuple[str, str]]:
    """What each account that one can log in to is, and its address."""
    for role, name in _TO_TRY.items():
        yield role, _address(name)


def second_steps() -> Iterator[tuple[str, list[str]]]:
    """New codes for the second step of each account that needs one, by its address."""
    for role, address in accounts():
        person_id = person_id_by_email(address)
        if person_id and role != "Reader":
            yield address, renew_recovery_codes(person_id=person_id)[:3]


def _publication(paper: Paper) -> int:
    known = publication_by_slug(paper.slug)
    if known is not None:
        _follow_the_port(known, _base_url(paper))
        return known.id
    return create_publication(
        slug=paper.slug,
        name=paper.name,
        time_zone=str(ZONE),
        language=paper.language,
        tagline=paper.tagline,
        owner=paper.owner,
        base_url=_base_url(paper),
    )


def _follow_the_port(known: PublicationView, address: str) -> None:
    """Has links lead to where the demo listens this time, where its address is still its own."""
    is_own = urlsplit(known.base_url).hostname == urlsplit(address).hostname
    if is_own and known.base_url != address:
        set_base_url(publication_id=known.id, url=address)


def _base_url(paper: Paper) -> str:
    """Browsers look for every name below `localhost` on their own machine (RFC 6761, 6.3)."""
    site = urlsplit(settings.SITE_URL)
    port = f":{site.port}" if site.port else ""
    return f"{site.scheme}://{paper.host}.localhost{port}" if paper.host else ""


def _people(paper: Paper, publication_id: int) -> dict[str, int]:
    """Everybody's account by name; only those that one can log in to have a password."""
    people: dict[str, int] = {}
    writing = readers(paper, now())
    for reader in writing:
        known = person_id_by_email(_address(reader.address or reader.name))
        people[reader.name] = known or _join(reader, publication_id)
        if reader.role:
            grant(person_id=people[reader.name], publication_id=publication_id, role=reader.role)
    moderator = _actor(people[paper.desk[0]], publication_id)
    for reader in writing:
        if reader.badges or reader.is_trusted:
            set_badges(
                actor=moderator,
                person_id=people[reader.name],
                kinds=reader.badges,
                is_trusted=reader.is_trusted,
            )
    return people


def _join(reader: Reader, publication_id: int) -> int:
    """Makes the account; the staff and every third reader have a picture."""
    person_id = register(
        email=_address(reader.address or reader.name),
        name=reader.name,
        password=PASSWORD if reader.name in _TO_TRY.values() else None,
        joined_at=reader.joined_at,
    )
    if reader.role or crc32(reader.name.encode()) % 3 == 0:
        drawing = cast("_Drawing", import_module("belowline.cli.demo.portraits"))
        change_picture(
            actor=_actor(person_id, publication_id),
            data=drawing.portrait(reader.name),
            publication_ids=[publication_id],
        )
    return person_id


def _address(name: str) -> str:
    return f"{slugify(name)}@example.org"


def _publish(
    paper: Paper,
    publication_id: int,
    section_id: int,
    piece: Piece,
    people: Mapping[str, int],
    picture_id: int | None,
) -> None:
    article_id = publish_article(
        publication_id=publication_id,
        section_id=section_id,
        slug=piece.slug,
        headline=piece.headline,
        standfirst=piece.standfirst,
        byline=piece.byline,
        body=piece.body,
        copyright_line=piece.copyright_line,
        published_at=min(piece.published_at, now()),
        licence_ends_at=piece.licence_ends_at,
        picture_id=picture_id,
        question=piece.question,
    )
    thread_id = open_thread(article_id=article_id, publication_id=publication_id)
    for _ in import_comments(thread_id=thread_id, comments=_comments(piece, people)):
        pass
    put_question(thread_id=thread_id, publication_id=publication_id, text=piece.question)
    moderator, editor = (_actor(people[name], publication_id) for name in paper.desk)
    authors = {line.by: _actor(people[line.by], publication_id) for line in piece.lines}
    moderate(thread_id, piece, authors, moderator=moderator, editor=editor)


def _comments(piece: Piece, people: Mapping[str, int]) -> Iterator[ImportedComment]:
    for line in piece.lines:
        posted_at = min(line.posted_at, now())
        yield ImportedComment(
            key=line.key,
            text=line.text,
            moment=posted_at,
            posted_at=posted_at,
            author_name=line.by,
            author_id=people[line.by],
            up=line.up,
            down=line.down,
            parent_key=line.to,
        )


def _named(people: Mapping[str, int], publication_id: int, name: str) -> Actor:
    return _actor(people[name], publication_id)


def _actor(person_id: int, publication_id: int) -> Actor:
    found = actor(person_id=person_id, publication_id=publication_id)
    if found is None:
        raise click.ClickException("An account of the demo is closed. Try --reset.")
    return found
