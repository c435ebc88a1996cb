"""What rules tagged comments with becomes labels that only moderators see."""

from typing import Any, ClassVar

from django.db import migrations
from django.utils.text import slugify

_SHIPPED = (("needs-source", True), ("off-topic", True), ("satire", True), ("tip", False))
_CODE = 16


def label_by_rules(apps: Any, schema_editor: Any) -> None:
    """Gives each tag a label of the rule's publication, and each rule the label's code."""
    versions = apps.get_model("moderation", "RuleVersion").objects.using(
        schema_editor.connection.alias
    )
    codes: dict[int, dict[str, str]] = {}
    for version in versions.select_related("rule__publication").order_by("id"):
        said = version.definition
        tag = said.pop("tag", "")
        said["label"] = ""
        if said.get("action") == "tag":
            said["action"] = "label"
            known = codes.setdefault(version.rule.publication_id, {})
            said["label"] = known.setdefault(tag, _code(tag, known))
        version.save(update_fields=["definition"])
    for publication_id, known in codes.items():
        _add(apps, schema_editor, publication_id, known)
    matches = apps.get_model("moderation", "RuleMatch").objects.using(
        schema_editor.connection.alias
    )
    matches.filter(action="tag").update(action="label")


def _code(tag: str, known: dict[str, str]) -> str:
    taken = {*known.values(), *(code for code, _ in _SHIPPED)}
    plain = slugify(tag)[:_CODE].strip("-")
    return plain if plain and plain not in taken else f"own-{len(known) + 1}"


def _add(apps: Any, schema_editor: Any, publication_id: int, known: dict[str, str]) -> None:
    label = apps.get_model("moderation", "PublicationLabel")
    publications = apps.get_model("newsroom", "Publication").objects
    home = publications.using(schema_editor.connection.alias).get(pk=publication_id).language
    rows = [
        label(publication_id=publication_id, code=code, position=at, is_shown=is_shown)
        for at, (code, is_shown) in enumerate(_SHIPPED, start=1)
    ]
    rows += [
        label(
            publication_id=publication_id,
            code=code,
            position=at,
            names={home: tag},
            is_shown=False,
        )
        for at, (tag, code) in enumerate(known.items(), start=len(_SHIPPED) + 1)
    ]
    label.objects.using(schema_editor.connection.alias).bulk_create(rows)


class Migration(migrations.Migration):
    """Rules say the code of a label; those that they had named are added to the list."""

    dependencies: ClassVar = [("moderation", "0019_labels")]

    operations: ClassVar = [migrations.RunPython(label_by_rules, migrations.RunPython.noop)]
