"""Version 1 of the API: everything that the site does for a reader."""

from django.views.decorators.http import require_safe

from belowline.web.api.comments import router as comments
from belowline.web.api.documented import DocumentedAPI
from belowline.web.api.errors import answer_errors
from belowline.web.api.notifications import router as notifications
from belowline.web.api.people import router as people
from belowline.web.api.search import router as search
from belowline.web.api.sessions import router as sessions
from belowline.web.api.subscriptions import router as subscriptions
from belowline.web.api.threads import router as threads

api = DocumentedAPI(
    title="Belowline",
    version="1",
    urls_namespace="api-1",
    docs_url=None,
    docs_decorator=require_safe,
    description=(
        "Discussions below articles. Ids are 13 characters; times are RFC 3339. "
        "Every error is `application/problem+json` (RFC 9457)."
    ),
)
api.add_router("", threads)
api.add_router("", comments)
api.add_router("", people)
api.add_router("", notifications)
api.add_router("", search)
api.add_router("", sessions)
api.add_router("", subscriptions)
answer_errors(api)
