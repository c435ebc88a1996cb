"""What the story page is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.marks import Marked
from belowline.discussion.queries.pages import ThreadPage
from belowline.discussion.queries.quoted import QuotedComment
from belowline.discussion.queries.threads import ThreadView
from belowline.moderation.queries.incidents import IncidentView
from belowline.network.queries.beside import Network
from belowline.newsroom.queries.articles import ArticleCard, ArticleView
from belowline.newsroom.queries.publications import PublicationView
from belowline.newsroom.queries.twins import Alternate


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the page shows; `counts` are comments by article id. `network` is
    what stands beside it besides. `marked` stands on
    top of the discussion, `highlight` in the middle of the article;
    `quoted` are the comments that the article has in its text, by ref; `alternates` is where it is
    in which language; `incident` is what goes on below it. `changes_at` is when any of this becomes
    untrue by the clock alone.
    """

    publication: PublicationView
    article: ArticleView
    thread: ThreadView
    page: ThreadPage
    marked: Marked
    related: Sequence[ArticleCard]
    discussed: Sequence[ArticleCard]
    counts: Mapping[int, int]
    network: Network
    highlight: CommentView | None = None
    quoted: Mapping[str, QuotedComment] = field(default_factory=dict)
    alternates: Sequence[Alternate] = ()
    incident: IncidentView | None = None
    changes_at: datetime | None = None
