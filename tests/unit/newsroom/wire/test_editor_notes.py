"""What is written to editors never comes to readers."""

import html
import json
from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from belowline.newsroom.wire import WireItem
from unit.newsroom.wire.documents import newsml, ninjs, nitf, read

INNER = {"editor_note", "statement", "rights"}
NOTES = st.text(st.sampled_from("qxzjkvw QXZäß<&>\"'*_[]\n"), min_size=8, max_size=200).filter(
    lambda text: len(text.strip()) >= 8
)


def ninjs_with(note: str) -> str:
    picture = {
        "type": "picture",
        "ednote": note,
        "renditions": {"m": {"href": "https://a.example/x"}},
    }
    return ninjs(
        ednote=note,
        description_ednote=note,
        descriptions=[{"role": "note", "value": note}],
        bodies=[{"role": "ednote", "value": note}],
        associations={"a": picture},
    )


def newsml_with(note: str) -> str:
    said = html.escape(note)
    return newsml(
        meta=f"<edNote>{said}</edNote><edNote><p xmlns='http://www.w3.org/1999/xhtml'>{said}</p></edNote>",
        body=f"<section class='notepad'>{said}</section><p>Text.</p><p class='ednote'>{said}</p>",
    )


def nitf_with(note: str) -> str:
    said = html.escape(note)
    inside = f"<note type='npa'><body.content><p>{said}</p></body.content></note>"
    return nitf(
        data=f"<ed-msg info='{said}'>{said}</ed-msg>",
        head=inside,
        body=f"<note>{said}</note><p>Text.</p><block><note><p>{said}</p></note></block>",
    )


def shown(item: WireItem) -> str:
    """All that could come to a reader, as one text without spaces."""
    values = [getattr(item, each.name) for each in fields(item) if each.name not in INNER]
    return squeezed(json.dumps(values, default=str, ensure_ascii=False).replace("\\", ""))


def squeezed(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@settings(max_examples=150, deadline=None)
@given(note=NOTES)
def test_a_note_is_in_no_field_that_readers_see(note) -> None:
    words = squeezed(note)
    for document in (ninjs_with(note), newsml_with(note), nitf_with(note)):
        [item] = read(document)
        assert isinstance(item, WireItem), item
        assert len(words) < 4 or words not in shown(item)
        assert not words or words in squeezed(item.editor_note.replace("\\", ""))
