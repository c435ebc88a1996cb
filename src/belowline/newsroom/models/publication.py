"""Publications, and the addresses that lead to them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from belowline.core.clock import now
from belowline.core.ids import new_id


class Publication(models.Model):
    """One news site: its name, its language and the time zone its dates are shown in.

    `base_url` opens its absolute addresses; empty: the installation's own (BELOWLINE_SITE_URL).
    `look` is what of its look is not standard (newsroom/look). `mail_arrived_at`: when the link of
    a test mail was first opened. `closes_after` (days) and the three after it are the rules with
    which its discussions begin; at `subscribe_url` readers become subscribers. `ai_crawlers`:
    robots.txt lets those in who train models.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    base_url = models.CharField(max_length=300, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=20, default="en")
    look = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    founded_at = models.DateTimeField(default=now)
    mail_arrived_at = models.DateTimeField(null=True)
    closes_after = models.PositiveSmallIntegerField(null=True)
    is_premoderated = models.BooleanField(default=False, db_default=False)
    subscribers_only = models.BooleanField(default=False, db_default=False)
    has_votes = models.BooleanField(default=True, db_default=True)
    subscribe_url = models.CharField(max_length=300, blank=True, db_default="")
    ai_crawlers = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "publication"

    def __str__(self) -> str:
        return self.name


class PublicationLogo(models.Model):
    """A picture that stands in place of the publication's name, a WebP of a few kilobytes."""

    class Mode(models.TextChoices):
        """On which pages."""

        LIGHT = "light"
        DARK = "dark"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="logos")
    mode = models.CharField(max_length=5, choices=Mode.choices)
    digest = models.CharField(max_length=32)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        db_table = "publication_logo"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "mode"], name="one_logo_a_mode")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.mode}"


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
