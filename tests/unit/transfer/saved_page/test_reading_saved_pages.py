"""Saved pages, read whatever site and form they come from."""

import pytest

from belowline.transfer.saved_page import SavedComment, read

TEXT = """Please take part in our reader survey
Sign up for the newsletter

Harbour

Cars to leave the quay

By Ines Prado and Olaf Lund
3 Replies

The council voted nine to four. The EU offers a grant for the paving.

Work begins in April.
It ends in June.

© 2019 The Quay Gazette

3 Replies

Log in to join the discussion

Close it tomorrow.

> a quoted line
and an answer

+1,204 (+1,210/\u22126)

I do not.

\u22122 ( +0 / \u22122 )

12. of May
    is a Sunday.

0(+0/-0)

Sign in with Facebook

More stories trending now
"""
COMMENTS = (
    SavedComment("Close it tomorrow.\n\n> a quoted line\nand an answer", 1210, 6, 1204),
    SavedComment("I do not.", 0, 2, -2),
    SavedComment("12. of May\n    is a Sunday.", 0, 0, 0),
)
HTML = """<!DOCTYPE html><html><head><title>Cars</title><style>p {color: red}</style></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><script>var a = "<p>1 (+1/-0)</p>";</script>
<div class="promo">Please take part in our reader survey</div>
<span>Harbour</span><h1>Cars to leave the&nbsp;quay</h1>
<p class="by">By <a href="/i">Ines Prado</a> and Olaf Lund</p><p>3 Replies</p>
<p>The council voted
   nine to four. The EU offers a grant for the paving.</p>
<p>Work begins in April.<br>It ends in June.</p>
<footer>&copy; 2019 The Quay Gazette</footer>
<h2>3 Replies</h2><a href="/login">Log in to join the discussion</a>
<ol><li><p>Close it tomorrow.</p><blockquote><p>a quoted line</p></blockquote>and an answer
<div><b>+1,204</b> (<i>+1,210</i>/&minus;6)</div>
<ol><li>I do not.<div>&minus;2 ( +0 / &minus;2 )</div></li></ol></li>
<li>12. of May<br>is a <em>Sunday</em>.<p>0(+0/-0)</p></li></ol>
<p>Sign in with Facebook</p></body></html>"""


def test_the_page_of_ten_years_ago_is_read_whole(saved_page: bytes) -> None:
    page = read(saved_page)
    assert page.headline == "Japan's embrace of Russia under threat with Ukraine crisis"
    assert (page.section, page.byline) == ("politics", "Aaron Sheldrick")
    assert page.copyright_lines == (
        "© (c) Copyright Thomson Reuters 2014.",
        "©2024 GPlusMedia Inc.",
    )
    assert page.expired_notice
    assert page.expired_notice.startswith("The requested article has expired")
    assert page.body == ()
    assert page.declared_count == len(page.comments) == 41
    assert sum(it.up for it in page.comments) == 111
    assert sum(it.down for it in page.comments) == 112
    assert len(page.boilerplate) == 10
    assert page.warnings == ()


def test_every_line_of_the_real_page_is_somewhere(saved_page: bytes) -> None:
    page = read(saved_page)
    parts = [page.headline or "", page.section or "", page.byline or "", page.expired_notice or ""]
    parts += [*page.copyright_lines, *page.boilerplate, *(it.text for it in page.comments)]
    kept = {line for part in parts for line in part.split("\n")}
    left = [line for line in saved_page.decode().split("\n") if line.rstrip() not in kept]
    assert {line for line in left if " ( +" not in line} == {"41 Comments", "By Aaron Sheldrick"}


def test_another_site_saved_as_text_is_read() -> None:
    page = read(TEXT.encode())
    assert (page.headline, page.section) == ("Cars to leave the quay", "Harbour")
    assert page.byline == "Ines Prado and Olaf Lund"
    assert page.expired_notice is None
    assert page.body == (
        "The council voted nine to four. The EU offers a grant for the paving.",
        "Work begins in April.\nIt ends in June.",
    )
    assert page.copyright_lines == ("© 2019 The Quay Gazette",)
    assert page.comments == COMMENTS
    assert page.warnings == ()
    assert page.boilerplate == (
        "Please take part in our reader survey",
        "Sign up for the newsletter",
        "Log in to join the discussion",
        "Sign in with Facebook",
        "More stories trending now",
    )


def test_the_same_page_saved_as_html_is_read_the_same() -> None:
    page, plain = read(HTML.encode()), read(TEXT.encode())
    for name in ("headline", "section", "byline", "body", "copyright_lines", "declared_count"):
        assert str(getattr(page, name)).replace("\xa0", " ") == str(getattr(plain, name))
    assert [(it.up, it.down, it.net) for it in page.comments] == [
        (it.up, it.down, it.net) for it in COMMENTS
    ]
    assert page.comments[0].text == "Close it tomorrow.\n\n> a quoted line\n\nand an answer"
    assert page.comments[2].text == "12. of May\nis a Sunday."
    assert page.warnings == ()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["BOM", "UTF-16", "UTF-16 big end first", "CRLF", "CR"],
)
def test_the_encoding_and_the_line_ends_do_not_matter(data: bytes) -> None:
    assert read(data) == read(TEXT.encode())


def test_the_declared_charset_is_believed_where_it_is_not_utf_8() -> None:
    html = '<html><head><meta charset="shift_jis"></head><body><h1>再開発</h1><p>1件のコメント</p>'
    html += "<p>ログイン</p><p>木を残して。</p><p>1 ( +1 / -0 )</p></body></html>"
    page = read(html.encode("shift_jis"))
    assert page.headline == "再開発"
    assert page.comments[-1].text.endswith("木を残して。")


def test_a_guessed_encoding_is_said() -> None:
    page = read("Cafés\n1 Comment\nLogin to comment\nDéjà vu\n0 (+0/-0)".encode("cp1252"))
    assert page.comments[0].text == "Déjà vu"
    assert any("Windows-1252" in it for it in page.warnings)


def test_a_wrong_balance_and_a_wrong_count_are_warned_of_and_kept() -> None:
    page = read(b"A story\n5 Comments\nLogin to comment\n\nYes.\n3 (+1/-0)\n\n1 (+1/-0)\nStray end")
    assert [it.net for it in page.comments] == [3, 1]
    assert page.boilerplate[-1] == "Stray end"
    assert len(page.warnings) == 4
    assert all(it.endswith((".", "end")) for it in page.warnings)


def test_a_headline_may_speak_of_what_furniture_speaks_of() -> None:
    page = read(b"tech\nFacebook offers a survey\n1 Comment\nLog in to comment\nHm.\n0 (+0/-0)")
    assert (page.section, page.headline) == ("tech", "Facebook offers a survey")


def test_an_article_about_copyright_and_offers_keeps_its_sentences() -> None:
    text = "A story\n\nBy X\n\nOne.\n\nCopyright law is old.\n\nThe EU offers aid.\n\n"
    page = read(f"{text}1 Comment\n\nLogin to comment\n\nHm.\n\n0 (+0/-0)".encode())
    assert page.body == ("One.", "Copyright law is old.", "The EU offers aid.")


def test_a_first_comment_about_logging_in_is_kept() -> None:
    text = b"A story\n1 Comment\n1 Comment\nLogin to comment\n\nFacebook is a survey.\n0 (+0/-0)"
    assert read(text).comments[0].text == "Facebook is a survey."


def test_a_page_that_does_not_show_where_comments_begin_says_so() -> None:
    page = read(b"A story\n\nText of it.\n\nA comment.\n\n0 (+0/-0)")
    assert page.comments[0].text == "A comment."
    assert any("begins" in it for it in page.warnings)


def test_control_characters_are_no_part_of_words() -> None:
    assert read(TEXT.replace("e", "e\x08\x1b").encode()) == read(TEXT.encode())


def test_what_calls_itself_latin_1_is_read_as_browsers_read_it() -> None:
    html = '<meta charset="iso-8859-1"><p>We\u2019re in.</p><p>1 ( +1 / -0 )</p>'
    assert "We\u2019re in." in read(f"<html>{html}".encode("cp1252")).comments[0].text
