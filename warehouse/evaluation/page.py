"""The page on which a user marks a sample: one file, no address but its own, every word escaped.

What belongs here: the page's HTML. What does not: its behaviour (``page.js``), its look (``page.css``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warehouse.evaluation.marks import FORMAT, MARKS
from warehouse.evaluation.sampling import Sample
from warehouse.html import Html, document, element, head, void

_HERE = Path(__file__).parent
_WORDS = {"right": "对 · right", "wrong": "错 · wrong", "unsure": "不定 · unsure"}
_SLOTS = (
    ("限定 qualifier", "qualifier"),
    ("状态 status", "status"),
    ("口径 scope", "scope"),
    ("从属于 part of", "of_which"),
    ("范围 subset", "subset"),
    ("把握 confidence", "confidence"),
)


def render(sample: Sample) -> str:
    """Return the page of a sample."""
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    titled = head(f"抽样核对 · audit sample: {sample.metric or 'all metrics'}", style, script)
    items = [_item(i, row) for i, row in enumerate(sample.rows, 1)]
    body = element("body", _header(sample), _main(sample, items), element("script", Html(script)))
    return document(titled, body)


def _header(sample: Sample) -> Html:
    drawn = (
        f"版本 version {sample.version} · 种子 seed {sample.seed} ·"
        f" {len(sample.rows)} 条，抽自 of {sample.population}"
    )
    return element(
        "header",
        element("h1", "抽样核对 · Audit sample"),
        element("p", f"{sample.metric or '全部指标 all metrics'} · {drawn}"),
        element(
            "p",
            "每条：句中标出的数字是否确为该指标、该数值？键 1 对，2 错，3 不定。"
            " Is the marked number this metric, with this value? Keys: 1 right, 2 wrong, 3 unsure.",
        ),
        element(
            "div",
            element("output", "0", id="tally", aria_live="polite"),
            element("button", "下载 JSON · download", type="button", id="save-json"),
            element("button", "下载 CSV · download", type="button", id="save-csv"),
            class_="bar",
        ),
    )


def _main(sample: Sample, items: list[Html]) -> Html:
    return element(
        "main",
        *items,
        id="sample",
        data_format=FORMAT,
        data_version=sample.version,
        data_metric=sample.metric or "",
        data_seed=sample.seed,
        data_population=sample.population,
    )


def _item(number: int, row: Mapping[str, Any]) -> Html:
    choices = [
        element("label", void("input", type="radio", name=f"mark-{number}", value=mark), f" {_WORDS[mark]}")
        for mark in MARKS
    ]
    slots = [(label, row[name]) for label, name in _SLOTS if row[name] is not None]
    period = " … ".join(day for day in (row["period_start"], row["period_end"]) if day)
    slots += [("期间 period", period)] if period else []
    if row["yoy_value"] is not None:
        slots.append(("同比 change", f"{row['yoy_value']:g} {row['yoy_unit']}"))
    return element(
        "article",
        element("h2", f"{number}. {row['name_zh']} · {row['name_en']}"),
        element("p", element("b", _value(row)), f"  {row['metric']}", class_="value"),
        element("blockquote", *_sentence(row)),
        element("p", f"{row['issuer_name'] or ''} {row['report_year'] or ''}", class_="source"),
        element("dl", *(Html(element("dt", k) + element("dd", v)) for k, v in slots)),
        element("fieldset", element("legend", "判断 · verdict"), *choices),
        data_id=row["observation_id"],
        data_metric=row["metric"],
        data_value=row["value"],
        tabindex=-1,
    )


def _value(row: Mapping[str, Any]) -> str:
    upper = f"–{row['value_max']:,.10g}" if row["value_max"] is not None else ""
    return f"{row['value']:,.10g}{upper} {row['unit']}"


def _sentence(row: Mapping[str, Any]) -> tuple[object, ...]:
    text, start, end = row["sentence"], row["numeral_start"], row["numeral_end"]
    return text[:start], element("mark", text[start:end]), text[end:]
