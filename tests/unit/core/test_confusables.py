"""What looks alike has one skeleton (UTS 39), and what does not has not."""

import subprocess
import sys

import pytest

from belowline.core.unicode.confusables import _ASCII, prototypes, skeleton

ALIKE = [
    ("paypal", "раураl"),  # Cyrillic er, a, u, er, a
    ("paypal", "рaypаl"),
    ("scope", "ѕсоре"),  # the example of UTS 39: all Cyrillic
    ("google", "gооgle"),
    ("paypal", "paypaI"),  # capital i
    ("paypal", "paypa1"),
    ("modern", "rnodern"),
    ("HATA", "НАТА"),
    ("Ωmega", "Ωmega"),  # ohm sign, capital omega
    ("tοm", "tom"),  # Greek omicron
    ("Σ", "Ʃ"),
    ("日", "⽇"),  # ideograph and radical
    ("カ", "力"),  # katakana ka, ideograph for strength
    ("ا", "l"),  # Arabic alef
    ("café", "cafe\u0301"),
    ("tide", "ti\u034fde\ufe0f"),  # what is not seen
    ("か", "か\U000e0100"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_looks_alike_has_one_skeleton(one, other) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("paypal", "paypat"), ("кот", "kot."), ("山田", "山本"), ("Ünal", "Unal"), ("أحمد", "محمد")],
)
def test_what_does_not_look_alike_has_two(one, other) -> None:
    assert skeleton(one) != skeleton(other)


def test_ascii_is_drawn_as_the_whole_table_draws_it() -> None:
    table = {
        letter: shown for letter in range(128) if (shown := prototypes().get(letter)) is not None
    }
    assert table == _ASCII


def test_a_skeleton_is_its_own_skeleton() -> None:
    for one, other in ALIKE:
        assert skeleton(skeleton(one)) == skeleton(one)
        assert skeleton(skeleton(other)) == skeleton(other)


def test_who_compares_nothing_but_ascii_does_not_hold_the_table() -> None:
    asked = (
        "from belowline.core.unicode import confusables\n"
        "confusables.skeleton('paypa1')\n"
        "print(confusables.prototypes.cache_info().currsize)"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "0"
