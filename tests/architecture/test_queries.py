"""Every query is asked together with the publication that it is about.

An id that comes from outside says nothing of whose it is. So a public function of a room's queries
takes the publication (or somebody's visit or place in one), or nothing that is an id; or it stands
below, with what its ids were found by.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import belowline

SOURCE = Path(belowline.__file__).parent
_OF_A_PUBLICATION = {"publication", "publication_id", "actor", "visit"}
_IDS = ("_id", "_ids", "ids", "digest", "roots", "into")

PERSON = "somebody who is logged in, or whom a view of a publication has named; people are the same"
THREAD = "a thread that `thread_at` or an article of the publication has given"
ARTICLE = "an article that a query with its publication, or its address there, has given"
COMMENT = "comments that a thread, a profile or an index of the publication has given"
DOOR = "asked by web/http/lookup.py only, which compares the publication of what it gets"
COMMAND = "asked by a task or a command, whose id a service has written down"

WITHOUT_PUBLICATION: dict[str, str] = {
    "accounts.addresses.confirmed_addresses": PERSON,
    "accounts.addresses.primary_address": PERSON,
    "accounts.data_export.about": PERSON,
    "accounts.data_export_publishers.about": PERSON,
    "accounts.data_export_sign_in.about": PERSON,
    "accounts.deletion_requests.deletion_request": PERSON,
    "accounts.deletion_requests.administered_alone": PERSON,
    "accounts.deletion_requests.exports_of": PERSON,
    "accounts.deletion_requests.export_content": PERSON,
    "accounts.deletion_requests.export_for": COMMAND,
    "accounts.deletion_requests.export_language": COMMAND,
    "accounts.limited_acts.limited_acts": PERSON,
    "accounts.people.author_cards": PERSON,
    "accounts.people.address_of": PERSON,
    "accounts.profiles.own_profile": PERSON,
    "accounts.profiles.picture_bytes": "a picture's digest, which nobody guesses",
    "accounts.relationships.muted_by": PERSON,
    "accounts.relationships.blocked_by": PERSON,
    "accounts.relationships.muted_ids": PERSON,
    "accounts.relationships.blockers_of": PERSON,
    "accounts.remote_sessions.remote_logins": PERSON,
    "audience.data_export.about": PERSON,
    "discussion.comment_parsing.parse_comment": THREAD,
    "discussion.comment_parsing.copies_in": ARTICLE,
    "discussion.comments.comment": DOOR,
    "discussion.comments.comment_with_hidden_text": DOOR,
    "discussion.comments.answers_to": COMMENT,
    "discussion.comments.comments": COMMENT,
    "discussion.comments.comments_with_hidden_text": COMMENT,
    "discussion.cursor.write_cursor": THREAD,
    "discussion.cursor.read_cursor": THREAD,
    "discussion.data_export.about": PERSON,
    "discussion.fingerprint_lookup.digests": THREAD,
    "discussion.fingerprint_lookup.digest_in": THREAD,
    "discussion.following.follows": THREAD,
    "discussion.imported.ids_by_import_key": THREAD,
    "discussion.moves.move_preview": ARTICLE,
    "discussion.moves.conversations": ARTICLE,
    "discussion.overlay.overlay": THREAD,
    "discussion.overlay.own_vote": COMMENT,
    "discussion.pages.thread_page": THREAD,
    "discussion.pages.cursor_before": COMMENT,
    "discussion.questions.questions_of": THREAD,
    "discussion.questions.question_text": THREAD,
    "discussion.sequence.ranked_after": THREAD,
    "discussion.threads.thread": DOOR,
    "discussion.threads.desk_thread_of_article": ARTICLE,
    "discussion.threads.days_open": THREAD,
    "discussion.threads.thread_of_article": ARTICLE,
    "discussion.threads.threads_of_articles": ARTICLE,
    "discussion.threads.article_ids_of_threads": THREAD,
    "discussion.threads.comment_counts": ARTICLE,
    "moderation.data_export.about": PERSON,
    "newsroom.article_copies.article_words": ARTICLE,
    "newsroom.article_copies.article_shingles": ARTICLE,
    "newsroom.article_copies.ended_articles": ARTICLE,
    "newsroom.article_times.shown_discussions": ARTICLE,
    "newsroom.articles.cards": ARTICLE,
    "newsroom.articles.article_in": ARTICLE,
    "newsroom.articles.article_by_id": ARTICLE,
    "newsroom.cursors.cursor_after": ARTICLE,
    "newsroom.data_export.about": PERSON,
    "newsroom.desk_stories.headlines": ARTICLE,
    "newsroom.drafts.others_writing": ARTICLE,
    "newsroom.feeds.words_of_item": "a section of the feed's own publication",
    "newsroom.picture_files.picture_file": "a digest whose picture was found with its publication",
    "newsroom.versions.versions": ARTICLE,
    "newsroom.versions.version_words": ARTICLE,
}
DOORS = {name.rpartition(".")[2] for name, reason in WITHOUT_PUBLICATION.items() if reason == DOOR}


def functions() -> Iterator[tuple[str, set[str]]]:
    """Every public function of the rooms' queries: its name, and the names of its arguments."""
    for file in sorted(SOURCE.glob("*/queries/*.py")):
        room, module = file.parts[-3], file.stem
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                given = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
                yield f"{room}.{module}.{node.name}", given


def test_every_query_asks_for_the_publication_or_says_why_not() -> None:
    asked_by_ids = {
        name
        for name, given in functions()
        if not given & _OF_A_PUBLICATION and any(each.endswith(_IDS) for each in given)
    }
    assert asked_by_ids == WITHOUT_PUBLICATION.keys()


@pytest.mark.parametrize("name", sorted(DOORS))
def test_pages_go_through_the_door(name) -> None:
    """What takes an id of any publication is imported where the publication is compared."""
    importing = set()
    for file in SOURCE.glob("web/**/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_query = isinstance(node, ast.ImportFrom) and ".queries." in (node.module or "")
            if is_query and name in {each.name for each in node.names}:
                importing.add(str(file.relative_to(SOURCE)))
    assert importing <= {"web/http/lookup.py"}
