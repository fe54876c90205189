"""The tables whose columns are the metrics: twelve wide ``fact_<family>`` and ``mart_jurisdiction_year``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse.registry.loader import load_fields, make_column
from warehouse.registry.metrics import Metric, value_range
from warehouse.registry.model import NAME, Column, Table

FAMILIES = {
    "governance": ("党政主要负责人履职与学法", "leadership duties and study of law"),
    "training": ("法治培训", "legal training"),
    "publicity": ("普法宣传", "legal publicity"),
    "legality_review": ("合法性审查与规范性文件", "legality review and normative documents"),
    "enforcement": ("行政执法", "administrative enforcement"),
    "disputes": ("矛盾纠纷化解", "disputes and mediation"),
    "petitions": ("信访", "petitions"),
    "litigation": ("行政复议与诉讼", "reconsideration and litigation"),
    "disclosure": ("政务公开", "disclosure of information"),
    "legal_services": ("公共法律服务", "public legal services"),
    "government_services": ("政务服务", "government services"),
    "safety": ("社会治安与安全", "public safety"),
}
TYPE_OF_MEASURE = {"count": "BIGINT", "amount": "DECIMAL(18,2)", "rate": "DOUBLE", "score": "DOUBLE"}
_KEY = ("jurisdiction_code", "issuer_id", "report_type", "year")
_PLACE = (
    "jurisdiction_code",
    "year",
    "jurisdiction_name",
    "level",
    "province_code",
    "prefecture_code",
    "county_code",
)


def family_tables(metrics: Sequence[Metric]) -> list[Table]:
    """Return the wide fact tables, in the order of the families."""
    return [_family_table(family, [m for m in metrics if m.family == family]) for family in FAMILIES]


def jurisdiction_year_mart(metrics: Sequence[Metric]) -> Table:
    """Return the mart that puts all metrics of a place's own government side by side."""
    return Table(
        name="mart_jurisdiction_year",
        group="marts",
        meaning_zh="每地每年一行：该地人民政府或街道办事处本身所报全部指标",
        meaning_en="One row a place and year: every metric that its own government or street office reports",
        key=("jurisdiction_code", "year"),
        columns=(*_shared([*_PLACE, "report_id"]), *(value_column(m) for m in metrics)),
        depends_on=("fact_metric", "dim_jurisdiction", "dim_issuer"),
        sql="marts/mart_jurisdiction_year.sql",
        parameters={"values": pivot(metrics)},
        may_be_empty=True,
    )


def value_column(metric: Metric) -> Column:
    """Return the column that holds a metric's value."""
    lowest, highest = value_range(metric.kind)
    return Column(
        name=metric.key,
        type=TYPE_OF_MEASURE[metric.kind],
        unit=metric.unit,
        meaning_zh=metric.name_zh,
        meaning_en=metric.name_en,
        short_name=metric.short_name,
        is_nullable=True,
        minimum=lowest,
        maximum=highest,
        is_additive=metric.additive,
        caveats=metric.caveats,
    )


def pivot(metrics: Sequence[Metric]) -> str:
    """Return the expressions that turn rows of metrics into columns."""
    lines = []
    for metric in metrics:
        # Keys become identifiers and literals here, so only plain names may pass.
        if not NAME.fullmatch(metric.key):
            raise ValueError(f"metric key {metric.key!r} is no plain name")
        kind = TYPE_OF_MEASURE[metric.kind]
        value = f"max(f.value) filter (where f.metric = '{metric.key}')"
        lines.append(f"    cast({value} as {kind}) as {metric.key}")
    return ",\n".join(lines)


def _family_table(family: str, metrics: Sequence[Metric]) -> Table:
    zh, en = FAMILIES[family]
    return Table(
        name=f"fact_{family}",
        group="facts",
        meaning_zh=f"{zh}：每地、机关、报告类型、年度一行，每个指标一列",
        meaning_en=f"Facts on {en}: one row a place, issuer, report type and year, one column a metric",
        key=_KEY,
        columns=(*_shared([*_KEY, "report_id"]), *(value_column(m) for m in metrics)),
        depends_on=("fact_metric",),
        sql="facts/fact_family.sql",
        parameters={"values": pivot(metrics)},
    )


def _shared(names: Sequence[str]) -> list[Column]:
    fields: dict[str, dict[str, Any]] = load_fields()
    return [make_column(name, fields[name], "fields.toml") for name in names]
