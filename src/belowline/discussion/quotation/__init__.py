"""Recognises, in the text of a comment, whom its writer quotes and addresses."""

from belowline.discussion.quotation.comments import EarlierComment, Memory, Mention, Quote, Reading
from belowline.discussion.quotation.fingerprints import fingerprints, probes
from belowline.discussion.quotation.lost_article import article_of_quotes
from belowline.discussion.quotation.memory import ThreadMemory
from belowline.discussion.quotation.names import is_stamp, stamped
from belowline.discussion.quotation.recognition import probes_of, recognise
from belowline.discussion.quotation.recovery import Edge, Kind, Recovered, Recovery, recover

__all__ = [
    "EarlierComment",
    "Edge",
    "Kind",
    "Memory",
    "Mention",
    "Quote",
    "Reading",
    "Recovered",
    "Recovery",
    "ThreadMemory",
    "article_of_quotes",
    "fingerprints",
    "is_stamp",
    "probes",
    "probes_of",
    "recognise",
    "recover",
    "stamped",
]
