"""What stops a document or one of its items from being read."""


class Unreadable(Exception):  # noqa: N818 - expected; becomes something that is set aside
    """It cannot be read: a code for programs, a sentence for an editor."""

    def __init__(self, code: str, sentence: str, *, guid: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.guid = guid
