"""The page's words and people's words are told apart, and every line is accounted for."""

import pytest

from belowline.transfer.saved_page import read


def page(comments, *, above="", below="", body="The article has expired and is not available."):
    """A saved page; each comment's lines stand above its score."""
    shown = "\n\n".join(f"{text}\n\n1 ( +1 / -0 )" for text in comments)
    counted = f"{len(comments)} Comments" if len(comments) != 1 else "1 Comment"
    return read(
        f"Big news\n\n{counted}\nBy Ada Wren\n\n{body}\n\n{above}{counted}\n"
        f"Login to comment\n\n{shown}\n\n{below}Login to leave a comment\n".encode()
    )


def texts(saved):
    return [comment.text for comment in saved.comments]


@pytest.mark.parametrize(
    "first",
    [
        "Sign up for peace instead of war!",
        "Register your protest at the embassy.",
        "Log in the eye, as the Bible says.",
        "Login walls are a disgrace.",
        "Join the queue, as we all do.",
    ],
)
def test_a_first_line_that_begins_like_a_prompt_is_its_writers(first):
    saved = page([f"{first}\n\nThat is what I tell my sons.", "Another voice altogether."])
    assert texts(saved)[0] == f"{first}\n\nThat is what I tell my sons."


@pytest.mark.parametrize(
    "prompt",
    [
        "Login to comment",
        "Please log in or register to comment",
        "Sign in to join the discussion.",
        "You must be logged in to reply",
        "Register",
    ],
)
def test_a_prompt_is_the_pages(prompt):
    saved = page(["The one comment."], above=f"{prompt}\n\n")
    assert prompt not in " ".join([*texts(saved), *saved.body])


@pytest.mark.parametrize(
    "body",
    [
        "The old crane has been removed from the quay.",
        "Her diary was archived by the town.",
        "The last page of the log is no longer available to divers.",
    ],
)
def test_a_short_item_that_speaks_of_a_removal_is_an_article(body):
    saved = page(["Good riddance."], body=body)
    assert (saved.expired_notice, saved.body) == (None, (body,))


@pytest.mark.parametrize(
    "notice",
    [
        "The requested article has expired, and is no longer available.",
        "This story has been removed.",
        "Sorry, the page you requested could not be found.",
        "This content is no longer available",
    ],
)
def test_a_notice_speaks_of_the_article_itself(notice):
    assert page(["So it goes."], body=notice).expired_notice == notice


@pytest.mark.parametrize(
    ("head", "author", "stamp"),
    [
        ("reader{n}\nMar. 5, 2014  10:{n}0 am JST", "reader{n}", "Mar. 5, 2014  10:{n}0 am JST"),
        ("Mar. 5, 2014 - 10:{n}0AM JST\nreader{n}", "reader{n}", "Mar. 5, 2014 - 10:{n}0AM JST"),
        ("reader{n} - Mar. 5, 2014 10:{n}0PM", "reader{n}", "Mar. 5, 2014 10:{n}0PM"),
        ("読者{n}\n2014年3月5日 10:{n}0", "読者{n}", "2014年3月5日 10:{n}0"),
        ("Reply\nreader{n}\n2014-03-05 10:{n}0", "reader{n}", "2014-03-05 10:{n}0"),
    ],
)
def test_author_and_time_above_each_comment_are_no_part_of_it(head, author, stamp):
    numbers = range(4, 0, -1)
    saved = page([f"{head.format(n=n)}\n\nWords number {n}, about the quay." for n in numbers])
    assert texts(saved) == [f"Words number {n}, about the quay." for n in numbers]
    told = [(comment.author, comment.stamp) for comment in saved.comments]
    assert told == [(author.format(n=n), stamp.format(n=n)) for n in numbers]


def test_what_stands_at_every_comment_is_the_pages_and_is_named():
    saved = page([f"Words number {n}.\n\n{n} replies\nReply\nReport" for n in range(1, 6)])
    assert texts(saved) == [f"Words number {n}." for n in range(1, 6)]
    assert {"Reply", "Report", "3 replies"} <= set(saved.boilerplate)
    assert any("“Reply” stands at 5 comments" in it for it in saved.warnings)


def test_links_below_the_score_are_the_pages_too():
    between = ["One.", *(f"Reply\nReport\n\nNumber {n}." for n in range(2, 7))]
    saved = page(between, below="Reply\nReport\n\n")
    assert texts(saved) == ["One.", *(f"Number {n}." for n in range(2, 7))]
    assert not any("left aside" in it for it in saved.warnings)


def test_what_stands_at_one_comment_is_its_writers():
    saved = page(["Reply\n\nto the mayor: no.", "Number 2.", "Number 3.", "Number 4."])
    assert texts(saved)[0] == "Reply\n\nto the mayor: no."


def test_a_comment_of_nothing_but_a_common_word_keeps_it():
    assert texts(page(["Yes", "Yes", "Yes", "Yes"])) == ["Yes"] * 4


@pytest.mark.parametrize("extra", ["", "Something strange.\n\n", "Reply\n\n"])
def test_the_lines_add_up(extra):
    saved = page([f"Words {n}.\n\nMore of {n}.\nReply" for n in range(5)], below=extra)
    told = saved.lines
    parts = (told.story, told.texts, told.scores, told.headers, told.furniture, told.unrecognised)
    assert sum(parts) == told.read
    assert told.texts == 10
    assert told.unrecognised == ("strange" in extra)
