"""What an agency sends to the demo's newspapers: items of a feed that wait at the desk."""

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings

from belowline.cli.demo.script import Paper
from belowline.core.clock import now
from belowline.newsroom.queries.publications import publication_by_slug
from belowline.newsroom.services.feeds import add_feed
from belowline.newsroom.services.wire_intake import take_in


def receive(paper: Paper) -> None:
    """Puts the agency's items in a folder beside the database and takes them in. Raises LookupError
    for a paper or a section that is not there.
    """
    publication = publication_by_slug(paper.slug)
    if publication is None:
        raise LookupError(paper.slug)
    file = files("belowline.cli.demo") / "content" / paper.slug / "wire.toml"
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    section = publication.section(written["section"])
    if section is None:
        raise LookupError(written["section"])
    folder = Path(settings.ENVIRONMENT.data_dir) / "demo-wire" / paper.slug
    folder.mkdir(parents=True, exist_ok=True)
    for number, it in enumerate(written["item"], start=1):
        item = _ninjs(it, f"urn:demo:{paper.slug}:{number}", written["agency"], now())
        (folder / f"{number:02}.json").write_text(json.dumps(item), encoding="utf-8")
    feed_id = add_feed(
        publication_id=publication.id,
        section_id=section.id,
        name=written["name"],
        address=str(folder),
        contract=written["contract"],
    )
    take_in(feed_id=feed_id)


def _ninjs(it: Mapping[str, Any], uri: str, agency: str, today: datetime) -> dict[str, str]:
    """The item as an agency writes it: IPTC ninjs 1.3."""
    made = today - timedelta(minutes=it["minutes_ago"])
    item = {
        "uri": uri,
        "type": "text",
        "version": "1",
        "versioncreated": made.isoformat(timespec="seconds"),
        "pubstatus": "usable",
        "headline": it["headline"],
        "description_text": it["standfirst"],
        "byline": agency,
        "copyrightholder": agency,
        "copyrightnotice": f"© {agency} {made.year}",
        "body_xhtml": "".join(f"<p>{words}</p>" for words in it["body"].strip().split("\n\n")),
    }
    return item | {key: it[key] for key in ("usageterms", "ednote") if key in it}
