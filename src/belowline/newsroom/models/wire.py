"""Feeds that bring articles, and what has come by them."""

from typing import ClassVar

from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models.article import Article
from belowline.newsroom.models.picture import Picture
from belowline.newsroom.models.publication import Publication
from belowline.newsroom.models.section import Section


class Feed(models.Model):
    """Where a provider's items come from: an address, or a folder of this machine.

    `contract` is what is agreed with the provider, and `phrases` what its phrases mean, as
    wire.Contract and wire.Meaning have it. `failure` says why the last time did not work.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    section = models.ForeignKey(Section, on_delete=models.PROTECT)
    name = models.SlugField(max_length=60)
    address = models.CharField(max_length=2000)
    contract = models.JSONField(null=True)
    phrases = models.JSONField(default=dict)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "feed"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "name"], name="feed_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class WireEntry(models.Model):
    """One item of a feed, in its newest version, as it waits for an editor or was decided upon.

    `words` are the fields that an article made of it begins with; `holds` are sentences for an
    editor, as wire.sentences keeps them. An item that could not be read has a sentence and no
    words. `is_clear` if nothing about its rights has to be decided before it is published.
    """

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        LEFT = "left"
        KILLED = "killed"
        SET_ASIDE = "set_aside"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    guid = models.CharField(max_length=500)
    version = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    headline = models.CharField(max_length=300, blank=True)
    words = models.JSONField(default=dict)
    holds = models.JSONField(default=list)
    editor_note = models.TextField(blank=True)
    is_clear = models.BooleanField(default=False, db_default=False)
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True)
    came_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "wire_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "guid"], name="wire_entry_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["publication", "state", "-came_at"], name="wire_entry_newest")
        ]

    def __str__(self) -> str:
        return self.headline or self.guid


class EntryPicture(models.Model):
    """A picture that an item of a feed names, in the order of the item: its address, or the name of
    a file beside the item, what the item says of it, and the item's rights.

    `picture` is there once it has come. `fault` is a sentence as wire.sentences keeps it; without
    `tried_at` it is tried again.
    """

    entry = models.ForeignKey(WireEntry, on_delete=models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=2000)
    alt = models.CharField(max_length=1000, blank=True)
    caption = models.CharField(max_length=2000, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    usable_from = models.DateTimeField(null=True)
    usable_until = models.DateTimeField(null=True)
    limits = models.JSONField(default=dict)
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True)
    fault = models.JSONField(default=str)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "wire_entry_picture"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "place"], name="wire_entry_picture_once")
        ]

    def __str__(self) -> str:
        return self.address
