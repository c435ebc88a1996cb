"""How a text would look, before it is posted."""

from belowline.accounts.queries.people import Actor
from belowline.core.ids import new_id
from belowline.discussion.models import Thread
from belowline.discussion.policies import checked_text
from belowline.discussion.queries.comment_parsing import parse_comment
from belowline.discussion.services.limited_acts import count_preview


def preview(*, actor: Actor, text: str, thread_id: int, parent_id: int | None) -> str:
    """The HTML that the text would get as a comment of this thread. Raises Invalid or TooMany."""
    text = checked_text(text)
    count_preview(actor)
    thread = Thread.objects.get(pk=thread_id)
    return parse_comment(text, thread=thread, parent_id=parent_id, before=new_id()).html
