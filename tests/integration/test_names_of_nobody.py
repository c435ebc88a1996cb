"""Nobody is called what pages call a reader whose name they do not know, or by what is not seen."""

import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils.translation import gettext, override

import belowline
from belowline.accounts.models import Person
from belowline.accounts.names.words import PLACEHOLDERS
from belowline.accounts.queries.names import casefold_key, confusable_key, folded
from belowline.accounts.services.registration import checked_name
from belowline.accounts.services.sso.names import free_name
from belowline.core.clock import now
from belowline.core.refusals import Invalid
from belowline.discussion.services.renames import rename_reader

NOBODY = [
    "A reader",
    "読者",
    "a Reader 1",
    "読者１",
    "Ａ Ｒｅａｄｅｒ",
    "A.Reader",
    "A r\u00e9ader",
    "スタッフ",
]


@pytest.mark.parametrize("name", NOBODY)
def test_the_words_for_an_unknown_reader_are_nobodys_name(newspaper, name):
    for language in ("en", "ja"):
        with override(language), pytest.raises(Invalid):
            checked_name(name, publications=["The Test"])
    with pytest.raises(Invalid):
        rename_reader(actor=newspaper.person("ada"), name=name)


@pytest.mark.parametrize("name", NOBODY)
def test_a_publisher_gives_nobody_such_a_name_either(newspaper, name):
    assert re.fullmatch(r"Reader \d{4,}", free_name(name, publications=["The Test"]))


@pytest.mark.parametrize("name", ["Ada Reader", "Reader of Books", "愛読者", "Timeline"])
def test_names_that_only_hold_such_a_word_are_free(newspaper, name):
    assert checked_name(name, publications=["The Test"]) == name


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_badge_and_every_word_in_a_names_place_is_among_them(language):
    templates = Path(belowline.__file__).parent.rglob("templates/**/*.html")
    in_a_names_place = re.compile(r'author %}.{0,200}?{% else %}[^_]{0,30}_\("([^"]+)"\)')
    said = {
        words for template in templates for words in in_a_names_place.findall(template.read_text())
    }
    pages = Path(belowline.__file__).parent / "pages"
    said |= set(
        re.findall(r'{{ _\("([^"]+)"\)', (pages / "templates/pages/badges.html").read_text())
    )
    phrases = (pages / "comment_phrases.py").read_text()
    said |= set(re.findall(r'(?:unnamed|a_reader)=.*gettext\("([^"]+)"\)', phrases))
    assert "a reader" in said
    assert {"A reader", "Moderator"} <= said
    assert said - set(PLACEHOLDERS) <= {"Reply to a reader"}
    with override(language):
        for words in PLACEHOLDERS:
            with pytest.raises(Invalid):
                checked_name(gettext(words)[:30], publications=[])


@pytest.mark.parametrize(
    "name",
    [
        *("Tide\u034fwatcher", "Tidewatcher\ufe0f", "Ti\u200bdewatcher", "Tide\u3164watcher"),
        *("T\u202aidewatcher\u202c", "Ti\u0307dewatcher", "Tidewatcher\u0335"),
    ],
)
def test_what_is_not_seen_makes_no_other_name(newspaper, name):
    newspaper.person("Tidewatcher")
    with pytest.raises(Invalid):
        checked_name(name, publications=[])


def test_a_name_is_kept_without_what_is_not_seen(newspaper):
    assert checked_name("\u200bAda\u034f\x0bQuay\ufe0f", publications=[]) == "Ada Quay"
    with pytest.raises(Invalid, match="2 to 30 characters"):
        checked_name("\u3164\u115f\u3164", publications=[])


@pytest.mark.parametrize(("one", "other"), [("José", "Jose"), ("がく", "かく"), ("अमित", "अमत")])
def test_marks_that_are_seen_make_another_name(one, other):
    assert casefold_key(one) != casefold_key(other)


def test_the_keys_of_names_that_were_there_before_are_made_anew(newspaper):
    older, newer = newspaper.person("tom"), newspaper.person("jerry")
    other = newspaper.person("spike")
    before = {"casefold_key": "t\u034fom", "confusable_key": "t\u034fom"}
    Person.objects.filter(pk=newer.id).update(name="t\u034fom", joined_at=now(), **before)
    Person.objects.filter(pk=other.id).update(casefold_key="gone", confusable_key="gone")

    migration = import_module("belowline.accounts.migrations.0008_one_spelling")
    migration.recompute_names(apps, SimpleNamespace(connection=connection))

    people = {person.pk: person for person in Person.objects.all()}
    assert people[older.id].casefold_key == casefold_key("tom")
    assert people[newer.id].name == "t\u034fom"
    assert people[newer.id].casefold_key.startswith(f"{casefold_key('tom')}#")
    assert people[newer.id].confusable_key.startswith(f"{confusable_key('tom')}#")
    assert people[other.id].casefold_key == casefold_key("spike")
    assert folded(people[newer.id].name) == "tom"
