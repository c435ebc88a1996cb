"""Markdown in, safe HTML out: once, when something is written."""

from belowline.core.markup.article import render_article
from belowline.core.markup.cleaning import clean_text
from belowline.core.markup.comment import Address, Citation, render_comment
from belowline.core.markup.plain import plain_text

__all__ = ["Address", "Citation", "clean_text", "plain_text", "render_article", "render_comment"]
