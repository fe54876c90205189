"""A panel: one row a place and year, and beside each value what an analyst must know before using it.

What belongs here: its rows and columns, as a frame. What does not: the forms it is written in (``stata``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from warehouse.errors import WrongArguments
from warehouse.export.metrics import chosen_metrics
from warehouse.home import Home
from warehouse.readers import open_published
from warehouse.registry import TABLES, Column
from warehouse.registry.families import value_column
from warehouse.registry.metrics import Metric, short_name
from warehouse.registry.model import SHORT_NAME_LIMIT
from warehouse.statements import read_statement

BESIDE = {
    "basis": ("_b", "依据", "basis"),
    "qualifier": ("_q", "限定", "qualifier"),
    "months_covered": ("_m", "覆盖月数", "months covered"),
    "missing_reason": ("_r", "空缺原因", "why there is no value"),
}
"""What stands beside each value: the ending of its short name, and what it is, short enough for a label."""

_DTYPES = {
    "BIGINT": pl.Int64(),
    "DOUBLE": pl.Float64(),
    "VARCHAR": pl.String(),
    "DECIMAL(18,2)": pl.Float64(),
}
_FROM_REPORT = ("issuer_name", "report_id")
_PLACES = (
    "jurisdiction_code",
    "year",
    "full_name",
    "level",
    "province_code",
    "prefecture_code",
    "county_code",
    *_FROM_REPORT,
)


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows, and what each column means."""

    frame: pl.DataFrame
    columns: tuple[Column, ...]
    version: int
    metrics: tuple[Metric, ...]

    def reasons(self, metric: Metric) -> list[tuple[str, int]]:
        """Return why cells of a metric are empty, and how many each, the most frequent first."""
        told = Counter(self.frame.get_column(f"{metric.key}_missing_reason").drop_nulls().to_list())
        return sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))


def build_panel(home: Home, names: Sequence[str], version: int | None = None) -> Panel:
    """Return the panel of some metrics: a row for each place and year that its own government reports on.

    A value is the stated total; where only one part is given the value is empty, ``basis`` says single_part
    and ``missing_reason`` parts_only.

    Raises:
        WrongArguments: a metric is unknown, or no place has a report.
    """
    metrics = chosen_metrics(names)
    with open_published(home, version) as published:
        places = published.sql(read_statement("export/panel_places.sql"))
        keys = {"metrics": [metric.key for metric in metrics]}
        cells = published.sql(read_statement("export/panel_cells.sql"), keys)
        number = published.version
    if places.is_empty():
        raise WrongArguments(
            "No place's own government has a report in this version.",
            expected="at least one usable report",
            where=home.root,
            todo="fazhi reports",
        )
    columns = [_place_column(name) for name in _PLACES]
    frame = places.select(_PLACES)
    for metric in metrics:
        beside = _columns_of(metric)
        own = cells.filter(pl.col("metric") == metric.key).select(
            "jurisdiction_code",
            "year",
            *(
                pl.col(source).cast(_DTYPES[column.type]).alias(column.name)
                for source, column in zip(("value", *BESIDE), beside, strict=True)
            ),
        )
        frame = frame.join(own, on=["jurisdiction_code", "year"], how="left", maintain_order="left")
        columns += beside
    return Panel(frame, tuple(columns), number, metrics)


def _place_column(name: str) -> Column:
    table = TABLES["report"] if name in _FROM_REPORT else TABLES["mart_jurisdiction_year"]
    return TABLES["dim_jurisdiction"].column(name) if name == "full_name" else table.column(name)


def _columns_of(metric: Metric) -> list[Column]:
    facts = TABLES["fact_metric"]
    columns = [value_column(metric)]
    for name, (ending, zh, en) in BESIDE.items():
        column = facts.column(name)
        columns.append(
            replace(
                column,
                name=f"{metric.key}_{name}",
                short_name=_short(metric.key, ending),
                meaning_zh=f"{metric.name_zh}：{zh}",
                meaning_en=f"{metric.name_en}: {en}",
                is_nullable=True,
            )
        )
    return columns


def _short(key: str, ending: str) -> str:
    """Return a name that an ending still fits to; where words cannot be abbreviated further, it is cut."""
    room = SHORT_NAME_LIMIT - len(ending)
    name = short_name(key)
    if len(name) > room:
        # Two long names may begin alike: three letters of a hash keep them apart.
        name = f"{name[: room - 4].rstrip('_')}_{hashlib.sha256(key.encode()).hexdigest()[:3]}"
    return name + ending
