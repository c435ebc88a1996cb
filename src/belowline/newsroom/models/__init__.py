"""The tables of the newsroom."""

from belowline.newsroom.models.article import (
    SHOWN_STATES,
    Article,
    ArticleShingles,
    FormerAddress,
    OtherAddress,
)
from belowline.newsroom.models.article_author import ArticleAuthor
from belowline.newsroom.models.article_draft import ArticleDraft, ArticleEditor
from belowline.newsroom.models.article_reads import ArticleReads
from belowline.newsroom.models.article_twin import ArticleTwin
from belowline.newsroom.models.article_version import ArticleNotice, ArticleVersion
from belowline.newsroom.models.front_page import FrontPage, FrontPlace
from belowline.newsroom.models.hub_ping import HubPing
from belowline.newsroom.models.picture import Picture
from belowline.newsroom.models.picture_use import PictureUse
from belowline.newsroom.models.publication import (
    Publication,
    PublicationHost,
    PublicationLogo,
    PublicationOrigin,
)
from belowline.newsroom.models.section import Section
from belowline.newsroom.models.set_up_code import SetUpCode
from belowline.newsroom.models.wire import EntryPicture, Feed, WireEntry

__all__ = [
    "SHOWN_STATES",
    "Article",
    "ArticleAuthor",
    "ArticleDraft",
    "ArticleEditor",
    "ArticleNotice",
    "ArticleReads",
    "ArticleShingles",
    "ArticleTwin",
    "ArticleVersion",
    "EntryPicture",
    "Feed",
    "FormerAddress",
    "FrontPage",
    "FrontPlace",
    "HubPing",
    "OtherAddress",
    "Picture",
    "PictureUse",
    "Publication",
    "PublicationHost",
    "PublicationLogo",
    "PublicationOrigin",
    "Section",
    "SetUpCode",
    "WireEntry",
]
