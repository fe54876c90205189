"""``fazhi explain``: a number's value, sentence, file and offsets, its rule, its rivals, a line to cite."""

from __future__ import annotations

import argparse

from rich.text import Text

from dagster_project.messages import console, labelled
from warehouse.explanation import Explanation, Source, explain
from warehouse.home import Home

_QUALIFIERS = {
    "exact": "",
    "more_than": "多于",
    "at_least": "不少于",
    "at_most": "不多于",
    "about": "约",
    "nearly": "近",
    "range": "范围",
}


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print where a number comes from, or why there is none."""
    found = explain(home, arguments.place, arguments.year, arguments.metric, arguments.version)
    out = console()
    heading = f"{found.place} {found.jurisdiction_code} · {found.year}"
    out.print(Text(heading, style="bold"))
    out.print(Text(f"{found.metric} · {found.metric_zh} · {found.metric_en}\n"))
    out.print(labelled(_told_of(found)))
    for source in found.sources:
        out.print(Text(f"\n{_role(source)}", style="bold"))
        out.print(labelled(_told_of_source(source)))
    out.print(Text("\n来源 · source", style="bold"))
    out.print(labelled(_told_of_file(found)))
    out.print(Text("\n引用 · to cite", style="bold"))
    out.print(Text(found.citation))
    return 0


def _told_of(found: Explanation) -> list[tuple[str, object]]:
    period = " … ".join(day for day in found.period if day)
    pairs: list[tuple[str, object | None]] = [
        ("数值 · value", _value(found)),
        ("限定 · qualifier", _qualifier(found.qualifier)),
        ("空缺原因 · why empty", found.missing_reason),
        ("人工更正 · corrected", found.correction),
        ("期间 · period", period or None),
        ("依据 · basis", found.basis),
        ("规则 · rule", found.rule),
        ("单位 · issuer", found.issuer),
        ("标题 · title", found.title),
        ("公布 · published", found.publish_date),
        ("版本 · version", found.version),
    ]
    return [(label, value) for label, value in pairs if value is not None]


def _told_of_file(found: Explanation) -> list[tuple[str, object]]:
    return [
        ("文件 · file", found.file),
        ("网址 · URL", found.source_url or "manifest.csv 未写明 not told"),
        ("sha256", found.document_id),
    ]


def _told_of_source(source: Source) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object | None]] = [
        ("原文 · as written", source.text),
        ("限定 · qualifier", _qualifier(source.qualifier)),
        ("句子 · sentence", source.sentence.strip()),
        ("位置 · offsets", f"{source.start}–{source.end}"),
        ("章节 · section", source.section),
        ("范围 · subset", source.subset),
        ("抽取规则 · rule", source.rule),
        ("把握 · confidence", source.confidence),
    ]
    return [(label, value) for label, value in pairs if value is not None]


def _value(found: Explanation) -> str:
    if found.value is None:
        return "无 none"
    value = int(found.value) if float(found.value).is_integer() else found.value
    return f"{value} {found.unit or found.canonical_unit}"


def _qualifier(qualifier: str | None) -> str | None:
    return f"{qualifier} {_QUALIFIERS.get(qualifier, '')}".strip() if qualifier else None


def _role(source: Source) -> str:
    words = {
        "chosen": "采用 · chosen",
        "repeated": "重复 · repeated",
        "rival": "竞争读数 · rival",
        "candidate": "候选 · candidate",
        "part": "分项 · part",
    }
    return words.get(source.role, source.role)
