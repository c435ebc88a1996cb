"""Quotes, addresses and answers, as they come out of posting."""

import pytest

from belowline.core.ids import encode
from belowline.core.refusals import Conflict
from belowline.discussion.models import Answer, Fingerprint
from belowline.discussion.services.editable_text import text_to_quote
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.previews import preview
from tests.found import answers_to, comment

SENTENCE = "Nobody rides a boat at midnight in the middle of February."


def test_a_repeated_sentence_becomes_a_quote_that_links_to_its_source(newspaper):
    thread = newspaper.thread()
    said = newspaper.comment(thread, f"{SENTENCE} Ask the crews.", by=newspaper.person("pier 9"))
    answer = newspaper.comment(thread, f"{SENTENCE}\n\nThree hundred people did, every night.")
    html = comment(answer).html
    assert f'<cite><a href="/c/{encode(said)}">pier 9</a></cite>' in html
    assert [found.id for found in answers_to(said)] == [answer]
    assert comment(said).answers == 1


def test_the_first_to_say_a_sentence_is_its_source(newspaper):
    thread = newspaper.thread()
    first = newspaper.comment(thread, f"{SENTENCE} I counted.")
    newspaper.comment(thread, f"> {SENTENCE}\n\nYou counted wrong.")
    third = newspaper.comment(thread, f"{SENTENCE}\n\nBoth of you should look at the sheet.")
    assert Answer.objects.get(source_id=third).target_id == first
    assert comment(first).answers == 2


def test_the_quote_button_writes_what_is_recognised(newspaper):
    thread = newspaper.thread()
    said = newspaper.comment(thread, "Too short.")
    text = text_to_quote(comment_id=said) + "Not at all."
    answer = newspaper.comment(thread, text, to=said)
    assert f'href="/c/{encode(said)}"' in comment(answer).html
    assert Answer.objects.get(source_id=answer).kind == "reply"
    assert comment(said).answers == 1


def test_quoting_a_comment_leaves_out_what_it_quotes_itself(newspaper):
    said = newspaper.comment(newspaper.thread(), "> Older words.\n\nMy own words.")
    assert text_to_quote(comment_id=said) == "> My own words.\n\n"


def test_an_address_links_to_the_comment_that_is_answered(newspaper):
    thread = newspaper.thread()
    said = newspaper.comment(
        thread, "It is all about the train.", by=newspaper.person("Tide Watcher")
    )
    answer = newspaper.comment(thread, "@Tide Watcher and what about the bus?")
    html = comment(answer).html
    assert f'<a class="mention" href="/c/{encode(said)}">@Tide Watcher</a> and what' in html
    assert Answer.objects.get(source_id=answer).kind == "mention"


def test_a_passage_of_the_article_is_quoted_from_the_article(newspaper):
    thread = newspaper.thread(body="The railway was asked in January and has not answered since.")
    answer = newspaper.comment(
        thread, "The railway was asked in January and has not answered since.\n\nTypical."
    )
    assert '<a href="#article">The article</a>' in comment(answer).html
    assert not Answer.objects.filter(source_id=answer).exists()


def test_words_of_another_thread_are_not_a_quote(newspaper):
    newspaper.comment(newspaper.thread(), SENTENCE)
    elsewhere = newspaper.comment(newspaper.thread(), f"{SENTENCE}\n\nI think so too.")
    assert "<cite>" not in comment(elsewhere).html


def test_words_of_a_withdrawn_comment_are_not_a_quote(newspaper):
    thread, author = newspaper.thread(), newspaper.person()
    said = newspaper.comment(thread, SENTENCE, by=author)
    withdraw_comment(actor=author, comment_id=said)
    answer = newspaper.comment(thread, f"{SENTENCE}\n\nI remember that.")
    assert "<cite>" not in comment(answer).html
    with pytest.raises(Conflict):
        text_to_quote(comment_id=said)


def test_an_edit_moves_the_edges(newspaper):
    thread, author = newspaper.thread(), newspaper.person()
    said = newspaper.comment(thread, f"{SENTENCE} Ask the crews.")
    answer = newspaper.comment(thread, f"{SENTENCE}\n\nThey did.", by=author)
    edit_comment(actor=author, comment_id=answer, text="They did, as a matter of fact.")
    assert comment(said).answers == 0
    assert answers_to(said) == []
    edit_comment(actor=author, comment_id=answer, text=f"> {SENTENCE}\n\nThey did.")
    assert comment(said).answers == 1


def test_what_is_quoted_is_not_taken_for_ones_own_words(newspaper):
    thread = newspaper.thread()
    newspaper.comment(thread, SENTENCE)
    before = Fingerprint.objects.count()
    newspaper.comment(thread, f"{SENTENCE}\n\nNo.")
    assert Fingerprint.objects.count() == before


def test_a_preview_shows_the_quote_and_keeps_nothing(newspaper):
    thread = newspaper.thread()
    newspaper.comment(thread, SENTENCE)
    rows = Fingerprint.objects.count()
    html = preview(
        actor=newspaper.person(), text=f"{SENTENCE}\n\nNo.", thread_id=thread.id, parent_id=None
    )
    assert "<cite>" in html
    assert Fingerprint.objects.count() == rows
