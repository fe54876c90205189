"""``fazhi check``: a draft before it is published, with what contradicts itself in it; nothing is stored."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.text import Text

from dagster_project.messages import console, labelled, printable, table_of
from dagster_project.summary import command, shown
from warehouse.drafts import Checked, DraftFinding, Paper, annotate, check_draft, read_paper
from warehouse.durable import write_durably
from warehouse.errors import WrongArguments
from warehouse.home import Home

FOUND = 10
"""Exit code where the draft has contradictions: no error of the program's, and not to be taken for one."""
_LISTED = "absent_metric"
_MARKS = {"error": "✗ 矛盾 contradiction", "warning": "! 存疑 doubtful", "info": "· 提示 remark"}


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Check a draft, and say what was found; with ``-o``, write a copy of a Word draft with comments.

    Raises:
        NothingReadable: the draft or last year's file cannot be read, or is no report.
        WrongArguments: ``-o`` is asked of a draft that is no Word file, or names the draft itself.
    """
    path = Path(arguments.file)
    draft = read_paper(path)
    output = _output(arguments.output, path, draft)
    last_year = Path(arguments.last_year) if arguments.last_year else None
    with _ended_in_order():
        checked = check_draft(draft, last_year, home)
    if output is not None:
        write_durably(output, annotate(draft, checked.findings), mode=0o644)
    if arguments.format == "json":
        print(json.dumps(_record(checked), ensure_ascii=False, indent=1))
    else:
        _tell(checked)
        _tell_next(checked, path, output)
    return FOUND if checked.contradictions else 0


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Ended from outside (a closed terminal), the check still takes its temporary folder away."""
    signals = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(name, lambda number, _: sys.exit(128 + number)) for name in signals]
    try:
        yield
    finally:
        for name, handler in zip(signals, before, strict=True):
            signal.signal(name, handler)


def _output(named: str | None, path: Path, draft: Paper) -> Path | None:
    if named is None:
        return None
    output = Path(named)
    if draft.kind != "docx":
        raise WrongArguments(
            f"{path.name} is {draft.kind}, and comments go into Word files alone.",
            expected="a .docx draft with -o",
            todo="leave -o away, or save the draft as .docx",
        )
    if output.exists() and output.samefile(path):
        raise WrongArguments("The draft itself is not written to.", expected="another name", where=path)
    if not output.parent.is_dir():
        raise WrongArguments(f"There is no folder {output.parent}.", expected="an existing one with -o")
    return output


def _record(checked: Checked) -> dict[str, object]:
    return {
        **_head(checked.draft),
        "last_year": None if checked.before is None else _head(checked.before),
        "numbers": checked.numbers,
        "contradictions": checked.contradictions,
        "not_checked": [{"zh": zh, "en": en} for zh, en in checked.notes],
        "findings": [asdict(finding) for finding in checked.findings],
    }


def _head(paper: Paper) -> dict[str, object]:
    hide = paper.redactor.hide
    report = paper.report
    return {
        "file": paper.file,
        "title": hide(report.title) if report.title else None,
        "issuer": hide(report.issuer) if report.issuer else None,
        "year": report.report_year,
    }


def _tell(checked: Checked) -> None:
    out = console()
    draft, before = _named(checked.draft), _named(checked.before)
    out.print(labelled([("草稿 · draft", draft), ("上年 · last year", before)]))
    for severity, mark in _MARKS.items():
        for finding in checked.findings:
            if finding.severity == severity and finding.finding != _LISTED:
                out.print(Text(f"\n{mark}  {printable(finding.message_zh)}", style="bold"))
                out.print(labelled(_parts(finding)))
    _tell_absent([finding for finding in checked.findings if finding.finding == _LISTED])
    for zh, en in checked.notes:
        out.print(Text(f"\n{zh} · {en}"))


def _tell_absent(findings: list[DraftFinding]) -> None:
    """A report gives dozens of figures: those that are gone are listed, a line each."""
    if findings:
        out = console()
        heading = f"\n{_MARKS['info']}  {len(findings)} 项上年有而草稿没有 · given last year, absent now"
        out.print(Text(heading, style="bold"))
        rows = [[f.metric, f.message_zh, f.message_en] for f in findings]
        out.print(table_of(["metric 指标", "", ""], rows))


def _named(paper: Paper | None) -> str:
    if paper is None:
        return "无 none"
    head = _head(paper)
    return f"{head['file']}: {head['title'] or '?'} ({head['year'] or '?'})"


def _parts(finding: DraftFinding) -> list[tuple[str, object]]:
    pairs = [
        ("", finding.message_en),
        ("句子 · sentence", finding.sentence),
        ("处理 · what to do", f"{finding.todo_zh} · {finding.todo_en}"),
    ]
    return [(label, words) for label, words in pairs if words]


def _tell_next(checked: Checked, path: Path, output: Path | None) -> None:
    out = console()
    count, rest = checked.contradictions, len(checked.findings) - checked.contradictions
    told = f"{count} 处需要处理 to be settled, {rest} 处提示 remarks" if checked.findings else "未发现 none"
    out.print(Text(f"\n{told}；未保存任何内容 · nothing was stored", style="bold"))
    if output is not None:
        out.print(f"带批注的副本 · a copy with comments: {shown(output)}")
    elif checked.draft.kind == "docx" and checked.findings:
        copy = path.with_name(f"{path.stem}-checked.docx")
        out.print(f"带批注的副本 · for a copy with comments: {command()} check {path} -o {copy}")
    elif checked.before is None:
        out.print(f"与上年比较 · to compare with last year: {command()} check {path} --last-year FILE")
