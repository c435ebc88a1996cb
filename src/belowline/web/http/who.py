"""Who may do what an address does: what happens to each who asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from belowline.accounts.policies import check_administers, check_edits, check_moderates
from belowline.accounts.queries.people import Actor

ROLES = (
    *("nobody", "reader", "trusted", "author", "reporter"),
    *("moderator", "editor", "administrator"),
)
"""Nobody who is logged in; a reader; a trusted reader; whoever wrote the comment that it is about;
the staff's roles at the publication that is asked."""
_STAFF = ("reporter", "moderator", "editor", "administrator")


@dataclass(frozen=True, slots=True)
class Who:
    """What happens, by role: `yes`, `log in`, `again` (shows once more that it is them), `no`, or
    `nothing` (there is nothing of theirs at this address). With `at_the_door` whoever is not
    logged in is turned away before the view is asked; with a `policy` so is whoever it refuses,
    or has not shown a second factor.
    """

    name: str
    happens: Mapping[str, str]
    at_the_door: bool
    policy: Callable[[Actor], None] | None


def _who(
    name: str,
    *,
    nobody: str,
    others: str,
    at_the_door: bool = True,
    policy: Callable[[Actor], None] | None = None,
    some: Mapping[str, str] = MappingProxyType({}),
) -> Who:
    happens = {**dict.fromkeys(ROLES, others), "nobody": nobody, **some}
    return Who(name, happens, at_the_door and nobody == "log in", policy)


def _staff_from(lowest: str, policy: Callable[[Actor], None]) -> Who:
    able = dict.fromkeys(_STAFF[_STAFF.index(lowest) :], "yes")
    return _who(f"{lowest}s", nobody="log in", others="no", policy=policy, some=able)


EVERYBODY = _who("everybody", nobody="yes", others="yes")
READERS = _who("logged-in readers", nobody="log in", others="yes")
WRITERS = _who(
    "logged-in readers; what others began is kept until they log in",
    nobody="log in",
    others="yes",
    at_the_door=False,
)
VOTERS = _who(
    "logged-in readers, but not the author; others’ votes are cast when they log in",
    nobody="log in",
    others="yes",
    at_the_door=False,
    some={"author": "no"},
)
AUTHOR = _who("the author", nobody="log in", others="no", some={"author": "yes"})
OTHERS = _who(
    "logged-in readers, but not the author", nobody="log in", others="yes", some={"author": "no"}
)
MODERATORS = _staff_from("moderator", check_moderates)
EDITORS = _staff_from("editor", check_edits)
ADMINISTRATORS = _staff_from("administrator", check_administers)
PROVEN = _who(
    "logged-in readers who have just confirmed it is them", nobody="log in", others="again"
)
PUBLISHERS = _who(
    "a page or a server of a publisher, with a good token or code", nobody="no", others="no"
)
BEARERS = _who("holders of a bearer token", nobody="log in", others="log in", at_the_door=False)
OWNER = _who("its owner", nobody="log in", others="nothing")
CONFIGURED = _who("nobody, before it is configured", nobody="nothing", others="nothing")
UNDER_WAY = _who("readers in the middle of it", nobody="log in", others="log in", at_the_door=False)
