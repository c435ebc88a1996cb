"""Which language a comment is in: said where it is sure, and left open where it is not."""

import csv
import gzip
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from belowline.moderation.screening.languages import LANGUAGES, language_of
from belowline.web.desk.rule_languages import LANGUAGE_NAMES

SAID = {
    "en": "The council has met again and decided nothing at all about the old harbour bridge.",
    "de": "Der Stadtrat hat wieder getagt und über die alte Brücke am Hafen nichts beschlossen.",
    "fr": "Le conseil municipal s’est encore réuni et n’a rien décidé au sujet du vieux pont.",
    "es": "El ayuntamiento se ha reunido otra vez y no ha decidido nada sobre el viejo puente.",
    "tr": "Belediye meclisi yine toplandı ve limandaki eski köprü hakkında hiçbir karar almadı.",
    "ru": "Городской совет снова собрался и ничего не решил о старом мосте в гавани.",
    "uk": "Міська рада знову зібралася і нічого не вирішила щодо старого мосту в гавані.",
    "ja": "市議会がまた開かれたけれど、港の古い橋については何も決まらなかったそうです。",
    "zh": "市议会又开了一次会，但是对于港口那座旧桥仍然没有作出任何决定，大家都很失望。",
    "ko": "시의회가 다시 열렸지만 항구의 오래된 다리에 대해서는 아무것도 결정하지 않았습니다.",
    "iw": "מועצת העיר התכנסה שוב ולא החליטה דבר בעניין הגשר הישן שבנמל, כרגיל.",
}


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_is_in_its_language(language) -> None:
    assert language_of(SAID[language]) == language


@pytest.mark.parametrize(
    "text",
    ["", "Oh no!", "Genau.", "123 456", "lol xD :-)", "https://www.zeitung.example/ein-langer-weg"],
)
def test_little_text_has_no_language(text) -> None:
    assert language_of(text) == ""


def test_an_address_says_nothing_of_the_language() -> None:
    address = "https://zeitung.example/der-stadtrat-hat-nichts-beschlossen-ueber-die-alte-bruecke"
    assert language_of(f"{SAID['en']} {address} {address}") == "en"


def test_a_language_that_no_rule_can_ask_for_is_none() -> None:
    assert language_of("Mae’r cyngor wedi cyfarfod eto heb benderfynu dim am yr hen bont.") == ""


def test_any_text_is_borne() -> None:
    for text in ("a\0b" * 50, "\U0010ffff" * 100, "é" * 100_000, "👍🏽" * 200):
        assert language_of(text) in ("", *LANGUAGES)


def test_many_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [*SAID] * 50
        assert list(pool.map(language_of, (SAID[it] for it in asked))) == asked


def test_every_language_has_a_name() -> None:
    assert LANGUAGE_NAMES.keys() == set(LANGUAGES)


def test_comments_of_real_readers_are_in_their_language(shared) -> None:
    """Of readers of The Globe and Mail and of Der Standard: nearly none is taken for another."""
    folder = shared / "data"
    with gzip.open(folder / "labels/c3_constructive_dev.csv.gz", "rt", encoding="utf-8") as file:
        english = [row["comment_text"] for row in csv.DictReader(file)][:500]
    with (folder / "discussions/derstandard_omp_dev.jsonl").open(encoding="utf-8") as file:
        german = [row["body"] for row in map(json.loads, file)][:500]
    for language, texts in (("en", english), ("de", german)):
        found = [language_of(text) for text in texts]
        assert sum(it not in ("", language) for it in found) <= 3
        long = [it for it, text in zip(found, texts, strict=True) if len(text) > 100]
        assert long.count(language) >= 0.95 * len(long)
