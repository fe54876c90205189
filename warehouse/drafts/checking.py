"""The whole check of one draft: the common rules, those for drafts alone, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.drafts.before import Note, named_report, published_report
from warehouse.drafts.building import Built, Row, build_draft
from warehouse.drafts.copies import copied_paragraphs
from warehouse.drafts.finding import DraftFinding, found
from warehouse.drafts.papers import Paper
from warehouse.drafts.persons import persons_named
from warehouse.drafts.years import wrong_years
from warehouse.home import Home

GRAVE = ("error", "warning")
"""What counts as a contradiction; the rest is worth a look."""
_OF_YEAR = ("no_year", "heading_of_other_year", "sentence_of_other_year")
_ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Checked:
    """What was found in a draft."""

    draft: Paper
    before: Paper | None
    """The report that it was held against."""
    findings: list[DraftFinding]
    """The gravest first, then in the order of the text."""
    notes: list[Note]
    """What could not be looked at, and why."""
    numbers: int

    @property
    def contradictions(self) -> int:
        """How many findings are more than a remark."""
        return sum(finding.severity in GRAVE for finding in self.findings)


def check_draft(draft: Paper, last_year: Path | None, home: Home) -> Checked:
    """Hold a draft against itself and the report before: ``last_year``, else what ``home`` published.

    Raises:
        NothingReadable: last year's file cannot be read, or is no report.
        WrongArguments: it is the draft itself.
    """
    notes: list[Note] = []
    if last_year is not None:
        before: Paper | None = named_report(last_year, draft)
    else:
        before, note = published_report(home, draft)
        notes += [note] if before is None else []
    built = build_draft(draft, before if _is_another_year(draft, before) else None)
    notes += _remarks(draft, before, built)
    own = list(_own(draft, before, built))
    is_year_told = any(finding.finding in _OF_YEAR for finding in own)
    # That the years contradict each other says less than which sentence it is.
    rows = [row for row in built.findings if not (is_year_told and row["finding"] == "years_contradict")]
    return Checked(draft, before, sorted([*map(_common, rows), *own], key=_rank), notes, built.numbers)


def _own(draft: Paper, before: Paper | None, built: Built) -> Iterator[DraftFinding]:
    if draft.report.report_year is None:
        yield found(draft, "no_year")
    yield from wrong_years(draft)
    yield from persons_named(draft)
    if before is None:
        return
    if not _is_another_year(draft, before):
        yield found(draft, "year_not_advanced", draft.report.report_year)
    yield from copied_paragraphs(draft, before)
    for row in built.absent:
        given = f"{row['value']:.15g}{row['unit']}"
        in_chinese, in_english = f"{row['name_zh']}（{given}）", f"{row['name_en']} ({given})"
        yield found(draft, "absent_metric", in_chinese, metric=row["metric"], detail_en=in_english)


def _is_another_year(draft: Paper, before: Paper | None) -> bool:
    """Two papers on one year would be taken for two editions of one report."""
    year = draft.report.report_year
    return before is not None and (year is None or before.report.report_year != year)


def _remarks(draft: Paper, before: Paper | None, built: Built) -> Iterator[Note]:
    if built.unmapped:
        yield (
            f"{built.numbers}个数字中有{built.unmapped}个没有对应指标，未核对",
            f"{built.unmapped} of {built.numbers} numbers have no metric, and were held against nothing",
        )
    if before is None:
        return
    of_draft, of_before = draft.report.report_year, before.report.report_year
    if of_draft is not None and of_draft == of_before:
        yield "年度相同，未比较指标和同比", "the years are the same: metrics and changes were not compared"
    elif of_draft is not None and of_before != of_draft - 1:
        told = of_before or "?"
        yield f"所给报告是{told}年的，同比未核对", f"the report given is on {told}: changes were not compared"


def _common(row: Row) -> DraftFinding:
    """A finding by the rules that published reports are held to."""
    return DraftFinding(
        finding=row["finding"],
        severity=row["severity"],
        message_zh=row["message_zh"],
        message_en=row["message_en"],
        todo_zh=row["todo_zh"],
        todo_en=row["todo_en"],
        metric=row["metric"],
        sentence=None if row["sentence"] is None else " ".join(row["sentence"].split()),
        start=row["start"],
        sentence_start=row["sentence_start"],
        sentence_end=row["sentence_end"],
    )


def _rank(finding: DraftFinding) -> tuple[int, int, str, str]:
    return _ORDER[finding.severity], finding.start or 0, finding.finding, finding.message_zh
