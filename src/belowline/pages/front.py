"""The front page of a publication, and of each of its sections."""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string

from belowline.core.languages import spoken
from belowline.discussion.queries.summaries import Highlight
from belowline.network.queries.beside import Network
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.front_pages import FrontView
from belowline.newsroom.queries.publications import PublicationView, SectionView
from belowline.pages.frames import Frames, place
from belowline.pages.kept_parts import ranked, teaser, teasers
from belowline.pages.surveys import survey_on_top

_SECOND = 2
"""How many articles stand large below the first one."""
_FRAMES = Frames(2_000_000)
_PLACES = ("first", "second", "others", "ranked")
"""Where a comment changes the page."""


def render_front(
    publication: PublicationView,
    *,
    section: SectionView | None,
    network: Network,
    front: FrontView,
    articles: Sequence[ArticleCard],
    discussed: Sequence[ArticleCard],
    counts: Mapping[int, int],
    highlights: Mapping[int, Highlight],
) -> bytes:
    """The articles in their order: the first leads, two stand large below it where an editor has
    placed them. Beside them is what is talked about. `counts` are comments, `highlights` what is
    worth showing of the discussions, both by article id. The page as it is sent.
    """
    lead = articles[0] if articles else None
    seconds = max(min(len(front.placed), 1 + _SECOND), 1)
    second, others = articles[1:seconds], articles[seconds:]
    around = {
        "publication": publication,
        "section": section,
        "lead": lead,
        "has_second": bool(second),
        "breaking": front.breaking,
        "after": front.after,
        "network": network,
        "has_discussed": bool(discussed),
    }
    by_the_clock = (lead and lead.shown_picture, survey_on_top(publication))
    return _FRAMES.fill(
        (publication.id, section and section.id, spoken()),
        (*around.values(), *by_the_clock),
        lambda: render_to_string("pages/front.html", _drawn(around, publication, section, front)),
        {
            "first": _lead(lead, publication, counts, highlights),
            "second": teasers(second, publication, counts, highlights).encode(),
            "others": teasers(others, publication, counts, highlights).encode(),
            "ranked": ranked(discussed, publication, counts).encode(),
        },
    )


def _drawn(
    around: Mapping[str, object],
    publication: PublicationView,
    section: SectionView | None,
    front: FrontView,
) -> dict[str, object]:
    path = section.path if section else "/"
    return {
        **around,
        **{name: place(name) for name in _PLACES},
        "section_slug": section.slug if section else "",
        "older": f"{path}?after={front.after}" if section and front.after else "/archive",
        "canonical": publication.base_url + path,
        "back": path,
        "feed": (section.path if section else "") + "/feed",
    }


def _lead(
    card: ArticleCard | None,
    publication: PublicationView,
    counts: Mapping[int, int],
    highlights: Mapping[int, Highlight],
) -> bytes:
    if card is None:
        return b""
    number, said = counts.get(card.id, 0), highlights.get(card.id)
    return teaser(card, publication, number, said, is_first=True).encode()
