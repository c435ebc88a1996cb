"""Names and addresses are compared without what is not seen; domains in one spelling."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belowline.accounts.queries.names import casefold_key, confusable_key
from belowline.core.ids import encode
from belowline.core.mail_addresses import one_spelling

_AT_ONCE = 1000
_KEYS = {"casefold_key": casefold_key, "confusable_key": confusable_key}


def recompute_names(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Gives everybody the keys that names are compared by now, as accounts.0002 did.

    Where two names that were different before look alike, both people keep the name that is shown,
    the account that was there first has the key, and the other's gets its id behind a sign that no
    name has.
    """
    people = apps.get_model("accounts", "Person").objects.using(editor.connection.alias)
    taken: dict[str, set[str]] = {field: set() for field in _KEYS}
    changed: dict[int, dict[str, str]] = {}
    rows = people.order_by("joined_at", "pk").values("pk", "name", *_KEYS)
    for row in rows.iterator(chunk_size=_AT_ONCE):
        keys = {
            field: _free(key(row["name"]), taken[field], row["pk"]) for field, key in _KEYS.items()
        }
        if any(row[field] != keys[field] for field in _KEYS):
            changed[row["pk"]] = keys
    for number in changed:
        # Makes room: an old key may be what is to be somebody else's new one.
        people.filter(pk=number).update(**dict.fromkeys(_KEYS, f"#{number}"))
    for number, keys in changed.items():
        people.filter(pk=number).update(**keys)


def respell_addresses(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Spells every address in the one way, where nobody else has that spelling already.

    Two accounts of one mailbox stay two: the other is still found by the spelling that it has.
    """
    alias = editor.connection.alias
    people = apps.get_model("accounts", "Person").objects.using(alias)
    kept = apps.get_model("account", "EmailAddress").objects.using(alias)
    told = apps.get_model("accounts", "PublisherAccount").objects.using(alias)
    owners: dict[str, set[int]] = {}
    for email, person_id in kept.values_list("email", "user_id"):
        owners.setdefault(email, set()).add(person_id)
    for email, person_id in people.exclude(email=None).values_list("email", "pk"):
        owners.setdefault(email, set()).add(person_id)
    confirmed = set(kept.filter(verified=True).values_list("email", flat=True))
    for email in sorted(owners, key=lambda each: (each not in confirmed, each)):
        spelled = one_spelling(email)
        if spelled == email or spelled in owners:
            continue
        owners[spelled] = owners[email]
        kept.filter(email=email).update(email=spelled)
        people.filter(email=email).update(email=spelled)
    for email in set(told.exclude(email="").values_list("email", flat=True)):
        if (spelled := one_spelling(email)) != email:
            told.filter(email=email).update(email=spelled)


def _free(wanted: str, taken: set[str], person_id: int) -> str:
    free = f"{wanted[:240]}#{encode(person_id)}" if wanted in taken else wanted[:255]
    taken.add(free)
    return free


class Migration(migrations.Migration):
    """What is compared is compared as it looks."""

    dependencies: ClassVar = [
        ("accounts", "0007_pictures_are_counted"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations: ClassVar = [
        migrations.RunPython(recompute_names, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(respell_addresses, migrations.RunPython.noop, elidable=False),
    ]
