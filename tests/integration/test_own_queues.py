"""A team makes queues of its own, and finds in them what it asked for."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.events import publish
from belowline.core.ids import decode, encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.services.moves import merge_discussions
from belowline.moderation.models import Case, SavedQueue
from belowline.moderation.queries.queues import PAGE
from belowline.moderation.queries.saved_queues import (
    saved_queue_counts,
    saved_queue_page,
    saved_queues,
)
from belowline.moderation.services.decisions import hold_comment, keep_comment
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.moderation.services.saved_queues import (
    MOST,
    Wanted,
    add_queue,
    change_queue,
    move_queue,
    remove_queue,
)
from belowline.newsroom.events import ArticleChanged
from belowline.newsroom.models import Article
from belowline.newsroom.services.sections import ensure_section


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


@pytest.fixture
def sport(newspaper) -> int:
    return ensure_section(publication_id=newspaper.publication_id, name="Sport")


@pytest.fixture
def rule(newspaper):
    """Makes a live rule about a word."""
    editor = newspaper.person("Chief", role="editor")

    def make(word: str, action: str) -> int:
        rule_id = save_rule(
            actor=editor,
            rule_id=None,
            name=word,
            why="",
            typed={"words": word, "action": action},
            chosen={},
        )
        switch_rule(actor=editor, rule_id=rule_id, mode="live")
        return rule_id

    return make


def reported(newspaper, thread, reason: str = "spam") -> int:
    posted = newspaper.comment(thread, "Hm.")
    report_comment(actor=newspaper.person(), comment_id=posted, reason=reason)
    return posted


def below(newspaper, section_id: int):
    article = newspaper.article()
    Article.objects.filter(pk=article.id).update(section_id=section_id)
    return newspaper.thread_below(article)


def has(queue_id: int, newspaper) -> list[int]:
    (queue,) = (it for it in own(newspaper) if it.id == queue_id)
    asked = {"publication_id": newspaper.publication_id}
    page = saved_queue_page(queue, **asked)
    assert saved_queue_counts([queue], **asked)[queue.key] == len(page.cases)
    return [it.comment_id for it in page.cases]


def own(newspaper):
    return saved_queues(publication_id=newspaper.publication_id)


def test_a_queue_has_what_fits_all_that_was_chosen(newspaper, moderator, sport) -> None:
    politics, games = newspaper.thread(), below(newspaper, sport)
    insult = reported(newspaper, games, "attack")
    shop = reported(newspaper, games)
    reported(newspaper, politics, "attack")
    held = newspaper.comment(games, "Hm.")
    hold_comment(actor=moderator, comment_id=held, version=1)

    def queue(**wanted: object) -> list[int]:
        made = add_queue(actor=moderator, name="Ours", wanted=Wanted(**wanted))
        return sorted(has(made, newspaper))

    assert queue(section_ids=[sport]) == sorted([insult, shop, held])
    assert queue(section_ids=[sport], reasons=["attack", "threat"]) == [insult]
    assert queue(section_ids=[sport], causes=["held"]) == [held]
    assert queue(thread_ids=[games.id], causes=["held", "reported"]) == sorted([insult, shop, held])
    assert queue(thread_ids=[games.id, politics.id], section_ids=[sport]) == sorted(
        [insult, shop, held]
    )
    assert queue(causes=["escalated"]) == []
    keep_comment(actor=moderator, comment_id=insult, version=1)
    assert queue(section_ids=[sport], reasons=["attack"]) == []


def test_the_most_urgent_come_first_whatever_they_are_asked_by(newspaper, moderator, sport) -> None:
    threads = [newspaper.thread(), below(newspaper, sport)]
    reasons = ["off-topic", "threat", "attack", "spam", "threat", "hate"]
    for number, reason in enumerate(reasons):
        reported(newspaper, threads[number % 2], reason)
    wanted = Wanted(thread_ids=[it.id for it in threads])
    made = add_queue(actor=moderator, name="Ours", wanted=wanted)
    urgent = list(Case.objects.order_by("urgent_at", "id").values_list("comment_id", flat=True))
    assert has(made, newspaper) == urgent


def test_pages_follow_on_one_another(newspaper, moderator, sport) -> None:
    threads = [newspaper.thread(), below(newspaper, sport)]
    for number in range(PAGE + 3):
        reported(newspaper, threads[number % 2])
    made = add_queue(
        actor=moderator, name="Ours", wanted=Wanted(thread_ids=[it.id for it in threads])
    )
    (queue,) = (it for it in own(newspaper) if it.id == made)
    asked = {"publication_id": newspaper.publication_id}
    first = saved_queue_page(queue, **asked)
    second = saved_queue_page(queue, **asked, after_id=decode(first.after))
    seen = [it.id for page in (first, second) for it in page.cases]
    assert len(seen) == len(set(seen)) == PAGE + 3
    assert second.after == ""


def test_cases_go_along_when_their_story_or_their_discussion_moves(
    newspaper, moderator, sport
) -> None:
    ensure_places(SUBSCRIBERS)
    editor = newspaper.person(role="editor")
    article, other = newspaper.article(), newspaper.article()
    posted = reported(newspaper, newspaper.thread_below(article))
    made = add_queue(actor=moderator, name="Sport", wanted=Wanted(section_ids=[sport]))
    assert has(made, newspaper) == []
    Article.objects.filter(pk=other.id).update(section_id=sport)
    newspaper.thread_below(other)
    merge_discussions(actor=editor, article_id=article.id, into=other.id)
    follow_all(SUBSCRIBERS)
    assert has(made, newspaper) == [posted]
    Article.objects.filter(pk=other.id).update(section_id=newspaper.section_id)
    publish(ArticleChanged(publication_id=newspaper.publication_id, article_id=other.id))
    follow_all(SUBSCRIBERS)
    assert has(made, newspaper) == []


def test_a_page_costs_as_many_questions_however_much_waits(newspaper, moderator, sport) -> None:
    thread = below(newspaper, sport)
    made = add_queue(actor=moderator, name="Sport", wanted=Wanted(section_ids=[sport]))
    (queue,) = own(newspaper)
    assert queue.id == made

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            saved_queue_page(queue, publication_id=newspaper.publication_id)
        return len(asked)

    reported(newspaper, thread)
    few = questions()
    for _ in range(5):
        reported(newspaper, thread)
    assert questions() == few


def test_queues_are_changed_ordered_and_removed(newspaper, moderator) -> None:
    one, two = (
        add_queue(actor=moderator, name=name, wanted=Wanted(reasons=["spam"]))
        for name in ("One", "Two")
    )
    move_queue(actor=moderator, queue_id=two, places=-1)
    assert [it.name for it in own(newspaper)] == ["Two", "One"]
    move_queue(actor=moderator, queue_id=two, places=-1)
    assert [it.name for it in own(newspaper)] == ["Two", "One"]
    change_queue(actor=moderator, queue_id=one, name="Eins", wanted=Wanted(causes=["held"]))
    assert own(newspaper)[1].name == "Eins"
    assert own(newspaper)[1].reasons == ()
    remove_queue(actor=moderator, queue_id=two)
    assert [it.name for it in own(newspaper)] == ["Eins"]


def test_what_no_queue_can_be_is_refused(newspaper, moderator) -> None:
    given = {"actor": moderator, "name": "Ours"}
    for wanted in (Wanted(), Wanted(reasons=["nonsense"] * 31)):
        with pytest.raises(Invalid):
            add_queue(**given, wanted=wanted)
    with pytest.raises(Invalid):
        add_queue(actor=moderator, name=" ", wanted=Wanted(reasons=["spam"]))
    for wanted in (Wanted(section_ids=[1]), Wanted(thread_ids=[1])):
        with pytest.raises(NotFound):
            add_queue(**given, wanted=wanted)
    with pytest.raises(NotAllowed):
        add_queue(actor=newspaper.person(), name="Ours", wanted=Wanted(reasons=["spam"]))
    SavedQueue.objects.bulk_create(
        SavedQueue(publication_id=newspaper.publication_id, name="It", position=n)
        for n in range(MOST)
    )
    with pytest.raises(Conflict):
        add_queue(**given, wanted=Wanted(reasons=["spam"]))


def test_the_page_makes_one_and_keeps_what_was_typed(newspaper, moderator, client_of) -> None:
    thread = newspaper.thread()
    posted = reported(newspaper, thread)
    desk = client_of(moderator)
    refused = desk.post("/desk/own-queues", {"name": "Lamps", "stories": "https://no.example/a"})
    assert refused.status_code == 404
    assert "https://no.example/a" in refused.content.decode()
    assert 'value="Lamps"' in refused.content.decode()
    assert desk.post("/desk/own-queues", {"name": "Lamps", "reason": "spam"}).status_code == 302
    (queue,) = own(newspaper)
    page = desk.get(f"/desk/queues/{queue.key}").content.decode()
    assert encode(Case.objects.get(comment=posted).id) in page
    state = desk.get(f"/desk/queues/{queue.key}/state").json()
    assert state["counts"][queue.key] == 1
    kept = desk.get(f"/desk/own-queues/{queue.key}").content.decode()
    assert 'value="spam" checked' in kept
    assert desk.post(f"/desk/own-queues/{queue.key}", {"remove": "1"}).status_code == 302
    assert desk.get(f"/desk/queues/{queue.key}").status_code == 404


SEA = "The old harbour is beautiful in the morning, when all of the boats go out to sea at once."
MEER = "Der alte Hafen ist am Morgen am schönsten, wenn alle Boote zugleich auf das Meer fahren."


def test_a_queue_has_what_certain_rules_brought_up(newspaper, moderator, rule) -> None:
    thread = newspaper.thread()
    turnips = rule("turnips", action="flag")
    swedes = rule("swedes", action="hold")
    about_turnips = newspaper.comment(thread, "I only wanted to say turnips.")
    about_swedes = newspaper.comment(thread, "And I only wanted to say swedes.")
    about_both = newspaper.comment(thread, "Swedes are turnips, and turnips are swedes.")
    reported(newspaper, thread)

    def queue(*rules: int) -> list[int]:
        wanted = Wanted(rules=[encode(it) for it in rules])
        return sorted(has(add_queue(actor=moderator, name="Ours", wanted=wanted), newspaper))

    assert queue(turnips) == [about_turnips, about_both]
    assert queue(swedes) == [about_swedes, about_both]
    assert queue(turnips, swedes) == [about_turnips, about_swedes, about_both]


def test_a_queue_has_what_is_in_certain_languages(newspaper, moderator) -> None:
    thread = newspaper.thread()
    said = {text: newspaper.comment(thread, text) for text in (SEA, MEER, "Hm.")}
    for comment_id in said.values():
        report_comment(actor=newspaper.person(), comment_id=comment_id, reason="spam")

    def queue(*languages: str, **more: object) -> list[int]:
        wanted = Wanted(languages=languages, **more)
        return sorted(has(add_queue(actor=moderator, name="Ours", wanted=wanted), newspaper))

    assert queue("de") == [said[MEER]]
    assert queue("de", "en") == [said[SEA], said[MEER]]
    assert queue("und") == [said["Hm."]]
    assert queue("de", "und", reasons=["spam"]) == [said[MEER], said["Hm."]]
    assert queue("de", reasons=["threat"]) == []


def test_what_waited_before_the_upgrade_is_found_as_well(newspaper, moderator, rule) -> None:
    thread = newspaper.thread()
    turnips = rule("turnips", action="flag")
    flagged = newspaper.comment(thread, f"Turnips! {MEER}")
    Case.objects.update(rules="", language="")
    moved = import_module("belowline.moderation.migrations.0023_rules_and_languages_of_cases")
    moved.note_sources(apps, SimpleNamespace(connection=connection))
    wanted = Wanted(rules=[encode(turnips)], languages=["de"])
    assert has(add_queue(actor=moderator, name="Ours", wanted=wanted), newspaper) == [flagged]


def test_a_queue_of_a_rule_that_is_gone_is_not_a_queue_of_everything(newspaper, moderator) -> None:
    with pytest.raises(Invalid):
        add_queue(actor=moderator, name="Ours", wanted=Wanted(rules=[encode(7)]))
