"""Outcomes over time: a table of the last runs with a bar each, and which checks came out badly when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from warehouse.html import Html, element
from warehouse.quality.page.words import code, count, empty, outcome_sign, section, table, told
from warehouse.quality.record import AuditRecord

ENDINGS = {
    "published": "已发布 · published",
    "nothing_new": "数据未变，未发布 · nothing new",
    "failed": "未通过，未发布 · failed, not published",
    "not_made": "无法进行，未发布 · not made, not published",
    "overtaken": "被另一次运行抢先 · overtaken",
    "interrupted": "中断 · interrupted",
}
_BAD = ("fail", "error")
_SHOWN_CHECKS, _SHOWN_COLUMNS = 40, 14
_BAR_WIDTH, _BAR_HEIGHT = 120, 12
_HEADINGS = (
    "次序 · audit", "时间 · when (UTC)", "结局 · ended", "版本 · version", "未通过与出错 · failed and errors",
    "通过 · pass", "未评 · not evaluated", "豁免 · waived",
)  # fmt: skip


def told_history(runs: Sequence[AuditRecord]) -> Html:
    """Return the section on the last runs, the newest first."""
    none = empty("还没有检查记录。 · No audit is on record yet.", "fazhi run")
    children = [_runs(runs), _matrix(runs)] if runs else [none]
    return section("history", "历次结果 · Outcomes over time", *children)


def _runs(runs: Sequence[AuditRecord]) -> Html:
    most = max(_bad(record) for record in runs)
    caption = f"最近 {len(runs)} 次检查 · the last {len(runs)} audits"
    return table(caption, _HEADINGS, [_run(r, most) for r in reversed(runs)], numeric=(0, 3, 5, 6, 7))


def _run(record: AuditRecord, most: int) -> list[object]:
    found = Counter(outcome.outcome for outcome in record.outcomes)
    waived = sum(outcome.waived is not None for outcome in record.outcomes)
    return [
        record.sequence,
        f"{record.started_at:%Y-%m-%d %H:%M}",
        told(ENDINGS[record.ending]),
        record.published or "–",
        _bar(_bad(record), most),
        count(found["pass"]),
        count(found["not_evaluated"]),
        count(waived),
    ]


def _bad(record: AuditRecord) -> int:
    return sum(outcome.outcome in _BAD for outcome in record.outcomes)


def _bar(bad: int, most: int) -> Html:
    """Return a number with a bar: against the worst of the runs shown."""
    width = round(_BAR_WIDTH * bad / most) if most else 0
    rest = element("rect", width=_BAR_WIDTH, height=_BAR_HEIGHT, class_="rest")
    part = element("rect", width=width, height=_BAR_HEIGHT, class_="bad")
    size = {"viewBox": f"0 0 {_BAR_WIDTH} {_BAR_HEIGHT}", "width": _BAR_WIDTH, "height": _BAR_HEIGHT}
    drawn = element("svg", rest, part, aria_hidden="true", class_="bar", **size)
    return Html(element("span", count(bad), class_="figure") + drawn)


def _matrix(runs: Sequence[AuditRecord]) -> Html:
    """Return the checks that failed or erred in any of the runs, a column a run."""
    shown = runs[-_SHOWN_COLUMNS:]
    found = [{(o.table, o.name): o.outcome for o in record.outcomes} for record in shown]
    bad = Counter(key for outcomes in found for key, word in outcomes.items() if word in _BAD)
    if not bad:
        return empty("这些运行中没有检查未通过。 · No check failed in these runs.")
    keys = sorted(bad, key=lambda key: (-bad[key], key))[:_SHOWN_CHECKS]
    rows = [[code(".".join(key)), *(_then(outcomes.get(key)) for outcomes in found)] for key in keys]
    headings = ("检查 · check", *(str(record.sequence) for record in shown))
    return table("未通过过的检查，按检查次序 · checks that failed or erred, by audit", headings, rows)


def _then(outcome: str | None) -> Html:
    return Html("") if outcome is None else outcome_sign(outcome)
