"""What happens in a discussion, as facts for the outbox."""

from dataclasses import dataclass

from belowline.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEvent(Event):
    """Something that readers of one thread can see; `revision` is the thread's, after it."""

    thread_id: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEvent(ThreadEvent):
    """Something that happened to one comment."""

    comment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPosted(CommentEvent):
    """A comment was posted; `root_id` is the top-level comment it is under, or itself."""

    root_id: int


class CommentEdited(CommentEvent):
    """The author changed the text."""

    __slots__ = ()


class CommentWithdrawn(CommentEvent):
    """The author took the comment back."""

    __slots__ = ()


class CommentRemoved(CommentEvent):
    """A moderator removed the comment."""

    __slots__ = ()


class CommentRestored(CommentEvent):
    """A moderator put a removed comment back."""

    __slots__ = ()


class CommentErased(CommentEvent):
    """The comment went with its author's account; its place stays."""

    __slots__ = ()


class CommentHeld(CommentEvent):
    """A moderator took the comment out of its place until it is decided upon."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPublished(CommentEvent):
    """A moderator published a held comment, in its place; `root_id` as in CommentPosted."""

    root_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesChanged(CommentEvent):
    """Somebody voted, changed a vote or took it back; `up` and `down` are the counts after it."""

    up: int
    down: int


class CommentsImported(ThreadEvent):
    """Comments kept elsewhere were brought in."""

    __slots__ = ()


class ThreadSwitched(ThreadEvent):
    """An editor opened or closed the thread for comments or for votes."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowEvent(Event):
    """Something between one reader and a thread, which nobody else can see."""

    thread_id: int
    person_id: int


class ThreadFollowed(FollowEvent):
    """A reader follows the thread from now on."""

    __slots__ = ()


class ThreadUnfollowed(FollowEvent):
    """A reader no longer follows the thread."""

    __slots__ = ()
