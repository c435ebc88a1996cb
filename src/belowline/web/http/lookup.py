"""Finds what an address names, within the publication that was asked."""

from collections.abc import Collection
from urllib.parse import unquote

from django.utils.translation import gettext

from belowline.accounts.queries.profiles import Profile, profile
from belowline.core.refusals import NotFound
from belowline.core.web_addresses import one_path, one_spelling
from belowline.discussion.queries.comments import (
    CommentView,
    comment,
    comment_with_hidden_text,
)
from belowline.discussion.queries.threads import ThreadView, thread
from belowline.newsroom.queries.article_addresses import (
    article_ids_by_path,
    article_ids_by_url,
    moved_to,
)
from belowline.newsroom.queries.articles import (
    ArticleView,
    article_at,
    article_by_url,
)
from belowline.newsroom.queries.publications import PublicationView, SectionView
from belowline.web.http.visit import Visit, id_from


def thread_at(visit: Visit, ref: str) -> ThreadView:
    """The thread, if it belongs to the publication that is asked. Raises NotFound."""
    found = thread(id_from(ref))
    if found is None or found.publication_id != visit.publication.id:
        raise NotFound(gettext("This discussion does not exist."))
    return found


def comment_at(visit: Visit, ref: str) -> CommentView:
    """The comment as readers see it, if it belongs to the publication that is asked, and they may
    see the discussion. Raises NotFound.
    """
    found = _of_publication(visit, comment(id_from(ref)))
    thread_at(visit, found.thread_ref)
    return found


def own_comment_at(visit: Visit, ref: str) -> CommentView:
    """The same, with its text whatever its state where it is the viewer's own. Raises NotFound."""
    found = comment_with_hidden_text(id_from(ref)) if visit.viewer else None
    if found is None or found.author_id != visit.actor.id:
        return comment_at(visit, ref)
    return _of_publication(visit, found)


def comment_at_desk(visit: Visit, ref: str) -> CommentView:
    """The comment with its text whatever its state, for moderators of the publication that is
    asked. Raises NotFound.
    """
    found = comment_with_hidden_text(id_from(ref)) if visit.actor.moderates else None
    return _of_publication(visit, found)


def profile_at(visit: Visit, ref: str) -> Profile:
    """The reader's profile. Raises NotFound."""
    found = profile(person_id=id_from(ref), publication_id=visit.publication.id)
    if found is None:
        raise NotFound(gettext("No reader found at this address."))
    return found


def article_for(visit: Visit, url: str) -> ArticleView | None:
    """The article at this address, be it this site's own or the one that it was kept for."""
    publication = visit.publication
    path = _own_path(visit, url)
    if path is None:
        return article_by_url(publication_id=publication.id, url=url)
    section_slug, slug = path[1:].split("/")
    return _article_at(publication, section_slug, slug)


def article_ids_for(visit: Visit, urls: Collection[str]) -> dict[str, int]:
    """The ids of the articles at these addresses, in two queries however many there are."""
    publication_id = visit.publication.id
    own = {url: path for url in urls if (path := _own_path(visit, url))}
    by_path = article_ids_by_path(publication_id=publication_id, paths=set(own.values()))
    elsewhere = [url for url in urls if url not in own]
    by_url = article_ids_by_url(publication_id=publication_id, urls=elsewhere)
    return by_url | {url: by_path[path] for url, path in own.items() if path in by_path}


def section_at(publication: PublicationView, slug: str) -> SectionView:
    """The section with this address. Raises NotFound."""
    part = publication.section(slug)
    if part is None:
        raise NotFound(gettext("There is no page at this address."))
    return part


def story_at(publication: PublicationView, section_slug: str, slug: str) -> ArticleView:
    """The article at this address. Raises NotFound."""
    article = _article_at(publication, section_slug, slug)
    if article is None:
        raise NotFound(gettext("There is no article at this address."))
    return article


def moved_story(publication: PublicationView, section_slug: str, slug: str) -> str | None:
    """Where the story is now that was at this address before; None where there was none."""
    part = publication.section(section_slug)
    if part is None:
        return None
    return moved_to(publication_id=publication.id, section=part, slug=slug)


def _article_at(publication: PublicationView, section_slug: str, slug: str) -> ArticleView | None:
    part = publication.section(section_slug)
    if part is None:
        return None
    return article_at(publication_id=publication.id, section=part, slug=slug)


def _of_publication(visit: Visit, found: CommentView | None) -> CommentView:
    if found is None or found.publication_id != visit.publication.id:
        raise NotFound(gettext("This comment does not exist."))
    return found


def _own_path(visit: Visit, url: str) -> str | None:
    """The path of an article on this very site; None for an address elsewhere."""
    base, told = one_spelling(visit.base_url), one_spelling(url)
    if told.startswith(f"{base}/"):
        own = told.removeprefix(base)
    elif url.startswith("/") and not url.startswith("//"):
        own = one_path(url.partition("#")[0].partition("?")[0])
    else:
        return None
    path = unquote(own.partition("?")[0])
    return path if path.count("/") == 2 else None
