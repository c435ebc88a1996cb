"""Renders the newsroom's texts."""

from belowline.core.markup.parser import article_parser
from belowline.core.markup.sanitizer import sanitize_article

_parser = article_parser()


def render_article(text: str) -> str:
    """The HTML of an article's Markdown."""
    return sanitize_article(_parser.render(text))
