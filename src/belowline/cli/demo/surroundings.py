"""What stands around the demo's articles: offers, the order of the front page, the other site."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from belowline.accounts.queries.people import Actor
from belowline.cli.demo.illustrations import scene
from belowline.cli.demo.script import Paper
from belowline.network.queries.offers import offers_at_desk
from belowline.network.queries.sites import site_choices
from belowline.network.services.offers import save_offer
from belowline.network.services.sites import link_sites, name_site
from belowline.newsroom.queries.desk_front import front_at_desk
from belowline.newsroom.services.front_pages import order_front

_LARGE = 3
"""Articles of the front page that are placed: one leads, two stand large."""


def offer(paper: Paper, editor: Actor) -> None:
    """Makes the newspaper's offers, where there are none."""
    if offers_at_desk(editor.publication_id):
        return
    file = files("belowline.cli.demo") / "content" / paper.slug / "offers.toml"
    for words in tomllib.loads(file.read_text(encoding="utf-8"))["offer"]:
        drawn = words.pop("scene", "")
        save_offer(
            actor=editor,
            picture=scene(drawn) if drawn else None,
            offer_id=None,
            words=words,
            places=(),
            sections=(),
        )


def order(editor: Actor) -> None:
    """Places the newest articles that have pictures on the front page, where nobody has."""
    front = front_at_desk(editor.publication_id, None)
    if front.revision:
        return
    placed = [card.id for card in front.others if card.shown_picture][:_LARGE]
    order_front(actor=editor, section_id=None, article_ids=placed, revision=0)


def link(administrators: Mapping[str, Actor]) -> None:
    """Has the newspapers show one another; administrators by their newspaper's address."""
    for own, actor in administrators.items():
        for address in administrators:
            if address != own:
                name_site(actor=actor, address=address)
        others = {choice.id for choice in site_choices(actor.publication_id)}
        link_sites(actor=actor, shows=others, is_shown=others)
