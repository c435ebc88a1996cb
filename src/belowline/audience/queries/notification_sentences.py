"""What a notification says, in one sentence."""

from django.utils.translation import gettext, ngettext

from belowline.audience.queries.notifications import NotificationView


def sentence_of(it: NotificationView) -> str:
    """The sentence, in the language that is spoken."""
    if it.names:
        return _answered(it)
    if it.kind == "news":
        return _news(it.new)
    return {
        "picked": gettext("Your comment is an editors’ pick"),
        "removed": gettext("Your comment was removed"),
        "restored": gettext("Your comment is shown again"),
        "published": gettext("Your comment was published"),
    }[it.kind]


def _answered(it: NotificationView) -> str:
    others = len(it.names) - 1 + it.others
    values = {"name": it.names[0] or gettext("A reader"), "n": others}
    if not others:
        return {
            "reply": gettext("%(name)s replied to you"),
            "quote": gettext("%(name)s quoted you"),
            "mention": gettext("%(name)s mentioned you"),
            "person": gettext("%(name)s commented"),
        }[it.kind] % values
    return _several(it.kind, others) % values


def _several(kind: str, n: int) -> str:
    return {
        "reply": ngettext(
            "%(name)s and %(n)s other replied to you", "%(name)s and %(n)s others replied to you", n
        ),
        "quote": ngettext(
            "%(name)s and %(n)s other quoted you", "%(name)s and %(n)s others quoted you", n
        ),
        "mention": ngettext(
            "%(name)s and %(n)s other mentioned you", "%(name)s and %(n)s others mentioned you", n
        ),
        "person": ngettext(
            "%(name)s and %(n)s other commented", "%(name)s and %(n)s others commented", n
        ),
    }[kind]


def _news(number: int) -> str:
    if not number:
        return gettext("New comments in a discussion you follow")
    return ngettext(
        "%(n)s new comment in a discussion you follow",
        "%(n)s new comments in a discussion you follow",
        number,
    ) % {"n": number}
