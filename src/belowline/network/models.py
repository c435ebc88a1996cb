"""Offers beside articles, how often they were seen, and which sites show one another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Publication


class Offer(models.Model):
    """Something that an editor offers readers: an advertisement, or the publisher's own.

    It is shown from `starts_at` to `ends_at` (NULL: until it is switched off), on the pages of
    these `sections` (their ids; empty: of all) and of these kinds (`places`), about as often as its
    `weight` is among those of the others, and on a day until it was seen `daily_cap` times.
    """

    class Label(models.TextChoices):
        """What is printed above it."""

        ADVERTISEMENT = "advertisement"
        OWN = "own"

    class Place(models.TextChoices):
        """Kinds of pages."""

        FRONT = "front"
        SECTION = "section"
        ARTICLE = "article"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=2000)
    label = models.CharField(max_length=14, choices=Label.choices)
    sections = models.JSONField(default=list)
    places = models.JSONField(default=list)
    weight = models.PositiveSmallIntegerField(default=10)
    daily_cap = models.PositiveIntegerField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    is_on = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "offer"
        indexes: ClassVar = [models.Index(fields=["publication", "is_on"], name="offers_running")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="offer_ends_later"
            )
        ]

    def __str__(self) -> str:
        return self.title


class OfferPicture(models.Model):
    """The picture of an offer, a WebP of some kilobytes; `width` and `height` in CSS pixels."""

    offer = models.OneToOneField(
        Offer, on_delete=models.CASCADE, primary_key=True, related_name="picture"
    )
    digest = models.CharField(max_length=32)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        db_table = "offer_picture"

    def __str__(self) -> str:
        return self.digest


class OfferDay(models.Model):
    """How often an offer was seen and pressed on a day of the publication's."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)
    presses = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "offer_day"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "day"], name="offer_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} on {self.day}"


class SiteLink(models.Model):
    """What a publication says about another one: whether it shows what is talked about there
    (`shows`), and whether the other may show what is talked about here (`is_shown`).
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    shows = models.BooleanField(default=False)
    is_shown = models.BooleanField(default=False)

    class Meta:
        db_table = "site_link"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "other"], name="site_link_once"),
            models.CheckConstraint(
                condition=~Q(publication=F("other")), name="site_link_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} and {self.other_id}"
