"""Incidents that go on, as the desk's pages show them."""

from belowline.moderation.queries.incidents import IncidentView, incidents
from belowline.web.desk.incident_stories import headlines_of
from belowline.web.desk.rule_sentences import sentence_of
from belowline.web.http.visit import Visit


def shown_incidents(visit: Visit) -> list[tuple[IncidentView, list[str], list[str]]]:
    """What goes on, with the names of its sections and articles and what it does in sentences."""
    going_on = incidents(visit.publication.id)
    stories = [ref for it in going_on for ref in it.stories]
    names = {it.ref: it.name for it in visit.publication.sections} | headlines_of(visit, stories)
    return [
        (
            it,
            [names[ref] for ref in (*it.sections, *it.stories) if ref in names],
            [sentence_of(rule, names) for rule in it.rules],
        )
        for it in going_on
    ]
