"""What earlier versions wrote is carried over."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection

from belowline.discussion.models import Comment, Fingerprint
from belowline.discussion.quotation import fingerprints

SAID = "The bridge was closed on a Tuesday because nobody had counted the bolts."


def test_passages_are_found_after_their_index_was_rewritten(newspaper):
    thread = newspaper.thread()
    source = newspaper.comment(thread, SAID)
    Fingerprint.objects.all().delete()
    Fingerprint.objects.bulk_create(
        Fingerprint(digest=number ^ thread.id, comment_id=source) for number in fingerprints(SAID)
    )

    migration = import_module("belowline.discussion.migrations.0002_fingerprints_by_thread")
    migration.gather_threads(apps, SimpleNamespace(connection=connection))

    answer = newspaper.comment(thread, f"{SAID}\n\nThen count them.")
    assert Comment.objects.get(pk=answer).answering.get().target_id == source
