"""For some hours, comments in some places are read first or slowed down; it ends by itself."""

from datetime import timedelta

import pytest

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Invalid, NotAllowed, NotFound, TooMany
from belowline.discussion.models import Comment
from belowline.moderation.models import Decision, Incident
from belowline.moderation.queries.incidents import incident_at, incidents
from belowline.moderation.queries.rule_matches import matches_of
from belowline.moderation.queries.rules import rules_of
from belowline.moderation.services.case_work import open_case
from belowline.moderation.services.incidents import begin_incident, end_incident
from belowline.newsroom.models import Article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Chief", role="editor")


@pytest.fixture
def begin(newspaper, editor):
    """Begins one in the newspaper's section."""

    def make(**given) -> int:
        return begin_incident(
            **{
                "actor": editor,
                "sections": [encode(newspaper.section_id)],
                "stories": [],
                "hours": 2,
                "does": "all",
                "slow_minutes": 0,
                "note": "We read comments first today.",
                **given,
            }
        )

    return make


def status(comment_id: int) -> str:
    return Comment.objects.get(pk=comment_id).status


def test_one_press_holds_comments_in_its_sections_and_no_others(newspaper, begin) -> None:
    begin()
    below = newspaper.thread()
    other = ensure_section(publication_id=newspaper.publication_id, name="Sport")
    elsewhere = newspaper.thread_below(newspaper.article_in(other))
    held = newspaper.comment(below, "A fine day.")
    assert status(held) == "held"
    assert status(newspaper.comment(elsewhere, "A fine day.")) == "published"
    assert status(newspaper.comment(below, "Hm.", by=newspaper.person(role="editor"))) == (
        "published"
    )
    assert Decision.objects.get(comment=held).rule_version is not None
    (match,) = matches_of(held, publication_id=newspaper.publication_id)
    assert (match.rule, match.rule_ref) == ("Incident", "")


def test_another_press_ends_it(newspaper, begin, editor) -> None:
    incident_id = begin()
    end_incident(actor=editor, incident_id=incident_id)
    assert status(newspaper.comment(newspaper.thread(), "A fine day.")) == "published"
    assert incidents(newspaper.publication_id) == ()
    actions = AuditEntry.objects.filter(subject_kind="incident").values_list("action", flat=True)
    assert set(actions) == {"incident begun", "incident ended"}


def test_it_ends_by_itself_also_where_it_is_kept_in_memory(newspaper, begin, at, listening) -> None:
    begin()
    below, moment = newspaper.thread(), now()
    assert status(newspaper.comment(below, "A fine day.")) == "held"
    section = encode(newspaper.section_id)
    assert incident_at("", section_ref=section, publication_id=newspaper.publication_id)
    at(moment + timedelta(hours=2, minutes=1))
    assert status(newspaper.comment(below, "A fine day again.")) == "published"
    assert incidents(newspaper.publication_id) == ()


def test_newcomers_may_wait_alone(newspaper, begin) -> None:
    begin(does="newcomers")
    assert status(newspaper.comment(newspaper.thread(), "A fine day.")) == "held"


def test_it_may_slow_down(newspaper, begin) -> None:
    begin(does="none", slow_minutes=10)
    below, writer = newspaper.thread(), newspaper.person()
    newspaper.comment(below, "First.", by=writer)
    with pytest.raises(TooMany, match="10 minutes"):
        newspaper.comment(below, "Second.", by=writer)


def test_readers_are_told_and_all_are_told_the_same(
    newspaper, begin, editor, client_of, client, settings
) -> None:
    settings.OWN_HOSTS = ["testserver"]
    article = newspaper.article()
    incident_id = begin()
    pages = [each.get(article.path) for each in (client, client_of(newspaper.person()))]
    assert pages[0].content == pages[1].content
    assert "We read comments first today." in pages[0].content.decode()
    ends = Incident.objects.get(pk=incident_id).ends_at.timestamp()
    assert float(pages[0]["Belowline-Ends"]) <= ends + 1
    end_incident(actor=editor, incident_id=incident_id)
    assert "We read comments first today." not in client.get(article.path).content.decode()


def test_it_is_begun_seen_and_ended_at_the_desk(newspaper, editor, client_of, settings) -> None:
    settings.OWN_HOSTS = ["testserver"]
    desk = client_of(editor)
    sent = {"does": "all", "hours": "3", "note": "Slowly, please."}
    refused = desk.post("/desk/incidents", sent)
    assert refused.status_code == 422
    assert "Slowly, please." in refused.content.decode()
    desk.post("/desk/incidents", {**sent, "sections": encode(newspaper.section_id)})
    (it,) = incidents(newspaper.publication_id)
    assert "Slowly, please." in desk.get("/desk/").content.decode()
    desk.post(f"/desk/incidents/{it.ref}/end")
    assert incidents(newspaper.publication_id) == ()
    assert rules_of(newspaper.publication_id) == []


@pytest.fixture
def two(newspaper):
    """Two stories, and the discussions below them."""
    stories = [newspaper.article(headline=f"The {name} of the harbour") for name in ("end", "joy")]
    return [(it, newspaper.thread_below(it)) for it in stories]


def test_it_may_be_about_chosen_stories(newspaper, begin, two) -> None:
    (story, below), (_, elsewhere) = two
    begin(sections=[], stories=[story.ref])
    assert status(newspaper.comment(below, "A fine day.")) == "held"
    assert status(newspaper.comment(elsewhere, "A fine day.")) == "published"
    (it,) = incidents(newspaper.publication_id)
    assert (it.sections, it.stories) == ([], [story.ref])


def test_it_may_be_about_a_section_and_stories_of_others(newspaper, begin, two) -> None:
    (story, below), (_, elsewhere) = two
    other = ensure_section(publication_id=newspaper.publication_id, name="Sport")
    there = newspaper.thread_below(newspaper.article_in(other))
    begin(sections=[encode(other)], stories=[story.ref], does="newcomers", slow_minutes=10)
    writer = newspaper.person()
    assert status(newspaper.comment(below, "A fine day.", by=writer)) == "held"
    with pytest.raises(TooMany, match="10 minutes"):
        newspaper.comment(below, "A fine day again.", by=writer)
    assert status(newspaper.comment(there, "A fine day.")) == "held"
    assert status(newspaper.comment(elsewhere, "A fine day.")) == "published"


def test_a_story_of_a_chosen_section_is_there_once(newspaper, begin, two) -> None:
    begin(stories=[two[0][0].ref])
    (it,) = incidents(newspaper.publication_id)
    assert it.stories == []
    assert len(it.rules) == 1


def test_stories_of_others_are_none(newspaper, begin) -> None:
    elsewhere = newspaper.article()
    other = create_publication(slug="other", name="Other", time_zone="UTC")
    Article.objects.filter(pk=elsewhere.id).update(publication=other)
    for refs in ([elsewhere.ref], ["nonsense"], []):
        with pytest.raises(Invalid) as refused:
            begin(sections=[], stories=refs)
        assert refused.value.field == "sections"


def test_readers_of_the_story_alone_are_told(newspaper, begin, two, client, settings) -> None:
    settings.OWN_HOSTS = ["testserver"]
    (story, _), (other, _) = two
    begin(sections=[], stories=[story.ref])
    assert "We read comments first today." in client.get(story.path).content.decode()
    assert "We read comments first today." not in client.get(other.path).content.decode()


def test_what_readers_of_a_story_are_told_is_its_own_incidents(newspaper, begin, two) -> None:
    (story, _), _ = two
    begin(sections=[], stories=[story.ref], note="The story’s.")
    begin(note="The section’s.")
    where = {
        "section_ref": encode(newspaper.section_id),
        "publication_id": newspaper.publication_id,
    }
    assert incident_at(story.ref, **where).note == "The story’s."
    assert incident_at("", **where).note == "The section’s."


def test_stories_are_found_one_after_another_without_a_script(
    newspaper, two, editor, client_of, settings
) -> None:
    settings.OWN_HOSTS = ["testserver"]
    desk = client_of(editor)
    (story, _), (other, _) = two
    typed = {"hours": "7", "note": "Slowly.", "find": "END of the"}
    found = desk.get("/desk/incidents", typed).content.decode()
    assert f'value="{story.ref}">' in found
    assert other.ref not in found
    assert 'value="7"' in found
    chosen = desk.get(
        "/desk/incidents", {**typed, "stories": story.ref, "find": other.path}
    ).content.decode()
    for it in (story, other):
        assert f'value="{it.ref}" checked>' in chosen
    assert "No article found." in desk.get("/desk/incidents", {"find": "zebra"}).content.decode()
    desk.post("/desk/incidents", {**typed, "stories": [story.ref, other.ref]})
    (it,) = incidents(newspaper.publication_id)
    assert set(it.stories) == {story.ref, other.ref}
    assert "The end of the harbour" in desk.get("/desk/incidents").content.decode()


def test_one_press_begins_one_for_the_story_of_a_case(
    newspaper, two, editor, client_of, settings
) -> None:
    settings.OWN_HOSTS = ["testserver"]
    story, below = two[0]
    said = newspaper.comment(below, "Burn it down.")
    case = encode(open_case(actor=editor, comment_id=said))
    page = f"/desk/cases/{case}"
    moderator = client_of(newspaper.person(role="moderator"))
    assert "Begin an incident" not in moderator.get(page).content.decode()
    desk = client_of(editor)
    assert "Begin an incident" in desk.get(page).content.decode()
    assert (
        "Incident: read comments first" in desk.get(f"/desk/stories/{story.ref}").content.decode()
    )
    desk.post("/desk/incidents", {"stories": story.ref})
    (it,) = incidents(newspaper.publication_id)
    assert it.stories == [story.ref]
    assert it.ends_at - it.begun_at >= timedelta(hours=2, minutes=59)
    assert status(newspaper.comment(below, "Me too.")) == "held"
    assert "An incident is in progress here" in desk.get(page).content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sections": ["0000000000001"]}, "sections"),
        ({"stories": ["0000000000001"] * 51}, "stories"),
        ({"hours": 0}, "hours"),
        ({"hours": 73}, "hours"),
        ({"slow_minutes": -1}, "slow_minutes"),
        ({"does": "none"}, "does"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_what_is_no_incident_is_refused_at_its_field(begin, given, field) -> None:
    with pytest.raises(Invalid) as refused:
        begin(**given)
    assert refused.value.field == field


def test_editors_only_and_of_this_publication(newspaper, begin) -> None:
    incident_id = begin()
    with pytest.raises(NotAllowed):
        end_incident(actor=newspaper.person(role="moderator"), incident_id=incident_id)
    with pytest.raises(NotAllowed):
        begin(actor=newspaper.person())
    with pytest.raises(NotFound):
        end_incident(actor=newspaper.person(role="editor"), incident_id=1)
