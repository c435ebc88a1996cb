"""Names are in one script, or in those that one language is written in (UTS 39)."""

import pytest

from belowline.accounts.names.scripts import is_of_one_script


@pytest.mark.parametrize(
    "name",
    [
        "tidewatcher",
        "Zoë Ünal",
        "Пётр 7",
        "Οδυσσέας",
        "أحمد",
        "שרה",
        "नमस्ते",
        "สมชาย",
        "山田タロウ",
        "さくらSakura",
        "한국 Kim",
        "漢한",
        "ㄅㄆ山Lin",
        "カー",
    ],
)
def test_one_script_is_fine_and_so_are_those_of_one_language(name) -> None:
    assert is_of_one_script(name)


@pytest.mark.parametrize("name", ["раypal", "Αlpha", "ㄅ한", "Tom한さ", "שaרה", "αбв", "ᚠᚢᚦ"])
def test_a_mixture_is_not_nor_is_a_script_of_the_past(name) -> None:
    assert not is_of_one_script(name)
