"""The desk's pictures: one is uploaded from an article's form, described, and looked at."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from belowline.core.ids import decode, encode
from belowline.core.refusals import NotFound, Refusal
from belowline.newsroom.queries.desk_pictures import PICTURE_FIELDS, DeskPicture, desk_picture
from belowline.newsroom.queries.picture_files import picture_file
from belowline.newsroom.services.drafts import save_draft
from belowline.newsroom.services.pictures import describe_picture, upload_picture
from belowline.web.desk.story import seen_revision, story_at, story_page, typed_words
from belowline.web.http.addresses import address
from belowline.web.http.refusals import problem_response, wants_json
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS


@address("desk/pictures", name="desk-pictures", post=EDITORS)
def upload(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Takes a picture in, sent with all that was typed in the article's form, and leads on to its
    words; the article's first picture stands above its text.

    A script gets JSON: the picture's ref, and how it is shown among those to choose from.
    """
    found = story_at(visit, request.POST.get("story", ""))
    words = typed_words(request)
    sent = request.FILES.get("upload")
    try:
        picture_id = upload_picture(actor=visit.actor, data=sent.read() if sent else b"")
        if wants_json(request):
            return _told(request, picture_id, visit)
        words["picture"] = words["picture"] or encode(picture_id)
        save_draft(
            actor=visit.actor, article_id=found.id, words=words, revision=seen_revision(request)
        )
    except Refusal as refusal:
        if wants_json(request):
            return problem_response(refusal)
        return story_page(request, visit, found, words, refusal)
    return HttpResponseRedirect(f"/desk/pictures/{encode(picture_id)}?story={found.ref}")


@address("desk/pictures/<ref:picture>", name="desk-picture", get=EDITORS, post=EDITORS)
def words_of_picture(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """What is on a picture, whose it is, and how long it may be used."""
    found = _picture_at(visit, ref)
    back = _story(request)
    if request.method == "GET":
        return _page(request, found, back)
    words = {name: request.POST.get(name, "") for name in PICTURE_FIELDS}
    try:
        describe_picture(actor=visit.actor, picture_id=found.view.id, words=words)
    except Refusal as refusal:
        return _page(request, found, back, words, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(f"/desk/stories/{back}" if back else request.path)


@address(
    "desk/pictures/<ref:picture>/<int:width>.<kind:kind>", name="desk-picture-file", get=EDITORS
)
def file(request: HttpRequest, visit: Visit, ref: str, width: int, kind: str) -> HttpResponse:
    """A file of a picture, whether or not readers may see it."""
    content = picture_file(_picture_at(visit, ref).digest, width, kind)
    if content is None:
        raise _nothing()
    response = HttpResponse(content, content_type=f"image/{kind}")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _told(request: HttpRequest, picture_id: int, visit: Visit) -> HttpResponse:
    found = _picture_at(visit, encode(picture_id))
    context = {"it": found, "words": {"picture": ""}, "ref": request.POST.get("story", "")}
    html = render_to_string("desk/picture_tile.html", context, request)
    return JsonResponse({"ref": found.view.ref, "html": html})


def _page(
    request: HttpRequest,
    found: DeskPicture,
    back: str,
    words: dict[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {"it": found, "words": words or found.words, "back": back, "refusal": refusal}
    return render(request, "desk/picture.html", context, status=status_of(refusal))


def _picture_at(visit: Visit, ref: str) -> DeskPicture:
    found = desk_picture(publication_id=visit.actor.publication_id, picture_id=id_from(ref))
    if found is None:
        raise _nothing()
    return found


def _story(request: HttpRequest) -> str:
    """The article to go back to; empty where none is named."""
    ref = request.GET.get("story", "")
    try:
        return encode(decode(ref))
    except ValueError:
        return ""


def _nothing() -> NotFound:
    return NotFound(gettext("There is no such picture."))
