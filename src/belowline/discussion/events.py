"""What happens in a discussion, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import COMMENTS, LISTS, PRIVATE, THREAD, Event, Tells


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

    invalidates: ClassVar = (THREAD, LISTS)
    tells: ClassVar = Tells("posted", ("comment_id", "root_id"))
    about: ClassVar = "comment_id"

    root_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSubmitted(Event):
    """A reader wrote a comment that a moderator has to read before others see it."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    thread_id: int
    comment_id: int


class CommentEdited(CommentEvent):
    """The author changed the text."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("changed", ("comment_id",))


class CommentWithdrawn(CommentEvent):
    """The author took the comment back."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("changed", ("comment_id",))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRemoved(CommentEvent):
    """A moderator removed the comment; `undoes`: by undoing another decision."""

    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("changed", ("comment_id",))

    undoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRestored(CommentEvent):
    """A moderator put a removed comment back; `undoes`: by undoing another decision."""

    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("changed", ("comment_id",))

    undoes: bool = False


class CommentErased(CommentEvent):
    """The comment went with its author's account; its place stays."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("changed", ("comment_id",))


class CommentHeld(CommentEvent):
    """A moderator took the comment out of its place until it is decided upon."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("changed", ("comment_id",))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPublished(CommentEvent):
    """A moderator published a held comment, in its place; `root_id` as in CommentPosted, `undoes`:
    by undoing another decision.
    """

    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("posted", ("comment_id", "root_id"))

    root_id: int
    undoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesChanged(CommentEvent):
    """A reader voted, changed a vote or undid it; `up` and `down` are the counts after it."""

    invalidates: ClassVar = (THREAD, LISTS)
    tells: ClassVar = Tells("votes", ("comment_id", "up", "down"))
    about: ClassVar = "comment_id"

    up: int
    down: int


class CommentMarked(CommentEvent):
    """An editor picked or pinned the comment, or undid it."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("marked", ("comment_id",))


class CommentLabelled(CommentEvent):
    """A moderator put a label on the comment that readers see, or took one off."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("changed", ("comment_id",))


class CommentsImported(ThreadEvent):
    """Comments kept elsewhere were brought in."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("reload")


class CommentsMoved(ThreadEvent):
    """Comments went to another discussion, or came from one."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = Tells("reload")


class ArticleCopiesFound(ThreadEvent):
    """Comments of a thread were found to copy its article at length, or not to any more."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HighlightChanged(Event):
    """Another comment of a thread is shown outside of it, or none any more."""

    invalidates: ClassVar = (THREAD, COMMENTS, LISTS)
    tells: ClassVar = None

    thread_id: int


class ThreadSwitched(ThreadEvent):
    """An editor opened or closed the thread for comments or for votes."""

    __slots__ = ()
    invalidates: ClassVar = (THREAD, LISTS)
    tells: ClassVar = Tells("switched")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowEvent(Event):
    """Something between one reader and a thread, which nobody else can see."""

    thread_id: int
    person_id: int


class ThreadFollowed(FollowEvent):
    """A reader follows the thread from now on."""

    __slots__ = ()
    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None


class ThreadUnfollowed(FollowEvent):
    """A reader no longer follows the thread."""

    __slots__ = ()
    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None
