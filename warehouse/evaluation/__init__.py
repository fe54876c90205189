"""How right the extractor is: extractions scored against labelled reports, by metric and by confidence.

What belongs here: pure functions over labels and extractions, the samples as the golden set that ships,
the report of what a change gains and loses, and the audit of a user's own corpus. What does not: any rule
of extraction.
"""

from __future__ import annotations

from warehouse.evaluation.intervals import wilson
from warehouse.evaluation.labels import Label, LabelledReport, load_labels
from warehouse.evaluation.scoring import Scoreboard, Tally, score

__all__ = ["Label", "LabelledReport", "Scoreboard", "Tally", "load_labels", "score", "wilson"]
