"""Replies by email, as mail programs write them, are cut down to what was written for them."""

from time import process_time

import pytest

from belowline.core.quoted_tail import MARK, without_quoted_tail

LINE = f"{MARK} Write your reply above this line. It is posted under your name. {MARK}"
LINE_JA = f"{MARK} この線より上に返信を書いてください。 {MARK}"

GMAIL = f"""I agree with you.

The wind was the reason.

On Thu, 27 Nov 2026 at 16:40, The Test <noreply@news.example> wrote:

> {LINE}
>
> Bob replied to you
> Night boats
>
>     They always are.
"""
GMAIL_WRAPPED = f"""I agree.

On Thu, 27 Nov 2026 at 16:40, A newspaper with quite a long name indeed
<noreply@a-host-with-a-long-name.news.example> wrote:

> {LINE}
> Bob replied to you
"""
GMAIL_JA = f"""風が理由だと思います。

二行目です。

2026年11月27日(金) 16:40 港の新聞 <noreply@news.example>:

> {LINE_JA}
>
> Bobさんが返信しました
"""
APPLE = f"""I agree.

> On 27 Nov 2026, at 16:40, The Test <noreply@news.example> wrote:
>
> {LINE}
> Bob replied to you

"""
APPLE_JA = f"""風が理由だと思います。

iPhoneから送信

> 2026/11/27 16:40、港の新聞 <noreply@news.example>のメール:
>
> {LINE_JA}
"""
IPHONE = f"""I agree.

Sent from my iPhone

> On 27 Nov 2026, at 16:40, The Test <noreply@news.example> wrote:
>
> {LINE}
"""
OUTLOOK = f"""I agree.

________________________________
From: The Test <noreply@news.example>
Sent: Friday, November 27, 2026 4:40 PM
To: Ada <ada@post.example>
Subject: Bob replied to you

{LINE}

Bob replied to you
"""
OUTLOOK_JA = f"""風が理由だと思います。

Outlook for iOS を入手
________________________________
差出人: 港の新聞 <noreply@news.example>
送信日時: 2026年11月27日 16:40
宛先: Ada <ada@post.example>
件名: Bobさんが返信しました

{LINE_JA}
"""
OUTLOOK_WITHOUT_MARK = """I agree.

-----Original Message-----
From: The Test <noreply@news.example>
Sent: Friday, November 27, 2026 4:40 PM
To: Ada <ada@post.example>

Bob replied to you
"""
THUNDERBIRD = f"""I agree.

On 27/11/2026 16:40, The Test wrote:
> {LINE}
>
> Bob replied to you

-- \nAda Lovelace
Harbour Street 1
"""
SIGNED = f"""I agree.

--
Ada

2026年11月27日(金) 16:40 The Test <noreply@news.example>:
> {LINE}
"""


@pytest.mark.parametrize(
    ("mail", "written"),
    [
        (GMAIL, "I agree with you.\n\nThe wind was the reason."),
        (GMAIL_WRAPPED, "I agree."),
        (GMAIL_JA, "風が理由だと思います。\n\n二行目です。"),
        (APPLE, "I agree."),
        (APPLE_JA, "風が理由だと思います。"),
        (IPHONE, "I agree."),
        (OUTLOOK, "I agree."),
        (OUTLOOK_JA, "風が理由だと思います。"),
        (OUTLOOK_WITHOUT_MARK, "I agree."),
        (THUNDERBIRD, "I agree."),
        (SIGNED, "I agree."),
        (GMAIL.replace("\n", "\r\n"), "I agree with you.\n\nThe wind was the reason."),
    ],
)
def test_what_was_not_written_for_the_reply_is_cut_off(mail, written) -> None:
    assert without_quoted_tail(mail) == written


def test_lines_that_are_quoted_in_between_stay() -> None:
    mail = f"> They always are.\n\nNot on Monday.\n\n> {LINE}\n> Bob replied"
    assert without_quoted_tail(mail) == "> They always are.\n\nNot on Monday."


def test_words_that_look_like_a_mail_program_stay() -> None:
    text = (
        "From: here to there it takes an hour.\nIn 2024 the minister wrote:\n"
        "nothing at all.\n\n- one\n- two\n\nThese are my reasons:\nwind and rain"
    )
    assert without_quoted_tail(text) == text
    assert without_quoted_tail("Sent from my heart, and meant.\n\nAda") == (
        "Sent from my heart, and meant.\n\nAda"
    )


@pytest.mark.parametrize(
    "mail", ["", "\n\n", f"> {LINE}\n> x\n\nBelow it.", LINE, "> only\n> this"]
)
def test_where_nothing_was_written_above_the_line_there_is_nothing(mail) -> None:
    assert without_quoted_tail(mail) == ""


@pytest.mark.parametrize(
    "hostile",
    [
        *("> " * 200_000, "On " * 150_000, "-" * 400_000, "From:\n" * 80_000, "a:\n" * 150_000),
        *("\n" * 400_000, f"x{' ' * 400_000}:", "2026 @ " * 60_000 + ":"),
    ],
)
def test_a_hostile_mail_takes_no_time(hostile) -> None:
    begun = process_time()
    without_quoted_tail(hostile)
    assert process_time() - begun < 20, "of this process: what is quadratic takes minutes"
