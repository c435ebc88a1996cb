"""Profiles: pictures, what is shown of whom, mutes and blocks, and names told apart by their look."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

import belowline.core.clock
from belowline.accounts.queries.names import casefold_key, confusable_key
from belowline.core.ids import encode

_AT_ONCE = 1000


def recompute_names(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Gives everybody the keys that names are compared by now.

    Where two names that were different before look alike, both people keep the name that is shown
    and the account that was there first keeps the key. The other's key gets the account's id behind
    a sign that no name has: it is unique, nobody new can take either name, and the next change of
    name makes it a plain one.
    """
    people = apps.get_model("accounts", "Person").objects.using(editor.connection.alias)
    keys: set[str] = set()
    looks: set[str] = set()
    _set_aside(people)
    rows = people.order_by("joined_at", "pk").only("name")
    for person in rows.iterator(chunk_size=_AT_ONCE):
        key = _free(casefold_key(person.name), keys, person.pk)
        look = _free(confusable_key(person.name), looks, person.pk)
        people.filter(pk=person.pk).update(name_key=key, name_look=look)


def _set_aside(people: Any) -> None:
    """Makes room: an old key may be what is to be somebody else's new one."""
    people.update(name_key=Concat(Value("#"), Cast("pk", CharField())))


def _free(wanted: str, taken: set[str], person_id: int) -> str:
    free = f"{wanted[:240]}#{encode(person_id)}" if wanted in taken else wanted[:255]
    taken.add(free)
    return free


class Migration(migrations.Migration):
    """What people show of themselves, and what they want less of."""

    dependencies: ClassVar = [
        ("accounts", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(db_index=True, max_length=32)),
                ("small", models.BinaryField()),
                ("large", models.BinaryField()),
            ],
            options={
                "db_table": "picture",
            },
        ),
        migrations.AddField(
            model_name="person",
            name="name_look",
            field=models.CharField(default="", max_length=255),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="person",
            name="picture",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="person",
            name="renamed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="shows_answers",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="person",
            name="shows_comments",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="person",
            name="shows_picture",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="person",
            name="shows_since",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="person",
            name="name_key",
            field=models.CharField(max_length=255, unique=True),
        ),
        migrations.RunPython(recompute_names, migrations.RunPython.noop, elidable=False),
        migrations.AlterField(
            model_name="person",
            name="name_look",
            field=models.CharField(max_length=255, unique=True),
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "block",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "other"), name="blocked_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "mute",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "other"), name="muted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PictureAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tried_at", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "picture_attempt",
                "indexes": [models.Index(fields=["person", "tried_at"], name="picture_attempts")],
            },
        ),
    ]
