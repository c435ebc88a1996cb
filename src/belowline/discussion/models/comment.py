"""Threads, comments, votes and the graph of who answers whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Article, Publication

IN_PLACE = ~Q(status="held")
"""Comments that have a place among the others: the indexes of all orders hold these and no more."""
MARKED = Q(picked_at__isnull=False) | Q(pinned_at__isnull=False)
"""Comments that an editor has picked or pinned."""


class Thread(models.Model):
    """The discussion below one article; `revision` moves with everything a reader can see.

    From `closes_at` on it is closed to new comments, whatever `comments_open` says. `corrected_at`
    is when the article was last corrected. With `is_premoderated`, comments of readers are held
    until a moderator publishes them; with `subscribers_only` nobody else writes; without
    `has_votes` there are neither buttons nor scores. With `slow_minutes`, a reader waits so long
    between two comments. `closed_for` is the code of the reason for which moderators have closed
    it, if they have. `marked_count` is how many of its comments an editor has picked or pinned,
    `question` the one that its article puts to readers.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="thread")
    comments_open = models.BooleanField(default=True)
    votes_open = models.BooleanField(default=True)
    has_votes = models.BooleanField(default=True, db_default=True)
    is_premoderated = models.BooleanField(default=False, db_default=False)
    subscribers_only = models.BooleanField(default=False, db_default=False)
    slow_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    closing_note = models.CharField(max_length=300, blank=True)
    closed_for = models.CharField(max_length=20, blank=True, default="", db_default="")
    closes_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    comment_count = models.PositiveIntegerField(default=0)
    marked_count = models.PositiveIntegerField(default=0, db_default=0)
    question = models.ForeignKey(
        "Question", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    last_comment_at = models.DateTimeField(null=True)
    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "thread"
        indexes: ClassVar = [
            models.Index(fields=["publication", "-last_comment_at"], name="thread_liveliest"),
        ]

    def __str__(self) -> str:
        return f"Discussion of {self.article_id}"


def _orders(kind: str, which: Q) -> list[models.Index]:
    """An index for each order in which a thread is read."""
    names = {"time": [], "best": ["best"], "answers": ["answers"], "dispute": ["disputed"]}
    return [
        models.Index(fields=["thread", *ranks, "id"], name=f"{kind}_by_{name}", condition=which)
        for name, ranks in names.items()
    ]


class Comment(models.Model):
    """One comment. Its id orders it in the thread; `root` is the top-level comment it is under.

    `version` counts its texts, from 1. `reason` (a code) and `explanation` (a moderator's words)
    are those of the decision that removed it. `labels` are the codes of those that moderators have
    put on it (queries/label_codes.py). `article_runs` are long copies of the article's
    words in `html`, as core.markup.word_runs finds them; NULL: there are none. `picked_at` and
    `pinned_at` say since when it is an editors' pick, and pinned on top of the discussion.
    """

    class Status(models.TextChoices):
        """Its state; services/states.py says which leads to which.

        Held: nobody but its author and the moderators knows of it. Removed by a moderator,
        withdrawn by its author, or erased with its author's account: it keeps its place, and its
        text is not shown.
        """

        PUBLISHED = "published"
        HELD = "held"
        REMOVED = "removed"
        WITHDRAWN = "withdrawn"
        ERASED = "erased"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, db_index=False)
    root = models.ForeignKey("self", on_delete=models.CASCADE, related_name="+", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False
    )
    # What an import knows of an author without an account here, and whether it was worked out.
    author_name = models.CharField(max_length=80, blank=True)
    author_key = models.CharField(max_length=160, blank=True)
    is_recovered = models.BooleanField(default=False)
    import_key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - NULL: not imported
    idempotency_key = models.UUIDField(null=True)
    posted_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    text = models.TextField()
    html = models.TextField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    version = models.IntegerField(default=1, db_default=1)
    reason = models.CharField(max_length=20, blank=True, default="", db_default="")
    explanation = models.CharField(max_length=500, blank=True, default="", db_default="")
    labels = models.CharField(max_length=150, blank=True, default="", db_default="")
    up = models.PositiveIntegerField(default=0)
    down = models.PositiveIntegerField(default=0)
    imported_up = models.PositiveIntegerField(default=0)
    imported_down = models.PositiveIntegerField(default=0)
    best = models.FloatField(default=0.0)
    disputed = models.FloatField(default=0.0)
    article_runs = models.JSONField(null=True)
    answers = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)
    picked_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "comment"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "import_key"], name="comment_imported_once"),
            models.UniqueConstraint(
                fields=["author", "thread", "idempotency_key"],
                condition=Q(idempotency_key__isnull=False),
                name="comment_posted_once",
            ),
        ]
        indexes: ClassVar = [
            *_orders("comment", IN_PLACE),
            *_orders("root", Q(parent__isnull=True) & IN_PLACE),
            models.Index(fields=["root", "id"], name="comment_under_root", condition=IN_PLACE),
            models.Index(
                fields=["publication", "id"], name="comment_held", condition=Q(status="held")
            ),
            models.Index(fields=["thread"], name="comment_marked", condition=MARKED),
            models.Index(fields=["author", "posted_at"], name="comment_by_author"),
            models.Index(fields=["author", "id"], name="comment_of_author"),
            models.Index(
                fields=["thread", "author_key"],
                name="comment_by_imported_name",
                condition=~Q(author_key=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class CommentRevision(models.Model):
    """The text of a comment as it was before an edit, and which version of it that was."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    version = models.IntegerField(db_default=1)
    text = models.TextField()
    replaced_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "comment_revision"

    def __str__(self) -> str:
        return f"{self.comment_id} before {self.replaced_at}"


class Vote(models.Model):
    """One person's vote on one comment: +1 or -1."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, db_index=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False)
    value = models.SmallIntegerField()
    cast_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "vote"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "person"], name="vote_once"),
            models.CheckConstraint(condition=Q(value__in=[1, -1]), name="vote_up_or_down"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "thread"], name="vote_of_person_in_thread"),
            models.Index(fields=["person", "cast_at"], name="vote_of_person_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.value:+d}"


class Answer(models.Model):
    """An edge of the discussion's graph: `source` replies to, quotes or addresses `target`."""

    class Kind(models.TextChoices):
        """How the answer points at what it answers; a reply that also quotes is a reply."""

        REPLY = "reply"
        QUOTE = "quote"
        MENTION = "mention"

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, db_index=False)
    source = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="answering")
    target = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="answered_by")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        db_table = "answer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target"], name="answer_once")
        ]
        indexes: ClassVar = [models.Index(fields=["thread", "source"], name="answer_newest")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Fingerprint(models.Model):
    """A word sequence of a comment's own text; `digest` mixes in the thread.

    While the comment is out of sight, its complement (-1 - `digest`) is kept, which no quote finds.
    """

    digest = models.BigIntegerField(db_index=True)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE)

    class Meta:
        db_table = "fingerprint"

    def __str__(self) -> str:
        return f"{self.digest:x}"
