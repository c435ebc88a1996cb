"""Template tags for dates, avatars and scores, built into every template."""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from belowline.core.markup import plain_text
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.comment_body import render_comment_body
from belowline.pages.login_providers import LoginProvider, publishers_login_url
from belowline.pages.login_providers import login_providers as configured_ways_in

register = template.Library()

_HUES = 12
_FIRST_WORDS = 90
_MINUS = "\N{MINUS SIGN}"


@register.simple_tag(name="datetime", takes_context=True)
def datetime_(context: dict[str, Any], moment: datetime) -> SafeString:
    """The moment as a `time` element, in the publication's zone and the page's language."""
    local = timezone.localtime(moment, context["publication"].zone)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="minutes"),
        f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}",
    )


@register.simple_tag(takes_context=True)
def day(context: dict[str, Any], moment: datetime) -> str:
    """The day of the moment in the publication's zone and the page's language."""
    return date_format(timezone.localtime(moment, context["publication"].zone), "DATE_FORMAT")


@register.simple_tag(takes_context=True)
def month(context: dict[str, Any], moment: datetime) -> str:
    """The month of the moment in the publication's zone and language."""
    return date_format(timezone.localtime(moment, context["publication"].zone), "YEAR_MONTH_FORMAT")


@register.filter
def initials(name: str) -> str:
    """One or two letters for the drawn avatar."""
    words = [word for word in name.replace("_", " ").replace("-", " ").split() if word[0].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return name[:2].upper()


@register.filter
def hue(name: str) -> int:
    """The number of the avatar's colour, the same for the same name everywhere."""
    return blake2b(name.encode(), digest_size=2).digest()[0] % _HUES


@register.filter
def signed(number: int) -> str:
    """A score with its sign, a true minus among them: +17, 0, −1."""
    if number == 0:
        return "0"
    figure = number_format(abs(number), force_grouping=True)
    return f"+{figure}" if number > 0 else f"{_MINUS}{figure}"


@register.simple_tag(takes_context=True)
def comment_body(context: dict[str, Any], comment: CommentView) -> SafeString:
    """A comment's header, text and actions."""
    page = context.get("page")
    return render_comment_body(
        comment,
        publication=context["publication"],
        on_page=context["on_page"],
        flat=page is not None and page.flat,
    )


@register.filter
def item(numbers: Mapping[int, int], key: int) -> int:
    """The number kept under the key, or 0."""
    return numbers.get(key, 0)


@register.filter
def code_spans(text: str) -> SafeString:
    """The text, escaped, with what stands between backticks as code."""
    return SafeString(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))


@register.filter
def words(html: str) -> str:
    """The first words of a comment, without what it quotes."""
    own = re.sub(r"<blockquote>.*?</blockquote>", "", html, flags=re.DOTALL)
    text = " ".join(plain_text(own or html).split())
    return text if len(text) <= _FIRST_WORDS else text[: _FIRST_WORDS - 1].rsplit(" ", 1)[0] + "…"


@register.filter
def without_placeholder(field: BoundField) -> SafeString:
    """A form's field without the placeholder that repeats its label."""
    field.field.widget.attrs.pop("placeholder", None)
    return SafeString(field.as_widget())


@register.simple_tag
def publishers_login(publication: PublicationView | None, back: str) -> str:
    """Where a reader logs in at the publisher, to come back to the path `back`; else empty."""
    return publishers_login_url(publication.slug, back) if publication else ""


@register.inclusion_tag("pages/login_providers.html", takes_context=True)
def login_providers(context: dict[str, Any], process: str = "login") -> dict[str, Any]:
    """A button for each account from elsewhere by which one can log in (`process`: or connect)."""
    found: tuple[LoginProvider, ...] = configured_ways_in()
    return {
        "ways": found,
        "process": process,
        "invites": settings.ENVIRONMENT.invite_to_alerts,
        "next": context.get("redirect_field_value") or context.get("back", ""),
    }
