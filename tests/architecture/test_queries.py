"""Whatever selects says whose rows it selects: a publication's, or those of something of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import belowline

PACKAGE = Path(belowline.__file__).parent
MODULES = sorted(PACKAGE.glob("*/queries/*.py"))

OF_A_PUBLICATION = ("publication", "publication_id", "publication_ids")
LOOKED_UP = {
    *("Actor", "Publisher", "PublicationView", "Person", "StaffInvitation"),
    *("Article", "ArticleCard", "ArticleView", "Feed", "Picture", "WireItem"),
    *("Comment", "CommentView", "Thread", "ThreadView"),
}
"""Rows and views that somebody has found in a publication before; ids beside them are tried
against them.
"""
NAMES_SOMETHING = re.compile(
    r"(^|_)(ids?|keys?|refs?|code|token|digest|slug|hosts?|email|name|names|address|url|urls|paths?|"
    r"issuer|origin|into|roots|people)$"
)
"""Parameters by which something is named from outside."""
OF_A_PERSON = re.compile(r"person_id|person_ids|people")
"""An account is one for all publications of an installation, and so is what hangs on it alone."""

WITHOUT = {
    # What the parameter names is no row of a publication.
    "accounts.addresses.spelling_of": "how an email address is written; asks no database",
    "accounts.deletion_receipts.deletion_receipt": "its code is the secret; a receipt names nobody",
    "accounts.deletion_requests.export_content": "the id is tried against the person",
    "accounts.deletion_requests.export_for": "a task's own id; it answers with whose it is",
    "accounts.deletion_requests.export_language": "a task's own id; it answers with a language",
    "audience.loud_notifications.loud": "notifications of one person that are at hand",
    "surveys.participation.draft_digests_of": "what an account has begun is its own everywhere",
    "audience.mail_links.delivery_token": "signs a number; asks no database",
    "audience.mail_links.returned_delivery": "reads what we have signed; asks no database",
    "accounts.names.person_id_of": "a name is one person's in the whole installation",
    "accounts.names.people_beginning": "a name is one person's in the whole installation",
    "accounts.names.name_is_taken": "a name is one person's in the whole installation",
    "accounts.names.folded": "how a name is compared; asks no database",
    "accounts.names.casefold_key": "how a name is compared; asks no database",
    "accounts.names.confusable_key": "how a name is compared; asks no database",
    "accounts.names.is_reserved": "how a name is compared; asks no database",
    "accounts.names.is_placeholder": "how a name is compared; asks no database",
    "accounts.people.person_id_by_email": "an email address is one account's in the installation",
    "accounts.profiles.picture_bytes": "a portrait is public, and its digest names its content",
    "accounts.publishers.publishers_of": "the slug is the publication's",
    "accounts.publishers.publisher_named": "the slug is the publication's",
    "accounts.publishers.publisher_at": "the slug is the publication's",
    "accounts.sessions.people_of_sessions": "the keys of sessions are secrets of their own",
    "accounts.staff.person_id_by_confirmed_address": "an address is one account's",
    "newsroom.reads.reads_of": "a number of an article, which whoever asks has found before",
    "moderation.closings.last_decision_on_thread": "of a thread that was locked or found before",
    "newsroom.picture_files.picture_file": "files are named by content; whoever asks has asked "
    "public_until or desk_picture before",
    "newsroom.picture_files.digest_of": "a file's name; asks no database",
    "newsroom.cursors.cursor_after": "writes a place in a list; asks no database",
    "newsroom.set_up.is_good_code": "there is no publication yet",
    "newsroom.set_up.digest_of": "how the code is kept; asks no database",
    "accounts.relationships.unwelcome": "mutes and blocks are a person's, wherever they are",
    "audience.live_readers.live_token": "signs a person's own id; asks no database",
    "audience.live_readers.reader_of": "tries a signature; asks no database",
    "surveys.participation.digests_of": "how a person is written in a survey; asks no database",
    "audience.reply_addresses.reply_address": "signs a notification's id; asks no database",
    "audience.reply_addresses.notification_replied_to": "tries a signature; asks no database",
    "audience.mailing_lists.own_address": "an account's address is the same everywhere",
    "audience.alerts.invited_by": "the token is signed, and says which publication",
    # These find the publication itself.
    "newsroom.publications.publication_at": "finds the publication",
    "newsroom.publications.publication_ids_at": "finds publications",
    "newsroom.publications.publication_by_slug": "finds the publication",
    # Inside the room, of what somebody has found there before.
    "moderation.data_export_likeness.about_likeness": "an account is one for all publications",
    "moderation.data_export_rules.about_rules": "an account is one for all publications",
    "audience.followers.threads_with_unaware": "threads of comments that were just posted",
    "audience.followers.unaware_followers": "the thread of a comment that was just posted",
    "discussion.order_now.changed_by": "comments of the log, of the thread that was asked for",
    "discussion.answers.answers_given": "comments of the log, whose publications it tells",
    "discussion.decided.standings": "comments of the log, whose publications it tells",
    "discussion.following.levels": "threads of comments that are at hand",
    "discussion.comments.comments_with_hidden_text": "what was just written, also elsewhere",
    "discussion.written_views.written": "a comment of a thread that is at hand; asks no database",
    "discussion.comment_parsing.copies_in": "the article above a thread that is at hand",
    "discussion.recent_acts.posting_pace": "limits count a person's acts, wherever they were",
    "discussion.recent_acts.slowed_pace": "limits count a person's acts, wherever they were",
    "moderation.data_export_letters.about": "what a person was written is theirs everywhere",
    "moderation.peoples_decisions.last_by_people": "comments of a publication that are at hand",
    "moderation.person_file.under_appeal": "decisions that are at hand",
    "moderation.case_rules.kept_rules": "how a column keeps refs; asks no database",
    "moderation.reason_words.shipped_words": "what Belowline ships; asks no database",
    "discussion.recent_acts.voting_pace": "limits count a person's acts, wherever they were",
    "discussion.cursor.write_cursor": "signs a place in the thread; asks no database",
    "discussion.cursor.read_cursor": "tries a place against the thread; asks no database",
    "discussion.fingerprint_lookup.digests": "numbers of the thread; asks no database",
    "discussion.fingerprint_lookup.digest_in": "numbers of the thread; asks no database",
    "discussion.imported.ids_by_import_key": "an import's own thread",
    "discussion.pages.thread_page": "the id of a ThreadView; its cursors are signed for it",
    "discussion.sequence.ranked_after": "thread_page's rows",
    "discussion.threads.comment_counts": "numbers beside cards, also those of other sites",
    "newsroom.article_copies.article_words": "the article above a thread that is at hand",
    "newsroom.article_copies.article_shingles": "the article above a thread that is at hand",
    "newsroom.article_copies.ended_articles": "the articles above comments that are at hand",
    "newsroom.article_times.shown_discussions": "the articles above threads that are at hand",
}


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in MODULES:
        room, _, name = path.relative_to(PACKAGE).with_suffix("").parts
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{room}.{name}.{node.name}", node


FUNCTIONS = dict(_functions())


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys() - WITHOUT.keys()))
def test_a_query_takes_the_publication_or_something_of_it(name):
    assert _says_whose(name, FUNCTIONS[name])


@pytest.mark.parametrize("name", WITHOUT)
def test_a_query_that_is_excused_is_there_and_needs_it(name):
    assert not _says_whose(name, FUNCTIONS[name])


def test_the_walk_finds_a_bare_id():
    bare = ast.parse("def thread(thread_id: int) -> None: ...").body[0]
    optional = ast.parse("def held(*, thread_id: int, publication_id: int = 0): ...").body[0]
    own = ast.parse("def held(*, thread_id: int, publication_id: int): ...").body[0]
    seen = [_says_whose("discussion.threads.it", each) for each in (bare, optional, own)]
    assert seen == [False, False, True]


def _says_whose(name: str, function: ast.stmt) -> bool:
    """Whether it takes a publication, or something found in one, or names nothing at all."""
    assert isinstance(function, ast.FunctionDef)
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    asked = plain[: len(plain) - len(given.defaults)]
    asked += [
        it for it, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if not default
    ]
    if any(it.arg in OF_A_PUBLICATION or _types(it) & LOOKED_UP for it in asked):
        return True
    naming = [it.arg for it in (*plain, *given.kwonlyargs) if NAMES_SOMETHING.search(it.arg)]
    of_people = name.startswith("accounts.") or name.endswith(".data_export.about")
    return not naming or (of_people and all(OF_A_PERSON.fullmatch(it) for it in naming))


def _types(parameter: ast.arg) -> set[str]:
    """The names in the parameter's type."""
    nodes = ast.walk(parameter.annotation) if parameter.annotation else ()
    return {node.id for node in nodes if isinstance(node, ast.Name)}
