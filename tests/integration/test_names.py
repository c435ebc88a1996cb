"""Names: nobody can look like somebody else, and everybody can change theirs now and then."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, models

from belowline.accounts.models import Person
from belowline.accounts.queries.names import casefold_key, confusable_key
from belowline.accounts.queries.people import actor
from belowline.core.clock import now
from belowline.core.models import OutboxEvent
from belowline.core.refusals import Invalid, TooMany
from belowline.discussion.services.renames import rename_reader
from tests.found import comment

LOOKALIKES = ["раураl", "PAYPAL", "paypaI", "PayPa1", "ｐａｙｐａｌ", "paypaⅼ", "Paypal", "pаypal"]


@pytest.mark.parametrize("name", LOOKALIKES)
def test_a_name_that_looks_like_somebody_elses_is_refused(newspaper, name):
    newspaper.person("paypal")
    with pytest.raises(Invalid):
        newspaper.person(name)


@pytest.mark.parametrize(
    ("taken", "name"), [("НАТА", "HATA"), ("moon", "MO0N"), ("Peña", "PEN\u0303A")]
)
def test_so_is_one_that_does_so_in_capitals(newspaper, taken, name):
    newspaper.person(taken)
    with pytest.raises(Invalid, match="looks like it"):
        newspaper.person(name)


@pytest.mark.parametrize("name", ["paypals", "Kal", "山田", "Пётр", "أحمد", "Søren O'Neil"])
def test_other_names_are_free(newspaper, name):
    newspaper.person("paypal")
    newspaper.person("Kai")
    assert newspaper.person(name).name == name


def test_a_name_of_mixed_scripts_is_refused_with_a_sentence(newspaper):
    with pytest.raises(Invalid, match="mixes letters from different alphabets"):
        newspaper.person("Иvan")


@pytest.mark.parametrize("name", ["Moderator", "M0derator", "admin_7", "The Editor", "The Test"])
def test_a_reader_cannot_take_a_name_of_the_staff_or_of_the_publication(newspaper, name):
    reader = newspaper.person()
    with pytest.raises(Invalid, match="reserved"):
        rename_reader(actor=reader, name=name)


def test_the_staff_can(newspaper):
    rename_reader(actor=newspaper.person(role="moderator"), name="Moderator Kim")


def test_nor_can_somebody_who_registers(newspaper, client):
    form = {"name": "moderator", "email": "m@example.org", "password1": "rope and tide 9"}
    page = client.post("/accounts/signup/", form, headers={"Sec-Fetch-Site": "same-origin"})
    assert "reserved" in page.content.decode()
    assert not Person.objects.exists()


def test_another_name_is_shown_wherever_somebody_wrote_or_was_quoted(newspaper):
    thread = newspaper.thread()
    said = "The tide tables have been wrong since the spring, and nobody has told us."
    reader, other = newspaper.person("old_name"), newspaper.person()
    first = newspaper.comment(thread, said, by=reader)
    quoting = newspaper.comment(thread, f"> {said}\n\nWho should have?", by=other)
    third = newspaper.comment(thread, f"> {said}\n\nSomebody.", to=quoting)
    assert "old_name" in comment(third).html

    rename_reader(actor=reader, name="New Name")

    assert comment(first).author == "New Name"
    for number in (quoting, third):
        assert ">New Name</a></cite>" in comment(number).html
        assert "old_name" not in comment(number).html
    renamed = OutboxEvent.objects.get(name="ReaderRenamed")
    assert (renamed.publication_id, renamed.thread_id) == (newspaper.publication_id, None)


def test_a_name_is_changed_once_a_month(newspaper, settings):
    reader = newspaper.person("first_one")
    rename_reader(actor=reader, name="second_one")
    with pytest.raises(TooMany, match="once every 30 days"):
        rename_reader(actor=reader, name="third_one")
    Person.objects.filter(pk=reader.id).update(renamed_at=now() - timedelta(days=31))
    rename_reader(actor=reader, name="third_one")
    assert Person.objects.get(pk=reader.id).name == "third_one"


def test_the_same_name_again_changes_nothing(newspaper):
    reader = newspaper.person("just_me")
    rename_reader(actor=reader, name="just_me")
    assert Person.objects.get(pk=reader.id).renamed_at is None


def test_ones_own_name_can_be_written_another_way(newspaper):
    reader = newspaper.person("just_me")
    rename_reader(actor=reader, name="Just_Me")
    assert Person.objects.get(pk=reader.id).name == "Just_Me"


class PersonBefore(models.Model):
    """A person, with the columns called as they were when this migration was written."""

    name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=255, db_column="casefold_key")
    name_look = models.CharField(max_length=255, db_column="confusable_key")
    joined_at = models.DateTimeField()

    class Meta:
        app_label = "before"
        managed = False
        db_table = Person._meta.db_table

    def __str__(self) -> str:
        return self.name


def test_people_whose_names_look_alike_are_carried_over(newspaper):
    older, newer, other = (newspaper.person(name) for name in ("tom", "jerry", "spike"))
    Person.objects.filter(pk=newer.id).update(
        name="tоm", casefold_key="tоm", confusable_key="", joined_at=now() + timedelta(days=1)
    )
    Person.objects.filter(pk=older.id).update(casefold_key="TOM")

    migration = import_module("belowline.accounts.migrations.0002_profiles")
    before = SimpleNamespace(get_model=lambda *_: PersonBefore)
    migration.recompute_names(before, SimpleNamespace(connection=connection))

    people = {person.id: person for person in Person.objects.all()}
    assert people[older.id].casefold_key == casefold_key("tom")
    assert people[older.id].confusable_key == confusable_key("tom")
    assert people[newer.id].name == "tоm"
    assert people[newer.id].casefold_key.startswith(f"{casefold_key('tom')}#")
    assert people[other.id].casefold_key == casefold_key("spike")
    rename_reader(
        actor=actor(person_id=newer.id, publication_id=newspaper.publication_id), name="Tomas"
    )
    assert Person.objects.get(pk=newer.id).casefold_key == casefold_key("Tomas")


def test_others_who_are_quoted_beside_somebody_keep_their_names(newspaper):
    thread = newspaper.thread()
    first_said = "The tide tables have been wrong since the spring, and nobody has told us."
    other_said = "The lighthouse was painted green on Monday without anybody being asked."
    reader, other = newspaper.person("old_name"), newspaper.person("lamp_lit")
    newspaper.comment(thread, first_said, by=reader)
    newspaper.comment(thread, other_said, by=other)
    quoting = newspaper.comment(thread, f"> {first_said}\n\nAnd:\n\n> {other_said}\n\nBoth.")

    rename_reader(actor=reader, name="New Name")

    html = comment(quoting).html
    assert (html.count(">New Name</a></cite>"), html.count(">lamp_lit</a></cite>")) == (1, 1)
