"""Surveys on pages: the line on top, what stands below an article, and bars of shares."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from belowline.newsroom.queries.articles import ArticleView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.question import in_place
from belowline.surveys.queries.surveys import SurveyView, shown_surveys


def survey_on_top(publication: PublicationView | None) -> SurveyView | None:
    """The survey to which the line on top of the publication's pages leads; None without one."""
    return shown_surveys(publication.id).top if publication else None


def survey_below(publication: PublicationView, article: ArticleView) -> SurveyView | None:
    """The survey below this article; None without one, or where it stands in the text."""
    found = shown_surveys(publication.id).below.get(article.id)
    return None if found is None or _is_inside(found, article) else found


def survey_inside(publication: PublicationView, article: ArticleView) -> SurveyView | None:
    """The survey between two paragraphs of this article; None without one."""
    found = shown_surveys(publication.id).below.get(article.id)
    return found if found is not None and _is_inside(found, article) else None


def with_survey(html: str, survey: SurveyView | None, drawn: str) -> SafeString:
    """The article's HTML with the survey behind its paragraph."""
    if survey is None:
        return SafeString(html)
    return in_place(html, SafeString(drawn), survey.after_paragraph)


def _is_inside(survey: SurveyView, article: ArticleView) -> bool:
    return survey.after_paragraph is not None and bool(article.body_html)


def share_bar(share: float) -> SafeString:
    """A bar as long as the share (0 to 100 per cent); the number stands beside it in words."""
    return format_html(
        '<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="10"/></svg>',
        f"{share:.1f}",
    )
