"""Work done after the answer: planned in a transaction, done by whichever process is free."""

from belowline.core.tasks.enqueue import enqueue

__all__ = ["enqueue"]
