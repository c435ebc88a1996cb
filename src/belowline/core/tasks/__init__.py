"""Work done after the answer: planned in a transaction, done by whichever process is free."""

from belowline.core.tasks.planning import plan

__all__ = ["plan"]
