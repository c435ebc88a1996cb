"""Forms in which readers write: comment, reply, quote, preview, edit, withdraw."""

from contextlib import suppress
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.policies import barred_from
from belowline.core.ids import decode, encode
from belowline.core.refusals import Invalid, NotAllowed, NotFound, Refusal
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.questions import question_text
from belowline.discussion.queries.threads import ThreadView
from belowline.discussion.queries.writers import may_write
from belowline.discussion.services.editable_text import text_to_edit, text_to_quote
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.previews import preview
from belowline.newsroom.queries.articles import article_by_id
from belowline.pages.citations import cited
from belowline.web.discussion.drafts import UnsentComment, forget, keep_and_log_in, kept
from belowline.web.http.addresses import address
from belowline.web.http.lookup import comment_at, own_comment_at, thread_at
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import AUTHOR, EVERYBODY, READERS, WRITERS
from belowline.web.http.written_for import READER_FIELD, check_form


@address("threads/<ref:thread>/comments", name="compose", get=EVERYBODY, post=WRITERS)
def compose(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Writes a comment in a thread: the form, its preview, and the posting itself."""
    thread = thread_at(visit, ref)
    asked = request.GET.get("question", "")
    if request.method == "GET":
        begun = kept(request, ref)
        answered, text = (begun.parent, begun.text) if begun else ("", "")
        asked = begun.question if begun else asked
    else:
        answered, text = request.POST.get("parent", ""), request.POST.get("text", "")
    try:
        parent = comment_at(visit, answered) if answered else None
    except NotFound as refusal:
        return _form(request, visit, thread, text=text, parent=None, refusal=refusal)
    if request.method == "GET":
        return _form(request, visit, thread, text=text, parent=parent, asked=asked)
    return _posted(request, visit, thread, parent)


@address("c/<ref:comment>/reply", name="reply", get=EVERYBODY)
def reply(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The form for an answer to a comment."""
    answered = comment_at(visit, ref)
    return _form(request, visit, thread_at(visit, answered.thread_ref), text="", parent=answered)


@address("c/<ref:comment>/quote", name="quote", get=EVERYBODY)
def quote(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The form for an answer that begins with the comment's words."""
    answered = comment_at(visit, ref)
    text = text_to_quote(comment_id=answered.id)
    return _form(request, visit, thread_at(visit, answered.thread_ref), text=text, parent=answered)


@address("preview", name="preview", post=READERS)
def preview_fragment(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How a text would look as a comment of a thread, as a fragment for the page's script."""
    thread = thread_at(visit, request.POST.get("thread", ""))
    answered = request.POST.get("parent", "")
    html = preview(
        actor=visit.actor,
        text=request.POST.get("text", ""),
        thread_id=thread.id,
        parent_id=id_from(answered) if answered else None,
    )
    return HttpResponse(cited(html))


@address("c/<ref:comment>/edit", name="edit", get=AUTHOR, post=AUTHOR)
def edit(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Changes one's own comment."""
    actor = visit.actor
    written = own_comment_at(visit, ref)
    if request.method == "GET":
        return _edit_form(request, written, text_to_edit(actor=actor, comment_id=written.id))
    text = request.POST.get("text", "")
    try:
        check_form(request, visit)
        is_sure = "sure" in request.POST
        edit_comment(actor=actor, comment_id=written.id, text=text, is_sure=is_sure)
    except Refusal as refusal:
        return _edit_form(request, written, text, refusal)
    return _done(visit, written.id)


@address("c/<ref:comment>/withdraw", name="withdraw", get=AUTHOR, post=AUTHOR)
def withdraw(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes one's own comment back, after one question."""
    actor = visit.actor
    written = own_comment_at(visit, ref)
    if request.method == "GET":
        if written.author_id != actor.id:
            raise NotAllowed(gettext("You can only delete your own comments."))
        return render(request, "discussion/withdraw.html", {"comment": written})
    withdraw_comment(actor=actor, comment_id=written.id)
    return _done(visit, written.id)


def _posted(
    request: HttpRequest, visit: Visit, thread: ThreadView, parent: CommentView | None
) -> HttpResponse:
    text = request.POST.get("text", "")
    parent_id = parent.id if parent else None
    try:
        check_form(request, visit)
        if visit.viewer is None:
            answered = parent.ref if parent else ""
            opened_for = request.POST.get(READER_FIELD, "")
            asked = request.POST.get("question", "")[:13]
            unsent = UnsentComment(thread.ref, answered, text, opened_for, asked)
            return keep_and_log_in(request, unsent)
        if "preview" in request.POST:
            shown = preview(actor=visit.actor, text=text, thread_id=thread.id, parent_id=parent_id)
            return _form(request, visit, thread, text=text, parent=parent, shown=shown)
        comment_id = post_comment(
            actor=visit.actor,
            thread_id=thread.id,
            text=text,
            parent_id=parent_id,
            idempotency_key=_key(request),
            question_id=_question(thread, request.POST.get("question", ""))[0],
            is_sure="sure" in request.POST,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _form(request, visit, thread, text=text, parent=parent, refusal=refusal)
    forget(request)
    return _done(visit, comment_id)


def _done(visit: Visit, comment_id: int) -> HttpResponse:
    written = own_comment_at(visit, encode(comment_id))
    return HttpResponseRedirect("/me#held" if written.is_held else f"/c/{written.ref}")


def _form(
    request: HttpRequest,
    visit: Visit,
    thread: ThreadView,
    *,
    text: str,
    parent: CommentView | None,
    shown: str = "",
    refusal: Refusal | None = None,
    asked: str = "",
) -> HttpResponse:
    question_id, question = _question(thread, request.POST.get("question", asked))
    return render(
        request,
        "discussion/compose.html",
        {
            "question": question,
            "question_ref": encode(question_id) if question_id else "",
            "thread": thread,
            "article": article_by_id(
                publication_id=thread.publication_id, article_id=thread.article_id
            ),
            "parent": parent,
            "text": text,
            "shown": shown,
            "barred": _barred(visit),
            "is_shut": visit.viewer is not None and not may_write(visit.viewer, thread),
            "refusal": refusal,
            # What was refused was not posted under this key; what is sent now is another comment.
            "key": uuid4() if refusal else request.POST.get("key") or uuid4(),
            "most": settings.ENVIRONMENT.comment_max_characters,
        },
        status=status_of(refusal),
    )


def _barred(visit: Visit) -> str:
    """Why the reader can only read for now; empty where they can take part, or are not known."""
    if visit.viewer is None:
        return ""
    return barred_from(person_id=visit.viewer.id, publication_id=visit.publication.id)


def _question(thread: ThreadView, ref: str) -> tuple[int | None, str]:
    """The article's question with this ref, and its words; nothing for what is none of its."""
    with suppress(ValueError):
        question_id = decode(ref)
        if text := question_text(thread=thread, question_id=question_id):
            return question_id, text
    return None, ""


def _edit_form(
    request: HttpRequest, written: CommentView, text: str, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "comment": written,
        "text": text,
        "refusal": refusal,
        "most": settings.ENVIRONMENT.comment_max_characters,
        "minutes": settings.ENVIRONMENT.edit_minutes,
    }
    status = status_of(refusal)
    return render(request, "discussion/edit.html", context, status=status)


def _key(request: HttpRequest) -> UUID | None:
    with suppress(ValueError):
        return UUID(request.POST.get("key", ""))
    raise Invalid(
        gettext(
            "Something is wrong with this form. Please copy your text, reload the "
            "page and try again."
        )
    )
