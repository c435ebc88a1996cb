"""The language of the pages' templates, Jinja2, with all that it can say in them."""

from functools import cache
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment

from belowline.pages import dates, figures, filters, functions
from belowline.pages.authors import author
from belowline.pages.byline import byline
from belowline.pages.comment_item import comment_item
from belowline.pages.highlight import with_highlight
from belowline.pages.incidents import incident_below
from belowline.pages.kept_parts import beside, link, order_links, ranked, teasers
from belowline.pages.login_providers import offered_logins
from belowline.pages.look import masthead_name, paper, preloaded_fonts
from belowline.pages.question import asked
from belowline.pages.quoted_comments import with_quoted
from belowline.pages.script_words import script_words
from belowline.pages.surveys import (
    share_bar,
    survey_below,
    survey_inside,
    survey_on_top,
    with_survey,
)

_FUNCTIONS = {
    "_": functions.text,
    "asked": asked,
    "author": author,
    "beside": beside,
    "comment_count": functions.comment_count,
    "article_html": figures.article_html,
    "comment_item": comment_item,
    "byline": byline,
    "day": dates.day,
    "day_in_words": dates.day_in_words,
    "lang_attrs": functions.lang_attrs,
    "languages": functions.languages,
    "link": link,
    "masthead_name": masthead_name,
    "month": dates.month,
    "month_in_words": dates.month_in_words,
    "month_name": dates.month_name,
    "offered_logins": offered_logins,
    "order_links": order_links,
    "page_language": functions.page_language,
    "paper": paper,
    "picture_figure": figures.figure,
    "preloaded_fonts": preloaded_fonts,
    "publishers_login": functions.publishers_login,
    "ranked": ranked,
    "script_words": script_words,
    "share_bar": share_bar,
    "static": cache(static),
    "survey_below": survey_below,
    "incident_below": incident_below,
    "survey_inside": survey_inside,
    "survey_on_top": survey_on_top,
    "teasers": teasers,
    "teaser_frame": figures.teaser_frame,
    "thumbnail": figures.thumbnail,
    "time_element": dates.time_element,
    "url": functions.url,
    "with_highlight": with_highlight,
    "with_quoted": with_quoted,
    "with_survey": with_survey,
}
_FILTERS = {
    "cited": filters.cited,
    "closing_reason": filters.closing_reason,
    "code_spans": filters.code_spans,
    "figure": filters.figure,
    "filesizeformat": filesizeformat,
    "first_words": filters.first_words,
    "hue": filters.hue,
    "initials": filters.initials,
    "json_script": json_script,
    "paragraphs": filters.paragraphs,
    "reason": filters.reason,
    "shortened": filters.shortened,
    "signed": filters.signed,
    "unlinked": filters.unlinked,
    "without_placeholder": filters.without_placeholder,
}


def environment(**options: Any) -> Environment:
    """A Jinja2 environment for Django's backend, in which texts are those of the page's language.

    Raises what Jinja2 raises for options that it does not know.
    """
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701 - Django says it
    made.globals.update(_FUNCTIONS)
    made.filters.update(_FILTERS)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    return made
