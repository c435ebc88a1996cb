"""Takes a text with markup out of an XML document, without its notes to editors."""

from lxml import etree

from belowline.newsroom.wire.elements import text_of

_NOTES = frozenset(
    {"notepad", "np-public", "np-editorial", "ednote", "editorsnote", "editors-note"}
)


def html_of(root: etree._Element, notes: list[str]) -> str:
    """The element as HTML, without namespaces; notes to editors in it are moved to `notes`."""
    for each in list(root.iter("*")):
        each.tag = str(each.tag).rpartition("}")[2]
        if _NOTES & set((each.get("class") or "").lower().split()):
            notes.append(text_of(each))
            _drop(each)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode", method="html", with_tail=False)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        element.clear()
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
