"""Incidents that go on, as the desk's pages show them."""

from belowline.moderation.queries.incidents import IncidentView, incidents
from belowline.web.desk.rule_sentences import sentence_of
from belowline.web.http.visit import Visit


def shown_incidents(visit: Visit) -> list[tuple[IncidentView, str, list[str]]]:
    """What goes on, with the names of its sections and what it does in sentences."""
    names = {it.ref: it.name for it in visit.publication.sections}
    return [
        (
            it,
            ", ".join(names[ref] for ref in it.sections if ref in names),
            [sentence_of(rule, names) for rule in it.rules],
        )
        for it in incidents(visit.publication.id)
    ]
