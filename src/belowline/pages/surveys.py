"""Surveys on pages: the line on top, what stands below an article, and bars of shares."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from belowline.newsroom.queries.articles import ArticleView
from belowline.newsroom.queries.publications import PublicationView
from belowline.surveys.queries.surveys import SurveyView, shown_surveys


def survey_on_top(publication: PublicationView | None) -> SurveyView | None:
    """The survey to which the line on top of the publication's pages leads; None without one."""
    return shown_surveys(publication.id).top if publication else None


def survey_below(publication: PublicationView, article: ArticleView) -> SurveyView | None:
    """The survey below this article; None without one."""
    return shown_surveys(publication.id).below.get(article.id)


def share_bar(share: float) -> SafeString:
    """A bar as long as the share (0 to 100 per cent); the number stands beside it in words."""
    return format_html(
        '<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="10"/></svg>',
        f"{share:.1f}",
    )
