"""What the demo's moderators and editors do with a discussion."""

from collections.abc import Mapping

from belowline.accounts.queries.people import Actor
from belowline.cli.demo.script import Piece
from belowline.discussion.queries.imported import ids_by_import_key
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.services.decisions import remove_comment


def moderate(
    thread_id: int, piece: Piece, authors: Mapping[str, Actor], *, moderator: Actor, editor: Actor
) -> None:
    """Removes, takes back and marks comments, and sets the rules, as the piece says."""
    ids = ids_by_import_key(thread_id)
    for line in piece.lines:
        comment_id = ids[line.key]
        if line.removed:
            remove_comment(actor=moderator, comment_id=comment_id, version=1, reason=line.removed)
        elif line.withdrawn:
            withdraw_comment(actor=authors[line.by], comment_id=comment_id)
        for mark, is_set in ((Mark.PICK, line.picked), (Mark.PIN, line.pinned)):
            if is_set:
                mark_comment(actor=editor, comment_id=comment_id, version=1, mark=mark, is_set=True)
    if piece.closed or piece.premoderated:
        switch_thread(
            actor=editor,
            thread_id=thread_id,
            comments_open=not piece.closed,
            votes_open=True,
            note=piece.closed,
            is_premoderated=piece.premoderated,
        )
