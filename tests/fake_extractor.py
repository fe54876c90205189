"""A tiny language of reports: tests of the warehouse say in one line what would have been read.

First line: 报告 CODE YEAR KIND ISSUER [key=value …]; each further line: METRIC VALUE[-MAX] [key=value …].
"""

from __future__ import annotations

from typing import Any

from extractors.records import Change, Extraction, Observation, Report

WORDS = "法治政府建设年度报告"


def extract(text: str) -> Extraction:
    """Read a text of the tiny language."""
    if "BREAK" in text:
        raise RuntimeError("told to break")
    lines = text.splitlines()
    head, *rest = [line for line in lines if line.strip()]
    if not head.startswith("报告"):
        return Extraction(_report(["-", "0", "other", "-"], {}, is_report=False), (), ())
    words = head.split()[1:]
    report = _report(words[:4], dict(word.split("=") for word in words[4:]), is_report=True)
    observations = []
    offset = text.index(head) + len(head)
    for line in rest:
        offset = text.index(line, offset)
        if "=" in line or len(line.split()) > 1:
            observations.append(_observation(line, offset, report.report_year))
        offset += len(line)
    return Extraction(report, tuple(observations), ())


def _report(words: list[str], more: dict[str, str], *, is_report: bool) -> Report:
    code, year, kind, issuer = words
    return Report(
        is_report=is_report,
        reject_reason=None if is_report else "no report heading",
        title=f"{issuer}{year}年{WORDS}",
        issuer=issuer,
        issuer_kind=kind,
        jurisdiction_code=None if code == "-" else code,
        jurisdiction_candidates=tuple(more.get("candidates", "").split(",")) if "candidates" in more else (),
        jurisdiction_evidence=("issuer",),
        report_year=int(year) or None,
        year_evidence=(more.get("evidence", "title"),),
        year_conflict="conflict" in more,
        publish_date=more.get("date"),
        report_type=more.get("type", "rule_of_law") if is_report else None,
    )


def _observation(line: str, start: int, year: int | None) -> Observation:
    metric, number, *words = line.split()
    more: dict[str, Any] = dict(word.split("=") for word in words)
    low, _, high = number.partition("-")
    begin = start + line.index(number)
    change = Change(float(more["yoy"]), more.get("yoy_unit", "%")) if "yoy" in more else None
    return Observation(
        start=begin,
        end=begin + len(number),
        text=number,
        sentence_start=start,
        sentence_end=start + len(line),
        sentence=line,
        section="一",
        metric=None if metric == "-" else metric,
        value=_number(low),
        value_max=_number(high) if high else None,
        unit=more.get("unit", "件"),
        qualifier=more.get("qualifier", "range" if high else "exact"),
        status=more.get("status", "actual"),
        period_start=more.get("from", f"{year}-01-01"),
        period_end=more.get("to", f"{year}-12-31"),
        of_which=more.get("of"),
        of_which_start=int(more["of_start"]) if "of_start" in more else None,
        subset=more.get("subset"),
        scope=more.get("scope", "own"),
        yoy=change,
        is_total="total" in more,
        confidence=float(more.get("confidence", 0.9)),
        rule=f"{metric}/1",
    )


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
