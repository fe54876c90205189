"""Read Chinese rule-of-law government reports: text in, typed and sourced observations out.

Pure functions over strings, with the metric catalogue, cues and places as data beside them.
Nothing here stores, publishes or schedules, and nothing but the standard library and
``regex`` is imported, so that the package runs unchanged in a process pool or on a cluster.
"""

from extractors.extract import extract
from extractors.records import Change, Extraction, NumberEntry, Observation, Report

__all__ = ["Change", "Extraction", "NumberEntry", "Observation", "Report", "extract"]
