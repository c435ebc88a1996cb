"""The reasons for decisions are a publication's own: in its words, each version kept."""

import pytest
from django.utils.translation import override

from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.moderation.models import Decision, ReasonVersion
from belowline.moderation.queries.case_file import decisions_on
from belowline.moderation.queries.reasons import offered_reasons, reason_versions, reasons
from belowline.moderation.services.decisions import remove_comment
from belowline.moderation.services.reasons import (
    MOST_REASONS,
    add_reason,
    move_reason,
    retire_reason,
    word_reason,
)

WORDS = {
    "en": {"title": "Shop talk", "rule": "No shops.", "letter": "Please leave the shop out."},
    "ja": {"title": "宣伝", "rule": "宣伝は禁止です。", "letter": "宣伝を外してください。"},
}


@pytest.fixture
def editor(newspaper):
    return newspaper.person("chief", role="editor")


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


def codes(newspaper) -> list[str]:
    return [it.code for it in offered_reasons(newspaper.publication_id)]


def test_a_publication_has_the_shipped_reasons_until_it_edits_one(newspaper, editor) -> None:
    shipped = reasons(newspaper.publication_id)
    assert [(it.code, it.number, it.version) for it in shipped][:2] == [
        ("illegal", 1, 1),
        ("threat", 2, 1),
    ]
    with override("ja"):
        assert shipped[4].label == "スパム"
    word_reason(actor=editor, code="spam", severity="4", words=WORDS)
    found = {it.code: it for it in reasons(newspaper.publication_id)}
    spam = found["spam"]
    assert (spam.number, spam.severity, spam.version, spam.label) == (5, 4, 2, "Shop talk")
    assert spam.said("rule", "ja") == "宣伝は禁止です。"
    assert spam.said("rule", "de") == "No shops.", "what is not translated is in the home language"
    assert found["threat"].version == 1
    told = [(it.number, it.by, it.words["en"]["title"]) for it in versions(newspaper)]
    assert told == [(2, "chief", "Shop talk"), (1, "", "Spam")]


def versions(newspaper):
    return reason_versions("spam", publication_id=newspaper.publication_id)


def test_a_decision_records_which_version_was_in_force(newspaper, editor, moderator) -> None:
    below = newspaper.thread()
    first, second = newspaper.comment(below, "Buy."), newspaper.comment(below, "Buy, buy.")
    remove_comment(actor=moderator, comment_id=first, version=1, reason="spam")
    word_reason(actor=editor, code="spam", severity="4", words=WORDS)
    remove_comment(actor=moderator, comment_id=second, version=1, reason="spam")
    kept = Decision.objects.order_by("id").values_list("comment_id", "reasons_version")
    assert list(kept) == [(first, 1), (second, 2)]


def test_an_own_reason_stands_in_the_thread_and_on_the_case(
    newspaper, editor, moderator, client
) -> None:
    code = add_reason(actor=editor, severity="2", words=WORDS)
    assert code == "shop-talk"
    assert offered_reasons(newspaper.publication_id)[-1].number == 9
    article = newspaper.article()
    posted = newspaper.comment(newspaper.thread_below(article), "Buy.")
    remove_comment(
        actor=moderator, comment_id=posted, version=1, reason=code, explanation="no shops"
    )
    page = client.get(article.path).content.decode()
    assert "shop talk: no shops" in page
    client.cookies["language"] = "ja"
    assert "宣伝: no shops" in client.get(article.path).content.decode()
    (decided,) = decisions_on(posted, publication_id=newspaper.publication_id)
    assert decided.reason == "Shop talk"


def test_a_retired_reason_is_not_offered_and_stays_readable(newspaper, editor, moderator) -> None:
    posted = newspaper.comment(newspaper.thread(), "Buy.")
    other = newspaper.comment(newspaper.thread(), "Buy.")
    remove_comment(actor=moderator, comment_id=posted, version=1, reason="spam")
    retire_reason(actor=editor, code="spam", is_retired=True)
    assert "spam" not in codes(newspaper)
    numbers = [it.number for it in offered_reasons(newspaper.publication_id)]
    assert numbers == [1, 2, 3, 4, 6, 7, 8], "the others keep their digits"
    with pytest.raises(Invalid):
        remove_comment(actor=moderator, comment_id=other, version=1, reason="spam")
    (decided,) = decisions_on(posted, publication_id=newspaper.publication_id)
    assert decided.reason == "Spam"
    add_reason(actor=editor, severity="1", words=WORDS)
    retire_reason(actor=editor, code="spam", is_retired=False)
    known = {it.code: it.number for it in offered_reasons(newspaper.publication_id)}
    assert (known["shop-talk"], known["spam"]) == (5, 9), "its digit was given away meanwhile"


def test_reasons_change_places(newspaper, editor) -> None:
    move_reason(actor=editor, code="spam", places=-1)
    assert codes(newspaper)[3:5] == ["spam", "attack"]
    move_reason(actor=editor, code="illegal", places=-1)
    assert codes(newspaper)[0] == "illegal"


def test_the_last_reason_is_not_retired(newspaper, editor) -> None:
    *others, last = codes(newspaper)
    for code in others:
        retire_reason(actor=editor, code=code, is_retired=True)
    with pytest.raises(Conflict):
        retire_reason(actor=editor, code=last, is_retired=True)


@pytest.mark.parametrize(
    ("severity", "words", "field"),
    [
        ("11", WORDS, "severity"),
        ("-1", WORDS, "severity"),
        ("００", WORDS, "severity"),
        ("1", {"ja": WORDS["ja"]}, "title-en"),
        ("1", {"en": {"title": "x" * 61}}, "title-en"),
        ("1", {"en": {"title": "x", "rule": "x" * 501}}, "rule-en"),
        ("1", {"en": {"title": "x", "letter": "x" * 2001}}, "letter-en"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    newspaper, editor, severity, words, field
) -> None:
    with pytest.raises(Invalid) as refused:
        add_reason(actor=editor, severity=severity, words=words)
    assert refused.value.field == field
    assert not ReasonVersion.objects.exists()


def test_a_list_of_reasons_has_an_end_and_each_a_code_of_its_own(newspaper, editor) -> None:
    made = [add_reason(actor=editor, severity="1", words=WORDS) for _ in range(MOST_REASONS - 8)]
    assert made[:3] == ["shop-talk", "own-1", "own-2"]
    with pytest.raises(Conflict):
        add_reason(actor=editor, severity="1", words=WORDS)


def test_editors_word_reasons_and_it_is_on_record(newspaper, editor, moderator) -> None:
    with pytest.raises(NotAllowed):
        word_reason(actor=moderator, code="spam", severity="4", words=WORDS)
    with pytest.raises(NotFound):
        word_reason(actor=editor, code="nonsense", severity="4", words=WORDS)
    word_reason(actor=editor, code="spam", severity="4", words=WORDS)
    line = AuditEntry.objects.get(subject_kind="reason")
    assert (line.action, line.actor_name, line.details) == (
        "reason worded",
        "chief",
        {"code": "spam"},
    )


def test_the_desk_previews_what_the_writer_gets(newspaper, editor, client_of) -> None:
    desk = client_of(editor)
    page = desk.get("/desk/reasons/attack").content.decode()
    assert "Please argue with what was said" in page
    sent = {
        f"{part}-{language}": said for language in WORDS for part, said in WORDS[language].items()
    }
    shown = desk.post("/desk/reasons/attack", {**sent, "severity": "4", "preview": "1"})
    assert shown.status_code == 200
    page = shown.content.decode()
    assert "Please leave the shop out." in page
    assert "Reason: Shop talk." in page
    assert "理由: 宣伝" in page
    assert not ReasonVersion.objects.exists()
    assert desk.post("/desk/reasons/attack", {**sent, "severity": "4"}).status_code == 302
    refused = desk.post("/desk/reasons/attack", {**sent, "title-en": "", "severity": "4"})
    assert refused.status_code == 422
    assert "Please leave the shop out." in refused.content.decode(), "what was typed is there"
    assert "version 2" in desk.get("/desk/reasons").content.decode()
    assert "as Belowline ships it" in desk.get("/desk/reasons/attack").content.decode()
