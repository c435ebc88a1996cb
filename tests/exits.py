"""Every way in which an article leaves the site, asked at once."""

from urllib.parse import urlencode

from django.test import Client

from belowline.core.ids import encode
from belowline.newsroom.models import Article


def exits(
    client: Client, article_id: int, comment: int | None = None, **headers: str
) -> dict[str, str]:
    """What every exit says of an article, by path; empty for one that does not know it."""
    article = Article.objects.select_related("section").get(pk=article_id)
    path = f"/{article.section.slug}/{article.slug}"
    thread = getattr(article, "thread", None)
    paths = ["/", "/politics", "/feed.atom", "/politics/feed.atom", path, f"{path}/feed.atom"]
    paths += [f"/api/v1/threads?{urlencode({'url': path})}"]
    if thread is not None:
        ref = encode(thread.id)
        paths += [f"/api/v1/threads/{ref}/comments", f"/threads/{ref}/comments"]
    if comment is not None:
        paths += [f"/c/{encode(comment)}", f"/api/v1/comments/{encode(comment)}"]
        paths += [f"/c/{encode(comment)}/answers"]
    said = {}
    for each in paths:
        answer = client.get(each, headers=headers)
        said[each] = answer.content.decode() if answer.status_code < 400 else ""
        if answer.status_code in (301, 302):
            said[each] = answer.headers["Location"]
    return said
