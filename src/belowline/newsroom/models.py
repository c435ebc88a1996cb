"""Publications, their sections and the articles in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from belowline.core.clock import now
from belowline.core.ids import new_id


class Publication(models.Model):
    """One news site: its name, its language and the time zone its dates are shown in.

    `base_url` opens its absolute addresses; empty: the installation's own (BELOWLINE_SITE_URL).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    base_url = models.CharField(max_length=300, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=20, default="en")
    founded_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "publication"

    def __str__(self) -> str:
        return self.name


class PublicationHost(models.Model):
    """A host name, in small letters, at which a publication is asked; each leads to one only."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="hosts")
    name = models.CharField(max_length=253, unique=True)

    class Meta:
        db_table = "publication_host"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name=Lower("name")), name="host_in_small_letters")
        ]

    def __str__(self) -> str:
        return self.name


class PublicationOrigin(models.Model):
    """An origin, in small letters, whose pages may ask the API in readers' names, or show this
    site's pages in a frame. Those of the settings are written anew at every start.
    """

    class Source(models.TextChoices):
        """Who has listed it."""

        SETTINGS = "settings"
        COMMAND = "command"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="origins")
    origin = models.CharField(max_length=300)
    may_call = models.BooleanField(default=False)
    may_frame = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        db_table = "publication_origin"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "origin", "source"], name="origin_once"),
            models.CheckConstraint(
                condition=Q(origin=Lower("origin")), name="origin_in_small_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.origin


class Section(models.Model):
    """A part of a publication, such as Politics."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=60, allow_unicode=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "section"
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "slug"], name="section_slug_once")
        ]

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """An article; its text is shown only inside its rights window."""

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
    notice = models.TextField(blank=True)
    published_at = models.DateTimeField()
    licence_ends_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "article"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "slug"], name="article_slug_once"),
            models.UniqueConstraint(
                fields=["publication", "url"],
                condition=~Q(url=""),
                name="article_url_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["publication", "-published_at"], name="article_newest"),
            models.Index(fields=["section", "-published_at"], name="article_newest_in_section"),
        ]

    def __str__(self) -> str:
        return self.headline
