"""Stories, and what is written of them before and after readers see them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models.picture import Picture
from belowline.newsroom.models.publication import Publication
from belowline.newsroom.models.section import Section


class Article(models.Model):
    """A story; its text is shown only inside its rights window.

    One that is published at a time to come is scheduled; one that was merged leads to another.
    `state_note` is for editors: why it is held. `picture` is the one above the text. `limits` are
    the countries and ways to which its licence is limited, as queries/licence_limits.py keeps them.
    `remains` is what readers still find once the licence has ended or it was taken back.
    `question` is put to readers after so many paragraphs (`question_after`; NULL: two thirds down).
    `related` are the ids of articles that an editor wants beside it, in their order; `twins` those
    of articles of other publications that are the same in another language, by agreement.
    """

    class State(models.TextChoices):
        """Where it stands between the first word and the last reader."""

        DRAFT = "draft"
        PUBLISHED = "published"
        HELD = "held"
        WITHDRAWN = "withdrawn"
        KILLED = "killed"
        MERGED = "merged"

    class Remains(models.TextChoices):
        """What is left of it on the site in the end."""

        DISCUSSION = "discussion"
        HEADLINE = "headline"
        NOTHING = "nothing"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    section = models.ForeignKey(Section, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    url = models.URLField(max_length=2000, blank=True)
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    byline = models.CharField(max_length=200, blank=True)
    copyright = models.CharField(max_length=200, blank=True)
    site_copyright = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True)
    notice = models.TextField(blank=True)
    question = models.CharField(max_length=300, blank=True, db_default="")
    question_after = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=120, blank=True, db_default="")
    state = models.CharField(
        max_length=12, choices=State.choices, default=State.PUBLISHED, db_default=State.PUBLISHED
    )
    state_note = models.CharField(max_length=300, blank=True, db_default="")
    published_at = models.DateTimeField()
    embargo_until = models.DateTimeField(null=True)
    licence_ends_at = models.DateTimeField(null=True)
    remains = models.CharField(
        max_length=12,
        choices=Remains.choices,
        default=Remains.DISCUSSION,
        db_default=Remains.DISCUSSION,
    )
    limits = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    related = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    twins = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    version = models.PositiveIntegerField(default=1, db_default=1)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "article"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "slug"], name="article_slug_once"),
            models.UniqueConstraint(
                fields=["publication", "url"],
                condition=~Q(url=""),
                name="article_url_once",
            ),
            models.CheckConstraint(
                condition=Q(embargo_until=None)
                | ~Q(state="published")
                | Q(published_at__gte=F("embargo_until")),
                name="article_not_before_its_embargo",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["publication", "-published_at", "-id"], name="article_newest"),
            models.Index(
                fields=["section", "-published_at", "-id"], name="article_newest_in_section"
            ),
            models.Index(fields=["publication", "-changed_at", "-id"], name="article_last_changed"),
            models.Index(
                fields=["publication", "state", "-changed_at", "-id"],
                name="article_last_changed_of_state",
            ),
            models.Index(fields=["publication", "licence_ends_at"], name="article_ends"),
        ]

    def __str__(self) -> str:
        return self.headline


SHOWN_STATES = (
    Article.State.PUBLISHED.value,
    Article.State.WITHDRAWN.value,
    Article.State.KILLED.value,
)
"""In which readers find something, once its time has come; what was taken back has ended."""


class ArticleShingles(models.Model):
    """Hashes of the words of a story whose text was deleted, by which copies of it are found.

    As core.markup.word_runs packs them; the words cannot be had back from them.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="shingles"
    )
    packed = models.BinaryField()

    class Meta:
        db_table = "article_shingles"

    def __str__(self) -> str:
        return f"Hashes of {self.article_id}"


class OtherAddress(models.Model):
    """An address elsewhere, in its one spelling, that leads to a story besides its own `url`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    url = models.URLField(max_length=2000)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="other_addresses")

    class Meta:
        db_table = "article_other_address"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "url"], name="other_address_once")
        ]

    def __str__(self) -> str:
        return self.url


class FormerAddress(models.Model):
    """An address at which a story was before; readers who come by it are led to the story."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    section = models.ForeignKey(Section, on_delete=models.CASCADE)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_addresses")

    class Meta:
        db_table = "article_former_address"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "section", "slug"], name="former_address_once"
            )
        ]

    def __str__(self) -> str:
        return self.slug
