"""Where a survey goes on after an option, as an editor types it."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from belowline.core.refusals import Invalid

_ARROWS = ("→", "->", "=")


def jumps_of(
    words: Mapping[str, str], name: str, options: Sequence[str], places: Mapping[int, int]
) -> dict[str, int]:
    """Places of questions by option, from lines like `Yes → 4`; `end` is beyond the last. `places`
    are those of the questions by the numbers that stand beside them in the form.

    Raises Invalid for what is no option of a question with one choice, or leads back.
    """
    field = f"{name}-jumps"
    lines = [it.strip() for it in words.get("jumps", "").splitlines() if it.strip()]
    if lines and words.get("kind") != "single":
        raise Invalid(gettext("Only a question with one choice can lead on."), field=field)
    own = places[int(name.rpartition("-")[2])]
    return dict(_jump(line, own, options, places, field) for line in lines)


def _jump(
    line: str, own: int, options: Sequence[str], places: Mapping[int, int], field: str
) -> tuple[str, int]:
    arrow = next((it for it in _ARROWS if it in line), None)
    option, _, target = line.rpartition(arrow) if arrow else (line, "", "")
    option, target = option.strip(), target.strip()
    if option not in options:
        raise Invalid(
            gettext("This question doesn’t have the option “%(option)s”.") % {"option": option},
            field=field,
        )
    place = _place(target, places)
    if place is None or place <= own:
        raise Invalid(
            gettext("Please write the number of a later question after “%(option)s”, or “end”.")
            % {"option": option},
            field=field,
        )
    return str(options.index(option)), place


def _place(target: str, places: Mapping[int, int]) -> int | None:
    if target.lower() in {"end", gettext("end")}:
        return len(places) + 1
    is_number = target.isascii() and target.isdigit() and len(target) < 4
    return places.get(int(target)) if is_number else None
