"""How a text would look, before it is posted; writes nothing."""

from belowline.core.ids import new_id
from belowline.discussion.models import Thread
from belowline.discussion.policies import checked_text
from belowline.discussion.queries.comment_parsing import parse_comment


def preview(*, text: str, thread_id: int, parent_id: int | None) -> str:
    """The HTML that the text would get as a comment of this thread. Raises Invalid."""
    text = checked_text(text)
    thread = Thread.objects.get(pk=thread_id)
    return parse_comment(text, thread=thread, parent_id=parent_id, before=new_id()).html
