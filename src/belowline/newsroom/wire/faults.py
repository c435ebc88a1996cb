"""What stops a document or one of its items from being read."""

from belowline.newsroom.wire.sentences import Sentence


class Unreadable(Exception):  # noqa: N818 - expected; becomes something that is set aside
    """It cannot be read: a code for programs, a sentence for an editor."""

    def __init__(self, code: str, sentence: Sentence, *, guid: str = "") -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = sentence
        self.guid = guid
