"""How the demo's desk begins its day: rules, who is a newcomer, who is on duty, a hand-over."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from belowline.accounts.queries.people import Actor
from belowline.cli.demo.script import ZONE
from belowline.core.clock import now
from belowline.moderation.services.hand_overs import hand_over
from belowline.moderation.services.newcomers import change_newcomers
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.moderation.services.shifts import add_shifts


def begin_day(written: Mapping[str, Any], *, moderator: Actor, editor: Actor) -> None:
    """Switches the rules on, and has the moderator be on duty from this hour on."""
    for it in written["rule"]:
        rule_id = save_rule(
            actor=editor, rule_id=None, name=it["name"], why=it["why"], typed=it, chosen={}
        )
        switch_rule(actor=editor, rule_id=rule_id, mode="live")
    change_newcomers(actor=editor, comments=written["newcomers"], shows_first=True)
    hand_over(actor=moderator, text=written["handed_over"])
    begins = now().astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
    add_shifts(
        actor=moderator,
        person_id=moderator.id,
        starts_at=begins,
        ends_at=begins + timedelta(hours=written["hours_on_duty"]),
        zone=ZONE,
    )
