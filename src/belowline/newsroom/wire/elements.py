"""Looks things up in the XML of wires."""

from collections.abc import Iterator

from lxml import etree

Namespaces = dict[str, str]


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, whatever somebody has written as that."""
    return str(element.tag).rpartition("}")[2]


def namespace_of(element: etree._Element) -> str:
    """The namespace of the element's name; empty where there is none."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def text_of(element: etree._Element | None) -> str:
    """All text in the element, on one line; empty for none."""
    if element is None:
        return ""
    return " ".join("".join(_pieces(element)).split())


def texts(root: etree._Element, path: str, names: Namespaces | None = None) -> Iterator[str]:
    """The texts at a path that are not empty."""
    return (text for each in root.iterfind(path, names) if (text := text_of(each)))


def first(root: etree._Element, path: str, names: Namespaces | None = None) -> str:
    """The first text at a path that is not empty."""
    return next(texts(root, path, names), "")


def given(root: etree._Element, path: str, name: str, names: Namespaces | None = None) -> str:
    """An attribute of the first element at a path that has it."""
    found = (each.get(name) for each in root.iterfind(path, names))
    return next((str(each).strip() for each in found if each and each.strip()), "")


def _pieces(element: etree._Element) -> Iterator[str]:
    yield from (str(each) for each in element.itertext())
