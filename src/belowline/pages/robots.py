"""robots.txt (RFC 9309): what programs are asked to leave alone."""

from belowline.newsroom.queries.publications import PublicationView

AI_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Diffbot",
    "FacebookBot",
    "GPTBot",
    "Google-Extended",
    "ImagesiftBot",
    "Meta-ExternalAgent",
    "Omgilibot",
    "PanguBot",
    "Timpibot",
    "anthropic-ai",
    "cohere-ai",
)
"""Programs that gather texts to train models with, as their owners name them."""
_NOT_FOR_PROGRAMS = (
    *("/accounts/", "/api/", "/desk/", "/me$", "/me/", "/search$", "/search?"),
    *("/offers/", "/threads/"),
)


def robots_text(publication: PublicationView) -> str:
    """The file of a publication: nothing personal for anybody, nothing at all for those who train
    models unless the publication lets them.
    """
    shut = [f"User-agent: {name}\n" for name in AI_CRAWLERS if not publication.ai_crawlers]
    groups = ["".join([*shut, "Disallow: /\n"])] if shut else []
    rules = "".join(f"Disallow: {path}\n" for path in _NOT_FOR_PROGRAMS)
    groups.append(f"User-agent: *\n{rules}")
    maps = "".join(
        f"Sitemap: {publication.base_url}/{name}.xml\n" for name in ("sitemap", "news-sitemap")
    )
    return "\n".join([*groups, maps])
