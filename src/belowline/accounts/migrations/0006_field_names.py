"""The field's own words for tables and columns that nobody guessed."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Deletion requests and receipts, data exports, and the keys that names are compared by."""

    dependencies: ClassVar = [
        ("accounts", "0005_exports_and_departures"),
    ]

    operations: ClassVar = [
        migrations.RenameModel("Erasure", "DeletionReceipt"),
        migrations.AlterModelTable("DeletionReceipt", "deletion_receipt"),
        migrations.RenameModel("Departure", "DeletionRequest"),
        migrations.AlterModelTable("DeletionRequest", "deletion_request"),
        migrations.RenameField("DeletionRequest", "erasure", "receipt"),
        migrations.RenameModel("PersonalExport", "DataExport"),
        migrations.AlterModelTable("DataExport", "data_export"),
        migrations.RenameField("Person", "name_key", "casefold_key"),
        migrations.RenameField("Person", "name_look", "confusable_key"),
    ]
