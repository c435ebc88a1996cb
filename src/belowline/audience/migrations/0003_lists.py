"""Newsletters, who is on them with the proof of it; whoever said yes to the alerts is on theirs."""

from functools import partial

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import belowline.core.clock
import belowline.core.ids


def carry_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Puts whoever said yes last on the list of the news alerts, with the words they said it to."""
    alias = schema_editor.connection.alias
    audience = partial(apps.get_model, "audience")
    newest = {
        (it.publication_id, it.person_id): it
        for it in audience("Consent").objects.using(alias).select_related("person").order_by("id")
    }
    for (publication_id, _), consent in newest.items():
        if not consent.wanted or not consent.person.email or not consent.person.is_active:
            continue
        alerts, _ = (
            audience("MailingList")
            .objects.using(alias)
            .get_or_create(
                publication_id=publication_id, kind="alerts", defaults={"name": "News alerts"}
            )
        )
        made, is_new = (
            audience("Subscription")
            .objects.using(alias)
            .get_or_create(
                mailing_list=alerts,
                address=consent.person.email,
                defaults={
                    "publication_id": publication_id,
                    "language": consent.language,
                    "state": "confirmed",
                    "changed_at": consent.given_at,
                },
            )
        )
        if is_new:
            audience("SubscriptionProof").objects.using(alias).create(
                subscription=made,
                act="confirmed",
                way=consent.asked_by,
                wording=consent.wording,
                language=consent.language,
                happened_at=consent.given_at,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0002_notifications"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailingList",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                ("section_id", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("alerts", "Alerts"), ("newsletter", "Newsletter")], max_length=12
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("description", models.CharField(blank=True, max_length=200)),
                ("is_open", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "mailing_list",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "alerts")),
                        fields=("publication_id",),
                        name="alerts_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                ("address", models.CharField(max_length=254)),
                ("language", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("confirmed", "Confirmed"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("mailed_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "mailing_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="audience.mailinglist",
                    ),
                ),
            ],
            options={
                "db_table": "subscription",
            },
        ),
        migrations.CreateModel(
            name="SubscriptionProof",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("confirmed", "Confirmed"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("way", models.CharField(max_length=20)),
                ("wording", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("network", models.CharField(blank=True, max_length=45)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("happened_at", models.DateTimeField(default=belowline.core.clock.now)),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proofs",
                        to="audience.subscription",
                    ),
                ),
            ],
            options={
                "db_table": "subscription_proof",
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                ("digest", models.CharField(max_length=32)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("bounced", "Bounced"),
                            ("complained", "Complained"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "suppression",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication_id", "digest"), name="suppressed_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                fields=["publication_id", "address"], name="subscription_by_address"
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                fields=["mailing_list", "state", "id"], name="subscription_by_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                fields=("mailing_list", "address"), name="on_a_list_once"
            ),
        ),
        migrations.AddIndex(
            model_name="subscriptionproof",
            index=models.Index(fields=["subscription", "id"], name="proof_by_order"),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
