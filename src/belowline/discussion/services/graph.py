"""Keeps the graph of answers and the index of passages in step with the comments' texts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belowline.core.rows import add_to_rows, insert_rows
from belowline.discussion.models import Answer, Comment, Fingerprint
from belowline.discussion.queries.memory import digests
from belowline.discussion.queries.understanding import Understood


@dataclass(frozen=True, slots=True)
class Node:
    """A published comment as the graph sees it."""

    id: int
    thread_id: int
    parent_id: int | None
    understood: Understood

    @property
    def edges(self) -> dict[int, str]:
        """How it answers which comments; a reply that also quotes is a reply."""
        edges = dict(self.understood.edges)
        if self.parent_id is not None:
            edges[self.parent_id] = Answer.Kind.REPLY
        return edges


def add_edges(nodes: Sequence[Node]) -> None:
    """Writes the edges and fingerprints of new comments, and counts what they answer."""
    write_edges(nodes)
    add_to_rows(Comment, "answers", Counter(target for node in nodes for target in node.edges))


def write_edges(nodes: Iterable[Node]) -> None:
    """The same without counting."""
    nodes = list(nodes)
    insert_rows(
        Answer,
        ["thread_id", "source_id", "target_id", "kind"],
        [
            (node.thread_id, node.id, target, str(kind))
            for node in nodes
            for target, kind in node.edges.items()
        ],
    )
    insert_rows(
        Fingerprint,
        ["digest", "comment_id"],
        [
            (digest, node.id)
            for node in nodes
            for digest in digests(node.thread_id, node.understood.fingerprints)
        ],
    )


def replace_edges(comment: Comment, understood: Understood) -> None:
    """Writes them anew after the text of a published comment has changed."""
    edges = Answer.objects.filter(source=comment)
    targets = edges.values_list("target_id", flat=True)
    add_to_rows(Comment, "answers", dict.fromkeys(targets, -1))
    edges.delete()
    Fingerprint.objects.filter(comment=comment).delete()
    add_edges([Node(comment.id, comment.thread_id, comment.parent_id, understood)])
