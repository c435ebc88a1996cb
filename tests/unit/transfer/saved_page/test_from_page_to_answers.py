"""A saved page, read and turned into Markdown, still tells who answers whom."""

from zoneinfo import ZoneInfo

from belowline.discussion.quotation import EarlierComment, Kind, recover
from belowline.transfer.saved_page import markdown_text, read


def test_markdown_of_the_real_page_tells_the_same_authors_and_answers(saved_page: bytes) -> None:
    texts = [markdown_text(it.text) for it in reversed(read(saved_page).comments)]
    remarks = [EarlierComment(number, None, None, text) for number, text in enumerate(texts, 1)]
    recovery = recover(remarks, zone=ZoneInfo("Asia/Tokyo"))
    assert sorted(it.author for it in recovery.authors.values()) == [
        "BurakuminDes",
        "CH3CHO",
        "Kazuaki Shimazaki",
        "anahorn",
        "hidingout",
        "japanesereds",
        "rsgz4gg7y2",
    ]
    kinds = [it.kind for it in recovery.answers]
    assert (kinds.count(Kind.QUOTE), kinds.count(Kind.MENTION)) == (14, 5)
