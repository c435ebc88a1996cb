"""Keeps who wrote an article beside its byline."""

from belowline.newsroom.bylines import authors_of
from belowline.newsroom.models import Article, ArticleAuthor


def write_authors(article: Article) -> None:
    """Writes down the names of the article's byline. Call it inside the transaction that does."""
    names = authors_of(article.byline)
    kept = dict(ArticleAuthor.objects.filter(article=article).values_list("slug", "name"))
    if kept == names:
        return
    ArticleAuthor.objects.filter(article=article).delete()
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(publication_id=article.publication_id, article=article, slug=slug, name=name)
        for slug, name in names.items()
    )
