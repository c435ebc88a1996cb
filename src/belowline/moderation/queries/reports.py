"""Why comments are reported and removed."""

from belowline.moderation.models import Reason

REASONS = tuple(Reason.choices)
"""Every reason with its words, in the order in which they are offered."""
