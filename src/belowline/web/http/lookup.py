"""Finds what an address names, within the publication that was asked."""

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext

from belowline.accounts.queries.profiles import Profile, profile
from belowline.core.amp_addresses import page_of_amp_copy
from belowline.core.refusals import NotFound
from belowline.core.web_addresses import one_spelling
from belowline.discussion.queries.comments import (
    CommentView,
    comment,
    comment_with_hidden_text,
)
from belowline.discussion.queries.threads import ThreadView, thread
from belowline.newsroom.queries.article_addresses import (
    article_ids_by_path,
    article_ids_by_url,
)
from belowline.newsroom.queries.articles import (
    ArticleView,
    article_at,
    article_by_id,
)
from belowline.newsroom.queries.publications import PublicationView, SectionView, further_hosts
from belowline.web.http.visit import Visit, id_from


def thread_at(visit: Visit, ref: str) -> ThreadView:
    """The thread, if it belongs to the publication that is asked. Raises NotFound."""
    found = thread(publication_id=visit.publication.id, thread_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("This discussion isn’t available."))
    return found


def comment_at(visit: Visit, ref: str) -> CommentView:
    """The comment as readers see it, if it belongs to the publication that is asked, and they may
    see the discussion. Raises NotFound.
    """
    found = _found(comment(publication_id=visit.publication.id, comment_id=id_from(ref)))
    thread_at(visit, found.thread_ref)
    return found


def own_comment_at(visit: Visit, ref: str) -> CommentView:
    """The same, with its text whatever its state where it is the viewer's own. Raises NotFound."""
    found = _with_hidden_text(visit, ref) if visit.viewer else None
    if found is None or found.author_id != visit.actor.id:
        return comment_at(visit, ref)
    return found


def comment_at_desk(visit: Visit, ref: str) -> CommentView:
    """The comment with its text whatever its state, for moderators of the publication that is
    asked. Raises NotFound.
    """
    return _found(_with_hidden_text(visit, ref) if visit.actor.moderates else None)


def profile_at(visit: Visit, ref: str) -> Profile:
    """The reader's profile. Raises NotFound."""
    found = profile(person_id=id_from(ref), publication_id=visit.publication.id)
    if found is None:
        raise NotFound(gettext("No reader found at this address."))
    return found


def article_with(visit: Visit, ref: str) -> ArticleView:
    """The article with this id, if it belongs to the publication that is asked. Raises NotFound."""
    article = article_by_id(publication_id=visit.publication.id, article_id=id_from(ref))
    if article is None:
        raise NotFound(gettext("There is no article at this address."))
    return article


def article_for(visit: Visit, url: str) -> ArticleView | None:
    """The article that this address leads to, be it one of this site or one elsewhere."""
    found = article_ids_for(visit, [url])
    if url not in found:
        return None
    return article_by_id(publication_id=visit.publication.id, article_id=found[url])


def article_ids_for(visit: Visit, urls: Collection[str]) -> dict[str, int]:
    """The ids of the articles that these addresses lead to, in a few queries however many.

    An AMP copy leads where its page does, unless it has an article of its own.
    """
    publication_id = visit.publication.id
    whole = {url: _whole(visit, url) for url in urls}
    pages = {url: page_of_amp_copy(address) for url, address in whole.items()}
    hosts = further_hosts(publication_id)
    asked = {it for it in (*whole.values(), *pages.values()) if it}
    own = {it: path for it in asked if (path := _own_path(visit, it, hosts))}
    by_path = article_ids_by_path(publication_id=publication_id, paths=set(own.values()))
    here = {address: by_path[path] for address, path in own.items() if path in by_path}
    elsewhere = [address for address in whole.values() if address not in here]
    found = article_ids_by_url(publication_id=publication_id, urls=elsewhere) | here
    return {
        url: found.get(address) or found[pages[url] or ""]
        for url, address in whole.items()
        if address in found or pages[url] in found
    }


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


def _article_at(publication: PublicationView, section_slug: str, slug: str) -> ArticleView | None:
    part = publication.section(section_slug)
    if part is None:
        return None
    return article_at(publication_id=publication.id, section=part, slug=slug)


def _with_hidden_text(visit: Visit, ref: str) -> CommentView | None:
    return comment_with_hidden_text(publication_id=visit.publication.id, comment_id=id_from(ref))


def _found(found: CommentView | None) -> CommentView:
    if found is None:
        raise NotFound(gettext("This comment does not exist."))
    return found


def _whole(visit: Visit, url: str) -> str:
    """The address with the site's own host, where it is a path."""
    return visit.base_url + url if url.startswith("/") and not url.startswith("//") else url


def _own_path(visit: Visit, address: str, hosts: Collection[str]) -> str | None:
    """The path of an article on this very site; None for an address elsewhere."""
    spelt = one_spelling(address)
    is_here = spelt.startswith(f"{one_spelling(visit.base_url)}/")
    if not is_here and urlsplit(spelt).hostname not in hosts:
        return None
    path = unquote(urlsplit(spelt).path)
    return path if path.count("/") == 2 else None
