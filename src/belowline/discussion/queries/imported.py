"""Finds comments by the key under which they were imported."""

from hashlib import sha256

from belowline.discussion.models import Comment


def words_digest(text: str) -> str:
    """What tells a comment by its words, however they are spaced; for keys of imports."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:40]


def ids_by_import_key(thread_id: int) -> dict[str, int]:
    """The ids of all imported comments of a thread by their keys."""
    rows = Comment.objects.filter(thread_id=thread_id, import_key__isnull=False)
    return {str(key): comment_id for key, comment_id in rows.values_list("import_key", "id")}
