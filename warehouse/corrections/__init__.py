"""Corrections by hand, as data: which cell, what to do with it, why, who, when, and what the source says.

Ours lie beside this file, the user's own in ``<home>/corrections`` and go before ours. There are none of ours
yet: one is shipped where a public source shows that the machine misreads a document that anybody can fetch.
Form of an entry (``*.toml``)::

    [[correction]]
    place = "110116108000"      # 12-digit code
    year = 2024
    metric = "fine_amount"
    action = "override"         # or "drop" (no value), "flag" (the value stays and is pointed out),
                                # "accept" (the value stays: somebody has looked, and it is read right)
    value = 15000               # of an override, in the metric's own unit
    expect = 150                # what the machine reads, or a fragment of the sentence: else the run stops
    reason = "…"
    who = "…"                   # published: a role or initials will do
    when = 2026-01-05
    # optional: report_type, issuer (id, else the place's own government), document (sha256 of the file),
    # start and end (offsets of the number in that document), qualifier of an override

What belongs here: reading the entries, and holding them against the sources. What does not: applying them
(``sql/facts/fact_metric.sql``), so that the machine's value always stands beside the corrected one.
"""

from __future__ import annotations

from warehouse.corrections.fitting import assert_corrections_fit
from warehouse.corrections.loading import Correction, complaint_about, corrections_version, load_corrections
from warehouse.corrections.rows import correction_rows

__all__ = [
    "Correction",
    "assert_corrections_fit",
    "complaint_about",
    "correction_rows",
    "corrections_version",
    "load_corrections",
]
