"""Which articles an editor wants beside an article, as they were typed: one a line."""

from urllib.parse import unquote, urlsplit

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from belowline.core.refusals import Invalid
from belowline.core.web_addresses import host_of, one_spelling
from belowline.newsroom.models import Article
from belowline.newsroom.queries.publications import base_urls, further_hosts

MOST_CHOSEN = 4
_FIELD = "related"
_SHOWN = 80
"""Characters of a line that a sentence repeats."""
_GONE = (Article.State.DRAFT.value, Article.State.KILLED.value, Article.State.MERGED.value)


def chosen_articles(typed: str, *, article: Article) -> list[int]:
    """The ids of the articles that these lines name, by address or by headline, in their order.

    They may be scheduled or on hold: each is shown while readers may see it. Raises Invalid for a
    line that names none or several, for the article itself or a copy of it, and for more lines than
    MOST_CHOSEN.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_CHOSEN:
        raise Invalid(
            gettext("Please choose up to %(n)s articles.") % {"n": MOST_CHOSEN}, field=_FIELD
        )
    found = [_named(line, article) for line in lines]
    for other in found:
        _check(other, article)
    return list(dict.fromkeys(other.pk for other in found))


def _named(line: str, article: Article) -> Article:
    own = Article.objects.filter(publication_id=article.publication_id).exclude(state__in=_GONE)
    is_address = line.startswith(("/", "http://", "https://"))
    rows = _at(line, own, article.publication_id) if is_address else _called(line, own)
    found = list(rows.distinct()[:2])
    shown = {"typed": line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"}
    if not found:
        raise Invalid(
            gettext("There is no article at “%(typed)s”.") % shown
            if is_address
            else gettext("No article has the headline “%(typed)s”.") % shown,
            field=_FIELD,
        )
    if len(found) > 1:
        raise Invalid(
            gettext("Several articles have the headline “%(typed)s”. Please enter the address.")
            % shown,
            field=_FIELD,
        )
    return found[0]


def _at(address: str, own: QuerySet[Article], publication_id: int) -> QuerySet[Article]:
    spelt = one_spelling(address)
    here = one_spelling(base_urls()[publication_id])
    is_ours = address.startswith("/") or spelt.startswith(f"{here}/")
    if not is_ours and host_of(spelt) not in further_hosts(publication_id):
        return own.filter(Q(url=spelt) | Q(other_addresses__url=spelt))
    path = unquote(urlsplit(spelt).path).strip("/")
    section, _, slug = path.partition("/")
    former = Q(former_addresses__section__slug=section, former_addresses__slug=slug)
    now = own.filter(section__slug=section, slug=slug)
    return now if now.exists() else own.filter(former)


def _called(headline: str, own: QuerySet[Article]) -> QuerySet[Article]:
    whole = own.filter(headline__iexact=headline)
    return whole if whole.exists() else own.filter(headline__icontains=headline)


def _check(other: Article, article: Article) -> None:
    if other.pk == article.pk:
        raise Invalid(gettext("An article can’t be related to itself."), field=_FIELD)
    if other.headline == article.headline and other.body and other.body == article.body:
        raise Invalid(
            gettext("“%(headline)s” is a copy of this article.") % {"headline": other.headline},
            field=_FIELD,
        )
