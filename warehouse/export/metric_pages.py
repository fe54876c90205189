"""A page of documentation for each metric, drawn from the catalogue, the registry and the scoreboard.

``python -m warehouse.export.metric_pages FOLDER`` writes them, in Chinese (``.zh.md``) and English (``.md``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from extractors.catalogue import load_catalogue
from warehouse.evaluation.golden import metric_rows
from warehouse.explore.wording import plain
from warehouse.registry.families import FAMILIES
from warehouse.registry.metrics import (
    Metric,
    Relation,
    load_breaks,
    load_metrics,
    load_relations,
    value_range,
)

Language = Literal["zh", "en"]
Accuracy = Mapping[str, Mapping[str, Any]]
_KINDS = {
    "count": ("件数", "count"),
    "amount": ("金额（元）", "amount in yuan"),
    "rate": ("百分率", "percentage"),
    "score": ("分数", "score"),
}


def pages() -> dict[str, str]:
    """Return every page by its file name: an index, and one a metric, each in both languages."""
    accuracy = {row["metric"]: row for row in metric_rows()}
    made = {"index.md": _index("en", accuracy), "index.zh.md": _index("zh", accuracy)}
    for metric in load_metrics():
        made[f"{metric.key}.md"] = metric_page(metric, "en", accuracy)
        made[f"{metric.key}.zh.md"] = metric_page(metric, "zh", accuracy)
    return made


def metric_page(metric: Metric, language: Language, accuracy: Accuracy) -> str:
    """Return the page of one metric: what it is, how reports word it, what to mind, how right it is."""
    zh = language == "zh"
    name, other = (metric.name_zh, metric.name_en) if zh else (metric.name_en, metric.name_zh)
    lines = [f"# {name}\n", f"`{metric.key}` · {other}\n", *_facts(metric, zh)]
    lines += ["", "## 报告怎么写\n" if zh else "## How reports word it\n", *_examples(metric)]
    if notes := [*_notes(metric, zh)]:
        lines += ["", "## 须注意\n" if zh else "## What to mind\n", *notes]
    lines += ["", "## 抽取有多准\n" if zh else "## How right it is\n"]
    lines += [_accuracy(accuracy.get(metric.key), zh)]
    lines += ["", "## 查询\n" if zh else "## Asking for it\n", *_asking(metric)]
    return "\n".join(lines) + "\n"


def _facts(metric: Metric, zh: bool) -> Iterator[str]:
    low, high = value_range(metric.kind)
    told = {
        ("类别", "Family"): FAMILIES[metric.family][0 if zh else 1],
        ("单位", "Unit"): metric.unit,
        ("量", "Measure"): _KINDS[metric.kind][0 if zh else 1],
        ("可否加总", "Additive"): _additive(metric, zh),
        ("时点还是时期", "Stock or flow"): _stock(metric, zh),
        ("所在列", "Column"): f"`fact_{metric.family}.{metric.key}`",
        ("Stata 短名", "Name in Stata"): f"`{metric.short_name}`",
        ("可能的范围", "Possible range"): f"{plain(low)} … {plain(high)}",
    }
    yield "| | |"
    yield "|---|---|"
    for (name_zh, name_en), value in told.items():
        yield f"| {name_zh if zh else name_en} | {value} |"


def _additive(metric: Metric, zh: bool) -> str:
    if metric.additive:
        return "可在同级单位间相加" if zh else "yes: may be summed over issuers of one level"
    return "不可加总" if zh else "no: must not be summed"


def _stock(metric: Metric, zh: bool) -> str:
    if metric.is_stock:
        return "时点：期末的状态" if zh else "stock: a state at a point in time"
    return "时期：一段时间内发生的" if zh else "flow: what happened over a period"


def _examples(metric: Metric) -> Iterator[str]:
    for clause, value in load_catalogue().metrics[metric.key].examples:
        yield f"- {clause} → **{plain(value)}**"


def _notes(metric: Metric, zh: bool) -> Iterator[str]:
    if metric.caveats:
        yield f"- {metric.caveats}"
    found = load_catalogue().metrics[metric.key]
    if found.kind_of:
        yield f"- {'是其一种' if zh else 'A kind of'}: {_link(found.kind_of, zh)}"
    if found.parts:
        beside = "旁有此词即为一部分" if zh else "Beside these words it is a part"
        yield f"- {beside}: {'、'.join(found.parts)}"
    for relation in load_relations():
        if metric.key in (relation.part_metric, relation.other_part_metric, relation.whole_metric):
            yield f"- {_relation(relation, zh)}"
    for change in load_breaks():
        if change.metric == metric.key:
            yield f"- {change.break_date}: {change.law}. {change.note}"


def _relation(relation: Relation, zh: bool) -> str:
    part, whole = _link(relation.part_metric, zh), _link(relation.whole_metric, zh)
    if relation.kind == "sum" and relation.other_part_metric:
        other = _link(relation.other_part_metric, zh)
        return f"{part} ＋ {other} ＝ {whole}" if zh else f"{part} + {other} = {whole}"
    rate = ""
    if relation.rate_metric:
        rate = f"（{_link(relation.rate_metric, zh)}）" if zh else f" ({_link(relation.rate_metric, zh)})"
    return f"{part} 不多于 {whole}{rate}" if zh else f"{part}: not above {whole}{rate}"


def _link(key: str, zh: bool) -> str:
    metric = _by_key()[key]
    return f"[{metric.name_zh if zh else metric.name_en}]({key}.md)"


@cache
def _by_key() -> dict[str, Metric]:
    return {metric.key: metric for metric in load_metrics()}


def _accuracy(row: Mapping[str, Any] | None, zh: bool) -> str:
    if row is None:
        return "样本中没有它的标注，未测。" if zh else "The labelled samples have none of it: not measured."
    counts = row["support"], row["found"], row["extra"], row["exact"]
    precision, recall = (_share(row, name) for name in ("precision", "recall"))
    if zh:
        told = "样本标注 {} 处，读出 {} 处，多读 {} 处，各项全对 {} 处。".format(*counts)
        told += f"精确率 {precision}，召回率 {recall}。"
        return told + "括号内为95%区间；样本为上限，见[准确度](../accuracy.md)。"
    told = "{} labels in the samples: {} found, {} extra readings, {} right in every slot. ".format(*counts)
    told += f"Precision {precision}, recall {recall}; in brackets the 95 % interval. "
    return told + "The samples are an upper bound: [accuracy](../accuracy.md)."


def _share(row: Mapping[str, Any], name: str) -> str:
    if row[name] is None:
        return "–"
    return f"{row[name]:.0%} [{row[f'{name}_low']:.0%}, {row[f'{name}_high']:.0%}]"


def _asking(metric: Metric) -> Iterator[str]:
    wanted, table = metric.key, f"fact_{metric.family}"
    asked = f"select jurisdiction_code, year, {wanted} from {table} where {wanted} is not null"
    yield "```sh"
    yield f'fazhi query "{asked}"'
    yield f"fazhi explain PLACE YEAR {metric.key}"
    yield f"fazhi audit-sample --metric {metric.key} --n 100 --seed 7 -o page.html"
    yield "```"


def _index(language: Language, accuracy: Accuracy) -> str:
    zh = language == "zh"
    metrics = load_metrics()
    heading = f"# 指标（{len(metrics)}）\n" if zh else f"# Metrics ({len(metrics)})\n"
    told = (
        "每项一页：含义、报告的写法、须注意之处、准确度。"
        "由目录生成：`python -m warehouse.export.metric_pages`。\n"
        if zh
        else "A page each: meaning, wording, what to mind, accuracy. "
        "Drawn from the catalogue: `python -m warehouse.export.metric_pages`.\n"
    )
    lines = [heading, told]
    for family, members in groupby(metrics, key=lambda metric: metric.family):
        lines += [f"## {FAMILIES[family][0 if zh else 1].capitalize()}\n", *_rows(members, zh, accuracy), ""]
    return "\n".join(lines)


def _rows(members: Iterator[Metric], zh: bool, accuracy: Accuracy) -> Iterator[str]:
    yield "| 指标 | 单位 | 可加总 | 精确率 |" if zh else "| metric | unit | additive | precision |"
    yield "|---|---|---|---|"
    for metric in members:
        row = accuracy.get(metric.key)
        precision = "–" if row is None else _share(row, "precision")
        name = metric.name_zh if zh else f"{metric.name_en} {metric.name_zh}"
        additive = ("是" if zh else "yes") if metric.additive else ("否" if zh else "no")
        yield f"| [{name}]({metric.key}.md) `{metric.key}` | {metric.unit} | {additive} | {precision} |"


def main(argv: list[str] | None = None) -> int:
    """Write the pages into the folder that is named; return the exit code."""
    folder = Path((sys.argv[1:] if argv is None else argv)[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
