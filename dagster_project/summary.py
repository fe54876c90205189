"""What a run says at its end: what came in, what was refused, what facts there are, and what to ask next."""

from __future__ import annotations

import os
import shlex
import sys
from collections import Counter
from pathlib import Path

from rich.text import Text

from dagster_project.messages import console, labelled, printable, table_of
from dagster_project.session import Session
from warehouse.audit import CheckOutcome
from warehouse.publish import Publication
from warehouse.readers import Published, open_published

_SHOWN = 20
_EXAMPLE = "select jurisdiction_code, year, dispute_mediated_count from fact_disputes order by 1, 2"
_NO_REPORTS = "select file, reason from document where state = 'not_a_report' and first_run = ? order by file"
_BY_FAMILY = """
    select m.family, count(*) filter (f.value is not null) as facts,
           count(*) filter (f.basis = 'stated_total') as in_wide_table,
           count(distinct f.report_id) as reports
    from fact_metric as f join dim_metric as m using (metric)
    group by m.family order by min(m.tier), m.family
"""


def tell_summary(session: Session) -> None:
    """Say what came of a run that ended well."""
    out = console()
    with open_published(session.home) as published:
        out.print(labelled(_came_in(session)))
        _tell_refused(session, published)
        facts = published.rows(_BY_FAMILY)
        out.print(Text("\n各类事实 · facts by family", style="bold"))
        out.print(
            table_of(
                ["family", "facts 事实", "stated totals 宽表", "reports 报告"],
                [list(row.values()) for row in facts],
            )
        )
        out.print(labelled(_ended(session, published)))
    out.print(Text("\n接下来可以粘贴 · a query to paste next", style="bold"))
    out.print(f"  {command()} query {shlex.quote(_EXAMPLE)} --home {shlex.quote(shown(session.home.root))}")


def _came_in(session: Session) -> list[tuple[str, object]]:
    found = session.ingested
    if found is None:
        return []
    pairs: list[tuple[str, object]] = [
        (
            "收到 · came in",
            f"{found.readable} readable 可读, {found.new} new 新增, {len(found.refused)} refused 拒收",
        )
    ]
    if session.read is not None:
        read = session.read
        pairs.append(
            (
                "读出 · read",
                f"{read.reports} reports 报告, {read.observations} numbers 数字,"
                f" {read.not_reports} not reports 非报告, {read.failed} failed 失败",
            )
        )
    return pairs


def _tell_refused(session: Session, published: Published) -> None:
    found = session.ingested
    if found is None:
        return
    out = console()
    rows = [(refusal.file, refusal.reason) for refusal in found.refused]
    rows += [(row["file"], row["reason"]) for row in published.rows(_NO_REPORTS, [session.run_id])]
    if rows:
        out.print(Text("\n拒收 · refused", style="bold"))
        out.print(table_of(["file", "reason"], rows[:_SHOWN]))
    if len(rows) > _SHOWN:
        out.print(f"  … {len(rows) - _SHOWN} more: fazhi reports")
    for note in found.notes:
        out.print(f"  {printable(note)}")


def _ended(session: Session, published: Published) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = []
    if session.outcomes:
        pairs.append(("检查 · checks", counted(session.outcomes)))
    told = f"version 版本 {published.version}"
    if not isinstance(session.ending, Publication):
        told = f"nothing new, nothing published 没有新内容，未发布; {told} stays 不变"
    pairs.append(("结果 · outcome", told))
    pairs.append(("数据仓库 · warehouse", shown(session.home.current)))
    return pairs


def counted(outcomes: list[CheckOutcome]) -> str:
    """Return how the checks came out, in words."""
    found = Counter(outcome.outcome for outcome in outcomes)
    parts = [f"{found['pass']} of {len(outcomes)} passed 通过"]
    failed = [o for o in outcomes if o.outcome == "fail"]
    if warned := [f"{o.table}.{o.name}" for o in failed if o.waived is None]:
        parts.append(f"{len(warned)} warned 警告 ({', '.join(warned)})")
    if let_pass := [f"{o.table}.{o.name} until 至 {o.waived['until']}" for o in failed if o.waived]:
        parts.append(f"{len(let_pass)} waived 豁免 ({', '.join(let_pass)})")
    if found["not_evaluated"]:
        parts.append(f"{found['not_evaluated']} not evaluated: no rows 无行未评")
    return ", ".join(parts)


def command() -> str:
    """Return how this command was called, short enough to paste: ``.venv/bin/fazhi``."""
    called = Path(sys.argv[0])
    return shown(called) if called.name == "fazhi" else "fazhi"


def shown(path: Path) -> str:
    """Return a path below the working folder as a relative one."""
    absolute = Path(os.path.normpath(path.absolute()))
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else str(absolute)
