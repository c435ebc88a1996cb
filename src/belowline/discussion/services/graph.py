"""Keeps the graph of answers and the index of passages in step with the comments' texts."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from belowline.core.bulk_sql import add_to_rows, insert_rows, select_rows
from belowline.discussion.models import Answer, Comment, Fingerprint
from belowline.discussion.queries.comment_parsing import ParsedComment
from belowline.discussion.services.passages import Spoken, write_fingerprints


@dataclass(frozen=True, slots=True)
class Node:
    """A published comment as the graph sees it."""

    id: int
    thread_id: int
    parent_id: int | None
    understood: ParsedComment

    @property
    def edges(self) -> dict[int, str]:
        """How it answers which comments; a reply that also quotes is a reply."""
        edges = dict(self.understood.edges)
        if self.parent_id is not None:
            edges[self.parent_id] = Answer.Kind.REPLY
        return edges


def without_unwelcome(nodes: Sequence[Node], blockers: Mapping[int, Collection[int]]) -> list[Node]:
    """The nodes without their edges to comments of people who do not want to be answered.

    `blockers` are those people, by the node that they do not want to be answered by. The words
    stay as they were written; the edge, which would tell whoever is quoted or addressed, goes.
    """
    targets = {target for node in nodes if node.id in blockers for target in node.understood.edges}
    if not targets:
        return list(nodes)
    authors = dict(select_rows(Comment, ["id", "author_id"], id=targets))
    return [
        replace(node, understood=_without(node.understood, authors, blockers.get(node.id, ())))
        for node in nodes
    ]


def add_edges(nodes: Sequence[Node]) -> None:
    """Writes the edges and fingerprints of new comments, and counts what they answer."""
    write_edges(nodes)
    add_to_rows(Comment, "answers", Counter(target for node in nodes for target in node.edges))


def write_edges(nodes: Iterable[Node]) -> None:
    """The same without counting."""
    nodes = list(nodes)
    _write_answers(nodes)
    write_fingerprints(_spoken(nodes))


def write_edges_of_held(nodes: Iterable[Node]) -> None:
    """Writes those of comments that wait: they count nowhere, and nobody can quote their words."""
    nodes = list(nodes)
    _write_answers(nodes)
    write_fingerprints(_spoken(nodes), out_of_sight=True)


def _write_answers(nodes: Iterable[Node]) -> None:
    insert_rows(
        Answer,
        ["thread_id", "source_id", "target_id", "kind"],
        [
            (node.thread_id, node.id, target, str(kind))
            for node in nodes
            for target, kind in node.edges.items()
        ],
    )


def _spoken(nodes: Iterable[Node]) -> Iterator[Spoken]:
    return (Spoken(it.id, it.thread_id, it.understood.fingerprints) for it in nodes)


def replace_edges(
    comment: Comment, understood: ParsedComment, *, blocked_by: Collection[int] = ()
) -> None:
    """Writes them anew after the text of a published comment has changed.

    `blocked_by` are those who do not want to be answered by its author.
    """
    edges = Answer.objects.filter(source=comment)
    targets = edges.values_list("target_id", flat=True)
    add_to_rows(Comment, "answers", dict.fromkeys(targets, -1))
    edges.delete()
    Fingerprint.objects.filter(comment=comment).delete()
    node = Node(comment.id, comment.thread_id, comment.parent_id, understood)
    add_edges(without_unwelcome([node], {comment.id: blocked_by} if blocked_by else {}))


def replace_edges_of_held(
    comment: Comment, understood: ParsedComment, *, blocked_by: Collection[int] = ()
) -> None:
    """The same for a held comment, which counts nowhere and whose words nobody quotes."""
    Answer.objects.filter(source=comment).delete()
    Fingerprint.objects.filter(comment=comment).delete()
    node = Node(comment.id, comment.thread_id, comment.parent_id, understood)
    write_edges_of_held(without_unwelcome([node], {comment.id: blocked_by} if blocked_by else {}))


def _without(
    understood: ParsedComment, authors: Mapping[int, int | None], blockers: Collection[int]
) -> ParsedComment:
    edges = {
        target: kind
        for target, kind in understood.edges.items()
        if authors.get(target) not in blockers
    }
    return replace(understood, edges=edges)
