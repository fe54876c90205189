"""Places: the table of divisions, and which of them a name or an issuer means.

What belongs here: place names in and codes out. What does not: reading the head of a report
(``extractors.head``).
"""

from extractors.places.cues import kind_above, settle
from extractors.places.mentions import place_by_mentions
from extractors.places.origins import settle_by_origin
from extractors.places.readings import Reading, read_phrase
from extractors.places.resolve import Resolution, cli_record, resolve_place
from extractors.places.table import SCHEME, Place, PlaceTable, load_places

__all__ = [
    "SCHEME",
    "Place",
    "PlaceTable",
    "Reading",
    "Resolution",
    "cli_record",
    "kind_above",
    "load_places",
    "place_by_mentions",
    "read_phrase",
    "resolve_place",
    "settle",
    "settle_by_origin",
]
