"""Markdown in, safe HTML out: once, when something is written."""

from belowline.core.markup.article import render_article
from belowline.core.markup.blank import shows_anything
from belowline.core.markup.cleaning import clean_line, clean_text
from belowline.core.markup.comment import Address, Citation, render_comment
from belowline.core.markup.plain import own_words, plain_text, xml_text

__all__ = [
    "Address",
    "Citation",
    "clean_line",
    "clean_text",
    "own_words",
    "plain_text",
    "render_article",
    "render_comment",
    "shows_anything",
    "xml_text",
]
