"""Lost authors, recovered from how others quote and address them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from belowline.discussion.quotation import EarlierComment, Edge, Kind, recover

TOKYO = ZoneInfo("Asia/Tokyo")
SAID = "The ferry is late because the pier is too short."


def lost(*texts: str) -> list[EarlierComment]:
    return [EarlierComment(number, None, None, text) for number, text in enumerate(texts, 1)]


def test_seven_authors_of_the_saved_page_are_recovered(saved_remarks: list[EarlierComment]) -> None:
    authors = recover(saved_remarks, zone=TOKYO).authors
    assert {number: it.author for number, it in authors.items()} == {
        6: "BurakuminDes",
        7: "japanesereds",
        9: "anahorn",
        13: "CH3CHO",
        25: "rsgz4gg7y2",
        31: "Kazuaki Shimazaki",
        38: "hidingout",
    }
    assert {number: it.posted_at for number, it in authors.items() if it.posted_at} == {
        6: datetime(2014, 3, 5, 16, 6, tzinfo=TOKYO),
        25: datetime(2014, 3, 6, 5, 9, tzinfo=TOKYO),
    }
    assert {number: it.evidence for number, it in authors.items()} == {
        6: (21,),
        7: (18,),
        9: (12,),
        13: (15,),
        25: (26,),
        31: (33,),
        38: (39,),
    }


def test_two_names_for_one_comment_recover_nothing() -> None:
    thread = lost(SAID, f"@anna\n\n{SAID}\n\nIs it?", f"@berta\n\n{SAID}\n\nSo what?")
    assert not recover(thread, zone=TOKYO).authors


def test_words_that_stand_in_two_comments_recover_nothing() -> None:
    thread = lost(SAID, f"{SAID}\n\nI can confirm it.", f"@anna\n\n{SAID}\n\nIs it?")
    assert not recover(thread, zone=TOKYO).authors


def test_a_name_above_own_words_recovers_nothing() -> None:
    assert not recover(lost(SAID, "@anna\n\nThe pier is long enough."), zone=TOKYO).authors


def test_a_known_author_stays() -> None:
    known = EarlierComment(1, "Berta", None, SAID)
    answer = EarlierComment(2, None, None, f"@anna\n\n{SAID}\n\nIs it?")
    assert not recover([known, answer], zone=TOKYO).authors


def test_a_minute_before_an_earlier_comment_is_not_believed() -> None:
    early = EarlierComment(1, "x", datetime(2014, 3, 7, tzinfo=TOKYO), "First here.")
    said = EarlierComment(2, None, None, SAID)
    header = "annaMar. 06, 2014 - 05:09AM JST"
    answer = EarlierComment(3, None, None, f"{header}\n\n{SAID}\n\nIs it?")
    recovered = recover([early, said, answer], zone=TOKYO).authors[2]
    assert (recovered.author, recovered.posted_at) == ("anna", None)


def test_recovered_names_tell_whom_later_comments_address() -> None:
    thread = lost(SAID, f"@anna\n\n{SAID}\n\nIs it?", "@anna I still wonder.")
    assert Edge(3, 1, Kind.MENTION) in recover(thread, zone=TOKYO).answers
