"""The index: for each text the numbers of its words (search/terms.py)."""

from array import array
from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class TermsField(models.Field):  # type: ignore[type-arg]
    """A set of numbers of 32 bits: an array in PostgreSQL, which can be looked into, and packed
    bytes in SQLite, where a table of FTS5 is looked into instead.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The column's type."""
        return "integer[]" if connection.vendor == "postgresql" else "blob"

    def get_db_prep_value(
        self,
        value: Collection[int] | None,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002 - as Django calls it
    ) -> Any:
        """The numbers as the database takes them."""
        del prepared
        if value is None:
            return None
        ordered = sorted(value)
        return ordered if connection.vendor == "postgresql" else array("i", ordered).tobytes()

    def from_db_value(self, value: Any, _expression: Any, connection: Any) -> list[int] | None:
        """The numbers as they were kept."""
        if value is None:
            return None
        if connection.vendor == "postgresql":
            return list(value)
        numbers = array("i")
        numbers.frombytes(bytes(value))
        return numbers.tolist()


class IndexedText(models.Model):
    """What the index has of one text; its id is that of the comment or the article."""

    id = models.BigIntegerField(primary_key=True)
    terms = TermsField()

    class Meta:
        abstract = True


class IndexedComment(IndexedText):
    """A comment in the index, while it is published."""

    class Meta:
        db_table = "search_comment"

    def __str__(self) -> str:
        return f"Words of comment {self.id}"


class IndexedArticle(IndexedText):
    """An article in the index, while it is published."""

    class Meta:
        db_table = "search_article"

    def __str__(self) -> str:
        return f"Words of article {self.id}"


class RelatedArticles(models.Model):
    """The ids of the articles that are the most like this id's, the nearest first."""

    id = models.BigIntegerField(primary_key=True)
    found = models.JSONField(default=list)

    class Meta:
        db_table = "search_related"

    def __str__(self) -> str:
        return f"Related to article {self.id}"


class StaleText(models.Model):
    """Something that changed since it was indexed: a comment, an article, or a whole discussion;
    or an article whose related ones have to be worked out: with those that may have it beside them
    (`RELATED`), or alone (`NEAR`).
    """

    class Kind(models.TextChoices):
        """Of what the id is."""

        COMMENT = "comment"
        ARTICLE = "article"
        THREAD = "thread"
        RELATED = "related"
        NEAR = "near"

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    object_id = models.BigIntegerField()
    event = models.BigIntegerField()

    class Meta:
        db_table = "search_stale"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="stale_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
