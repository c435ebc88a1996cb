"""Sentences for an editor are kept so that any desk can be told them in its own language."""

import json

import pytest
from django.utils.translation import override

from belowline.newsroom.wire.sentences import kept, sentence, told

_KIND = "It is no article but of the kind “%(kind)s”."
_LATER = "A later version could not be read: %(why)s"


@pytest.mark.parametrize(
    ("said", "english", "japanese"),
    [
        (sentence("It has no headline."), "It has no headline.", "見出しがありません。"),
        (
            sentence(_KIND, kind="quiz"),
            "It is no article but of the kind “quiz”.",
            "記事ではなく、種類が「quiz」です。",
        ),
        (
            sentence(_LATER, why=sentence("It has no headline.")),
            "A later version could not be read: It has no headline.",
            "見出しがありません。",
        ),
    ],
)
def test_a_sentence_is_told_in_the_language_of_the_desk(said, english, japanese):
    stored = json.loads(json.dumps(kept(said)))
    with override("en"):
        assert told(stored) == str(said) == english
    with override("ja"):
        assert japanese in told(stored)
        assert "%(" not in told(stored)


def test_words_of_the_item_are_never_translated_and_need_no_escaping():
    odd = kept(sentence(_KIND, kind="It has no headline. 100 %(kind)s %s"))
    with override("ja"):
        assert told(odd) == "記事ではなく、種類が「It has no headline. 100 %(kind)s %s」です。"


def test_rows_of_before_have_their_words_in_the_sentence_and_are_shown_as_they_are():
    with override("ja"):
        assert told("It is no story but of the kind “quiz”.") == (
            "It is no story but of the kind “quiz”."
        )
        assert told("") == ""
