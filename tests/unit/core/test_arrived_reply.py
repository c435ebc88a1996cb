"""Mails that somebody has sent us are read, however they are made."""

from email.message import EmailMessage

import pytest

from belowline.core.arrived_reply import read_arrived


def mail(text: str = "I agree.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    told = {"From": "Ada <Ada@Post.Example>", "To": "reply+x@news.example", "Message-ID": "<1@x>"}
    for name, value in (told | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    return message


def test_who_wrote_to_whom_and_what() -> None:
    read = read_arrived(mail("風が理由です。\n", Delivered_To="Reply+Y@News.Example").as_bytes())
    assert read.author == "ada@post.example"
    assert read.recipients == ("reply+y@news.example", "reply+x@news.example")
    assert (read.key, read.text) == ("<1@x>", "風が理由です。\n")
    assert not read.is_automatic
    assert not read.has_files


@pytest.mark.parametrize("charset", ["iso-2022-jp", "shift_jis", "euc-jp", "utf-8"])
def test_japanese_in_every_charset_of_its_mail_programs(charset) -> None:
    raw = (
        f"From: ada@post.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    ).encode() + "風が理由です。\r\n".encode(charset)
    assert read_arrived(raw).text == "風が理由です。\n"


def test_a_charset_that_there_is_not_is_read_all_the_same() -> None:
    raw = b"From: a@b.example\nContent-Type: text/plain; charset=klingon\n\nHello \xe9."
    assert read_arrived(raw).text == "Hello \ufffd."


def test_the_plain_text_of_several_parts_is_taken_and_files_are_noticed() -> None:
    message = mail("Plain.\n")
    message.add_alternative("<p>Page.</p>", subtype="html")
    assert read_arrived(message.as_bytes()).text == "Plain.\n"
    message.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    message.add_attachment("Another text.", filename="b.txt")
    read = read_arrived(message.as_bytes())
    assert (read.text, read.has_files) == ("Plain.\n", True)


def test_a_page_alone_has_no_text() -> None:
    message = mail()
    message.set_content("<p>Page.</p>", subtype="html")
    assert read_arrived(message.as_bytes()).text is None


def test_lines_that_a_program_broke_are_put_together() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
        b"The wind was \r\nthe reason. \r\nTruly.\r\n\r\n> quoted \r\nMine.\r\n-- \r\nAda\r\n"
    )
    assert read_arrived(raw).text == (
        "The wind was the reason. Truly.\n\n> quoted \nMine.\n-- \nAda\n"
    )
    joined = raw.replace(b"flowed", b"flowed; delsp=yes").replace(b"was \r\nthe", b"wa \r\ns the")
    assert read_arrived(joined).text.startswith("The wind was the reason.Truly.")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"Precedence": "bulk"},
        {"Precedence": "Auto_Reply"},
        {"Return_Path": "<>"},
        {"List_Id": "<x.example>"},
        {"X_Autoreply": "yes"},
        {"Subject": "Automatic reply: Bob replied to you"},
        {"Subject": "Out of Office"},
        {"Subject": "自動返信：Bobさん"},
        {"Subject": "不在のお知らせ"},
    ],
)
def test_what_a_program_wrote_is_known(headers) -> None:
    assert read_arrived(mail(**headers).as_bytes()).is_automatic


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "no"}, {"Subject": "Re: Automatic doors"}, {"Return_Path": "<a@b>"}],
)
def test_what_a_person_wrote_is_none(headers) -> None:
    assert not read_arrived(mail(**headers).as_bytes()).is_automatic


def test_a_report_of_a_mail_server_is_known() -> None:
    raw = b"From: a@b\nContent-Type: multipart/report; boundary=x\n\n--x\n\nGone.\n--x--\n"
    assert read_arrived(raw).is_automatic


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: \xe9\nTo: \xe9\nSubject: =?klingon?q?=ff?=\n\nx",
        b"Subject: =?utf-8?b?!?=\n\n",
        b"Content-Type: multipart/mixed\n\nno boundary",
        b'Content-Type: text/plain; charset="\nContent-Transfer-Encoding: base64\n\n!!!!',
        b"\n".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d" % (n, n) for n in range(40)
        ),
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
            for n in range(20_000)
        ),
    ],
)
def test_what_is_broken_is_read_as_far_as_it_goes(raw) -> None:
    read = read_arrived(raw)
    assert read.key


def test_a_mail_without_an_id_has_a_key_of_its_own() -> None:
    first, second = (read_arrived(b"From: a@b\n\n%d" % number).key for number in range(2))
    assert first != second
    assert read_arrived(b"From: a@b\n\n0").key == first
