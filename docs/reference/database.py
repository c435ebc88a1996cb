"""Every table that Belowline keeps."""

from django.apps import apps
from django.db.models import Field

from docs.reference.tables import sentence, table


def page() -> str:
    """The page on tables."""
    models = sorted(
        (model for model in apps.get_models() if model.__module__.startswith("belowline.")),
        key=lambda model: model._meta.db_table,
    )
    parts = [
        "# Tables\n\nSign-in keeps further tables of its own (django-allauth, Django's sessions)."
    ]
    for model in models:
        rows = [
            (f"`{field.column}`", field.get_internal_type(), "yes" if field.null else "")
            for field in model._meta.get_fields()
            if isinstance(field, Field) and field.column
        ]
        parts.append(
            f"## {model._meta.db_table}\n\n{sentence(model.__doc__)}\n\n"
            + table(["column", "kind", "may be empty"], rows)
        )
    return "\n\n".join(parts)
