"""Reads a discussion out of a page that somebody saved from a browser, as text or as HTML."""

from belowline.transfer.saved_page.markdown import markdown_text
from belowline.transfer.saved_page.page import NotASavedPage, SavedComment, SavedPage
from belowline.transfer.saved_page.parsing import read

__all__ = ["NotASavedPage", "SavedComment", "SavedPage", "markdown_text", "read"]
