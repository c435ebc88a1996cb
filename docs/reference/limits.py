"""Every act that is limited, and how often it is welcome."""

from dataclasses import dataclass

from belowline.config.environment import Environment
from docs.reference.tables import table


@dataclass(frozen=True, slots=True)
class LimitedAct:
    """One row: what is done, by whom it is counted, how often, and the setting that says so."""

    what: str
    counted_by: str
    most: str
    setting: str = ""


def _of(setting: str, per: str) -> str:
    return f"{Environment.model_fields[setting].default} {per}"


LIMITED_ACTS = {
    "post": LimitedAct(
        "Post a comment",
        "person",
        f"{_of('posts_per_minute', 'a minute')}, {_of('posts_per_hour', 'an hour')}",
        "`BELOWLINE_POSTS_PER_MINUTE`, `BELOWLINE_POSTS_PER_HOUR`",
    ),
    "edit": LimitedAct(
        "Edit a comment", "person", _of("edits_per_hour", "an hour"), "`BELOWLINE_EDITS_PER_HOUR`"
    ),
    "refused text": LimitedAct(
        "Write what a rule refuses, asks about or slows down", "person", "30 an hour"
    ),
    "preview": LimitedAct(
        "Preview a comment",
        "person",
        _of("previews_per_minute", "a minute"),
        "`BELOWLINE_PREVIEWS_PER_MINUTE`",
    ),
    "search": LimitedAct(
        "Search",
        "network",
        _of("searches_per_minute", "a minute"),
        "`BELOWLINE_SEARCHES_PER_MINUTE`",
    ),
    "vote": LimitedAct(
        "Vote, change a vote or take it back",
        "person",
        _of("votes_per_minute", "a minute"),
        "`BELOWLINE_VOTES_PER_MINUTE`",
    ),
    "report": LimitedAct(
        "Report a comment, or change the report",
        "person",
        _of("reports_per_hour", "an hour"),
        "`BELOWLINE_REPORTS_PER_HOUR`",
    ),
    "list": LimitedAct(
        "Follow, mute or block, add a device for notifications, or end that",
        "person",
        _of("list_changes_per_minute", "a minute"),
        "`BELOWLINE_LIST_CHANGES_PER_MINUTE`",
    ),
    "picture": LimitedAct(
        "Send, show or hide a picture",
        "person",
        _of("pictures_per_hour", "an hour"),
        "`BELOWLINE_PICTURES_PER_HOUR`",
    ),
    "article_picture": LimitedAct(
        "Upload a picture for an article",
        "person",
        _of("article_pictures_per_hour", "an hour"),
        "`BELOWLINE_ARTICLE_PICTURES_PER_HOUR`",
    ),
    "rename": LimitedAct(
        "Change one's name",
        "person",
        f"once in {Environment.model_fields['rename_days'].default} days",
        "`BELOWLINE_RENAME_DAYS`",
    ),
    "export": LimitedAct("Ask for one's data", "person", "once a day"),
    "proof": LimitedAct("Ask for a code that shows who one is", "person", "5 an hour"),
    "unsent": LimitedAct(
        "Write before logging in, and press Post",
        "network",
        _of("unsent_per_hour", "an hour"),
        "`BELOWLINE_UNSENT_PER_HOUR`",
    ),
    "publisher login": LimitedAct(
        "Log in by a publisher's account",
        "network",
        "60 a minute, 30 of one issuer",
        "`BELOWLINE_SIGN_IN_ATTEMPTS_PER_MINUTE`",
    ),
    "survey answer": LimitedAct(
        "Answer a survey",
        "network",
        _of("survey_answers_per_minute", "a minute"),
        "`BELOWLINE_SURVEY_ANSWERS_PER_MINUTE`",
    ),
    "subscriber list": LimitedAct(
        "Say who subscribes, as a publisher's server",
        "network and issuer",
        _of("subscriber_lists_per_minute", "a minute"),
        "`BELOWLINE_SUBSCRIBER_LISTS_PER_MINUTE`",
    ),
    "newsletter": LimitedAct("Ask for newsletters by the form", "network", "20 an hour"),
    "reply letter": LimitedAct(
        "Be told by email why a reply by email was not posted, or not whole", "person", "5 a day"
    ),
    "failed login": LimitedAct(
        "Log in with a wrong password",
        "network, account",
        "10 a minute from a network, 10 in five minutes to an account",
        "`BELOWLINE_SIGN_IN_ATTEMPTS_PER_MINUTE`",
    ),
    "code": LimitedAct(
        "Ask for a code to log in, or for a new password",
        "network, account",
        "20 a minute from a network, 3 to an account",
        "`BELOWLINE_SIGN_IN_ATTEMPTS_PER_MINUTE`",
    ),
    "register": LimitedAct(
        "Register", "network", "20 a minute", "`BELOWLINE_SIGN_IN_ATTEMPTS_PER_MINUTE`"
    ),
}


def page() -> str:
    """The page on limits."""
    rows = [(it.what, it.counted_by, it.most, it.setting) for it in LIMITED_ACTS.values()]
    return (
        "# Limits\n\n"
        "Whoever does more is refused with 429, a sentence that says when to try again, and "
        "`Retry-After`. What counts is what was done, also where it was changed or taken back "
        "afterwards. Trusted readers may post, edit, preview, vote and report twice as much.\n\n"
        + table(["act", "counted by", "most", "setting"], rows)
    )
