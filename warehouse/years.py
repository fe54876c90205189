"""Report years as the keys under which documents are read again: after a change of rules, one year at a time.

What belongs here: which key a document falls under. What does not: the years of facts (``fact_metric.year``),
which may come from the name of a file as well.
"""

from __future__ import annotations

from warehouse.lake import Lake

# In 2004 the State Council's outline asked every government for a yearly report. An unused key costs nothing.
FIRST_YEAR, LAST_YEAR = 2004, 2040
OTHER = "other"
"""Documents without a year in their text or with one outside the keys, and those that were never read."""
REPORT_YEARS = (*map(str, range(FIRST_YEAR, LAST_YEAR + 1)), OTHER)

_LEDGER = ("document_id", "extractor_version", "outcome", "report_year", "first_run")


def key_of(year: int | None) -> str:
    """Return the key that a report year falls under."""
    return str(year) if year is not None and FIRST_YEAR <= year <= LAST_YEAR else OTHER


def keys_of_documents(lake: Lake) -> dict[str, str]:
    """Return the key of every document that could be read, by what its latest reading says of its year."""
    reports = lake.read("report", ["document_id", "extractor_version", "report_year"]).to_pylist()
    years = {(row["document_id"], row["extractor_version"]): row["report_year"] for row in reports}
    # A reading that failed says nothing: the document stays where an earlier one found it to belong.
    readings = [row for row in lake.read("ledger", _LEDGER).to_pylist() if row["outcome"] != "failed"]
    keys = {}
    for row in sorted(readings, key=lambda row: str(row["first_run"])):
        said = years.get((row["document_id"], row["extractor_version"]), row["report_year"])
        keys[row["document_id"]] = key_of(said)
    return keys
