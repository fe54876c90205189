"""The table that a county's office asks for: its towns by metrics, last year beside this, with sentences.

What belongs here: what stands in which cell. What does not: its look (``workbook``, ``document``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.errors import WrongArguments
from warehouse.explanation import find_place
from warehouse.export.metrics import chosen_metrics
from warehouse.export.packed import writable
from warehouse.home import Home
from warehouse.readers import Published, open_published
from warehouse.registry.metrics import Metric, load_metrics
from warehouse.statements import read_statement

MAIN_TIER = 1
"""Metrics of this importance stand in the table where none are named, if any town gives them."""

REASONS = {
    "no_report": ("无报告", "no report of the town is in the warehouse"),
    "not_mentioned": ("未提及", "the report says nothing of it"),
    "parts_only": ("仅分项", "the report gives parts only; they are not added"),
    "ambiguous": ("不一致", "the report gives differing values"),
    "out_of_range": ("超范围", "the number cannot be right"),
    "document_missing": ("缺文件", "the document is missing"),
    "quarantined": ("未能读取", "the document could not be read"),
    "not_competent": ("无此职权", "the body has no such power"),
    "withdrawn": ("已撤回", "withdrawn"),
    "held": ("已暂扣", "the document was taken out"),
}
COMPARABILITY = {
    "unit_differs": ("单位不同", "the years count in different units"),
    "months_differ": ("月数不同", "the years cover different months"),
    "not_exact": ("非确数", "a figure is not exact"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A town's figure of one metric and year, and where it stands; where there is none, why."""

    value: float | None
    upper_bound: float | None
    qualifier: str | None
    months_covered: int | None
    missing_reason: str | None
    change: float | None
    change_rate: float | None
    comparability: str | None
    sentence: str | None
    start_offset: int | None
    end_offset: int | None
    rule: str | None
    issuer_name: str | None
    title: str | None
    source_url: str | None
    file: str | None

    @property
    def is_comparable(self) -> bool:
        """The change against the year before means something."""
        return self.comparability == "comparable"

    @property
    def reason(self) -> tuple[str, str]:
        """Why there is no value, in a word of Chinese and in English."""
        reason = self.missing_reason or "not_mentioned"
        return REASONS.get(reason, (reason, reason))

    @property
    def reference(self) -> str:
        """Sentence, file and offsets, or why there is no value."""
        if self.value is None:
            return " · ".join(self.reason)
        where = self.source_url or self.file
        return writable(f"{(self.sentence or '').strip()}\n{where}\n{self.start_offset}–{self.end_offset}")


@dataclass(frozen=True, slots=True)
class Town:
    """One row: a town, and its cells by metric and year."""

    code: str
    name: str
    cells: dict[tuple[str, int], Cell]


@dataclass(frozen=True, slots=True)
class TownTable:
    """Towns by metrics."""

    parent: str
    parent_code: str
    year: int
    with_last_year: bool
    version: int
    metrics: tuple[Metric, ...]
    towns: tuple[Town, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are shown, this one first."""
        return (self.year, self.year - 1) if self.with_last_year else (self.year,)

    @property
    def title(self) -> str:
        """What stands above the table."""
        return f"{self.parent} {self.year} 年度法治政府建设报告主要数据"

    @property
    def reporting(self) -> int:
        """How many of the towns have a report on the year."""
        first = self.metrics[0].key
        return sum(town.cells[first, self.year].missing_reason != "no_report" for town in self.towns)


def build_town_table(
    home: Home,
    parent: str,
    year: int,
    metrics: Sequence[str] = (),
    *,
    with_last_year: bool = False,
    version: int | None = None,
) -> TownTable:
    """Return the table of a place's towns and streets. ``parent`` is a code or a name.

    Raises:
        WrongArguments: there is no such place, nothing is below it, or no town of it reports on the year.
    """
    wanted = chosen_metrics(metrics) if metrics else tuple(m for m in load_metrics() if m.tier <= MAIN_TIER)
    with open_published(home, version) as published:
        code, name = find_place(published, parent)
        rows = published.rows(
            read_statement("export/town_cells.sql"),
            {"parent": code, "year": year, "metrics": [metric.key for metric in wanted]},
        )
        towns = _towns(rows)
        _refuse_an_empty_table(published, towns, code, name, year)
        number = published.version
    if not metrics:
        wanted = tuple(metric for metric in wanted if _is_given(metric, towns, year))
    return TownTable(name, code, year, with_last_year, number, wanted, tuple(towns))


def _towns(rows: list[dict[str, Any]]) -> list[Town]:
    towns: dict[str, Town] = {}
    for row in rows:
        code, name = row.pop("jurisdiction_code"), row.pop("jurisdiction_name")
        key = row.pop("metric"), row.pop("year")
        towns.setdefault(code, Town(code, name, {})).cells[key] = Cell(**row)
    return list(towns.values())


def _is_given(metric: Metric, towns: list[Town], year: int) -> bool:
    return any(town.cells[metric.key, year].value is not None for town in towns)


def _refuse_an_empty_table(published: Published, towns: list[Town], code: str, name: str, year: int) -> None:
    if not towns:
        raise WrongArguments(
            f"Nothing is below {name} ({code}).",
            expected="a county, prefecture or province: the table has its towns and streets",
            todo=f"fazhi explain {code} {year} METRIC for the place itself",
        )
    if any(cell.value is not None for town in towns for (_, of), cell in town.cells.items() if of == year):
        return
    there = published.rows(
        "SELECT DISTINCT m.year FROM mart_jurisdiction_year AS m WHERE m.level = 'township'"
        " AND ? IN (m.county_code, m.prefecture_code, m.province_code) ORDER BY m.year",
        [code],
    )
    years = ", ".join(str(row["year"]) for row in there) or "no year at all"
    raise WrongArguments(
        f"No town of {name} ({code}) gives such a figure on {year}.",
        expected=f"a year on which its towns report: {years}",
        todo="fazhi reports lists them",
    )
