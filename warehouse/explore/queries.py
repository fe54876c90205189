"""What the explorer asks of the published file, as typed rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from warehouse.explore.choice import Choice
from warehouse.explore.wording import Wording
from warehouse.readers import Published
from warehouse.statements import read_statement

MOST_PLACES = 300
"""Places that one list offers; beyond, a word narrows it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from: what a list shows, and what it stands for."""

    places: dict[str, str]
    years: dict[str, int]
    metrics: dict[str, str]
    provinces: dict[str, str]
    levels: dict[str, str]


def offered(published: Published, say: Wording, search: str = "", chosen: Choice | None = None) -> Offered:
    """Return what can be chosen: places that a word finds, and those that are chosen already."""
    places = published.rows(read_statement("explore/places.sql"))
    kept = set(chosen.places) if chosen else set()
    found = [p for p in places if search in p["full_name"] or p["jurisdiction_code"].startswith(search)]
    listed = [p for p in places if p["jurisdiction_code"] in kept]
    listed += [p for p in found[:MOST_PLACES] if p["jurisdiction_code"] not in kept]
    metrics = published.rows(read_statement("explore/metrics.sql"))
    years = "select distinct report_year as year from report where is_current and report_year > 0 order by 1"
    coverage = published.rows(read_statement("explore/coverage.sql"), {"level": None})
    return Offered(
        places=_unique(listed, lambda p: p["full_name"], "jurisdiction_code"),
        years={str(y["year"]): y["year"] for y in published.rows(years)},
        metrics=_unique(metrics, lambda m: say.either(m["name_zh"], m["name_en"]), "metric"),
        provinces={c["province"]: c["province_code"] for c in coverage},
        levels={say.code(p["level"], "level_"): p["level"] for p in places},
    )


def _unique(rows: list[dict[str, Any]], label: Callable[[dict[str, Any]], str], key: str) -> dict[str, str]:
    """Labels that two share are told apart by what they stand for."""
    shown = [label(row) for row in rows]
    twice = {text for text in shown if shown.count(text) > 1}
    return {
        f"{text} {row[key]}" if text in twice else text: row[key]
        for text, row in zip(shown, rows, strict=True)
    }


def figures(published: Published, choice: Choice) -> pl.DataFrame:
    """Return the figures of a choice, one row a report, metric and year, each with its source."""
    return published.sql(read_statement("explore/figures.sql"), choice.parameters())


def gaps(published: Published, choice: Choice) -> dict[tuple[str, str, int, str], str]:
    """Return why cells of a choice are empty: by issuer, kind of report, year and metric."""
    rows = published.rows(read_statement("explore/gaps.sql"), choice.parameters())
    return {(r["issuer_id"], r["report_type"], r["year"], r["metric"]): r["missing_reason"] for r in rows}


def peers(published: Published, choice: Choice) -> pl.DataFrame:
    """Return where the figures of a choice stand among their peers."""
    return published.sql(read_statement("explore/peers.sql"), choice.parameters())


def movers(published: Published, choice: Choice) -> pl.DataFrame:
    """Return changes against the year before, the greatest that compare first."""
    return published.sql(read_statement("explore/movers.sql"), choice.parameters())


def coverage(published: Published, level: str | None) -> pl.DataFrame:
    """Return how many reports there are by province and year."""
    return published.sql(read_statement("explore/coverage.sql"), {"level": level})


def reported(published: Published, level: str | None, province: str | None) -> pl.DataFrame:
    """Return who has reported on which year, and who was expected to."""
    asked = {"level": level, "province": province}
    return published.sql(read_statement("explore/reported.sql"), asked)


def findings(published: Published, choice: Choice) -> pl.DataFrame:
    """Return what does not add up in the reports of a choice."""
    return published.sql(read_statement("explore/findings.sql"), choice.parameters("places", "years"))


def credibility(published: Published, choice: Choice) -> pl.DataFrame | None:
    """Return how far each report of a choice can be trusted; None where this version does not say."""
    if "mart_report_credibility" not in table_names(published):
        return None
    try:
        return published.sql(read_statement("explore/credibility.sql"), choice.parameters("places", "years"))
    except duckdb.BinderException:
        return None  # A version from before the table had its present columns.


def tables(published: Published) -> list[tuple[str, str]]:
    """Return the tables, each with its meaning."""
    rows = published.rows(read_statement("explore/tables.sql"))
    return [(row["table_name"], row["comment"] or "") for row in rows]


def table_names(published: Published) -> frozenset[str]:
    """Return the names of all published tables."""
    return frozenset(name for name, _ in tables(published))


def summary(published: Published) -> dict[str, Any]:
    """Return how much is published, and when it was built."""
    return published.rows(read_statement("explore/summary.sql"))[0]
