"""Where a number comes from: value, sentence, file, the rule that chose it, and its rivals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.readers import Published, open_published
from warehouse.statements import read_statement

_CODE = re.compile(r"[0-9]{12}")
_SHOWN_PLACES = 10


@dataclass(frozen=True)
class Source:
    """One observation and where it stands."""

    role: str
    """chosen, repeated, rival, candidate or part."""
    value: float | None
    value_max: float | None
    unit: str | None
    qualifier: str
    subset: str | None
    text: str
    sentence: str
    section: str | None
    start: int
    """Offset into the text of the file, in characters."""
    end: int
    rule: str | None
    """Rule of the catalogue that recognised the metric."""
    confidence: float | None


@dataclass(frozen=True)
class CorrectionMade:
    """What was done by hand to a cell."""

    correction_id: str
    action: str
    """override, drop, flag or accept."""
    machine_value: float | None
    corrected_value: float | None
    reason: str
    corrected_by: str
    made_on: str
    origin: str
    """File and entry that it stands in."""
    expected: str

    def __str__(self) -> str:
        """Return it as one line."""
        read, put = _plain(self.machine_value), _plain(self.corrected_value)
        done = {
            "override": f"machine {read} → {put}",
            "drop": f"machine {read} → none",
            "accept": f"reviewed, {read} is as the text says",
        }.get(self.action, f"flagged, {read} stays")
        who = f"{self.corrected_by}, {self.made_on}; {self.origin}; {self.correction_id}"
        return f"{done}; {self.reason} ({who})"


@dataclass(frozen=True)
class Explanation:
    """All that is known of one cell: place, issuer, year and metric."""

    version: int
    jurisdiction_code: str
    place: str
    year: int
    metric: str
    metric_zh: str
    metric_en: str
    canonical_unit: str
    issuer: str | None
    title: str | None
    value: float | None
    lower_bound: float | None
    upper_bound: float | None
    unit: str | None
    qualifier: str | None
    period: tuple[str | None, str | None]
    basis: str | None
    rule: str | None
    missing_reason: str | None
    edition: int
    edition_rule: str | None
    publish_date: str | None
    file: str
    document_id: str
    source_url: str | None
    sources: list[Source] = field(default_factory=list)
    correction: CorrectionMade | None = None

    @property
    def chosen(self) -> Source | None:
        """The observation that the value was taken from."""
        return next((source for source in self.sources if source.role == "chosen"), None)

    @property
    def citation(self) -> str:
        """A line to cite."""
        where = self.source_url or self.file
        stands = f"，第 {self.chosen.start}–{self.chosen.end} 字" if self.chosen else ""
        return (
            f"{self.issuer or self.place}：《{self.title or '法治政府建设年度报告'}》"
            f"（{self.year} 年度，{where}{stands}），"
            f"fazhi-warehouse 第 {self.version} 版，{self.jurisdiction_code}/{self.year}/{self.metric}。"
        )

    def as_text(self) -> str:
        """Return the explanation as lines for a terminal."""
        named = f"{self.metric} {self.metric_zh} {self.metric_en}"
        lines = [f"{self.place} {self.jurisdiction_code} · {self.year} · {named}"]
        lines += _told("value", self._value_line())
        lines += _told("reason", self.missing_reason) + _told("corrected", self.correction)
        lines += _told("basis", self.basis) + _told("rule", self.rule)
        if any(self.period):
            lines += _told("period", f"{self.period[0]} … {self.period[1]}")
        lines += [line for source in self.sources for line in _source_lines(source)]
        lines += _told("issuer", self.issuer)
        day = self.publish_date or "on no stated day"
        edition = f"{self.edition} ({self.edition_rule or 'first'}), published {day}"
        lines += _told("edition", edition)
        lines += _told("file", self.file) + _told("url", self.source_url) + _told("sha256", self.document_id)
        lines += _told("cite", self.citation)
        return "\n".join(lines)

    def _value_line(self) -> str:
        if self.value is None:
            return "none"
        line = f"{_plain(self.value)} {self.unit or self.canonical_unit} ({self.qualifier})"
        if self.qualifier not in (None, "exact"):
            line += f", from {_plain(self.lower_bound)} to {_plain(self.upper_bound)}"
        return line


def explain(
    home: Home, place: str, year: int, metric: str, version: int | None = None, issuer: str | None = None
) -> Explanation:
    """Explain one cell. ``place`` is a code or a (partial) name; ``issuer`` the id of another body there.

    Raises:
        WrongArguments: place, metric or year is unknown, or the place is not the only one of that name.
    """
    with open_published(home, version) as published:
        described = _metric(published, metric)
        code, place_name = find_place(published, place)
        report = _report(published, code, place_name, year, issuer)
        return _explain_report(published, place_name, described, report)


def explain_cell(published: Published, report_id: str, metric: str) -> Explanation:
    """Explain what one report says of a metric.

    Raises:
        WrongArguments: metric or report is unknown.
    """
    described = _metric(published, metric)
    reports = published.rows(read_statement("explain/report_of.sql"), [report_id])
    if not reports:
        raise WrongArguments(f"There is no report {report_id!r}.", expected="a report_id of table report")
    return _explain_report(published, reports[0]["place"], described, reports[0])


def _explain_report(
    published: Published, place: str, metric: dict[str, Any], report: dict[str, Any]
) -> Explanation:
    cell = [report["report_id"], metric["metric"]]
    cells = published.rows(read_statement("explain/explain_cell.sql"), cell)
    sources = published.rows(read_statement("explain/explain_sources.sql"), cell)
    found = _compose(published.version, place, metric, report, cells[0], sources)
    return replace(found, correction=_correction(published, *cell))


def _correction(published: Published, report_id: str, metric: str) -> CorrectionMade | None:
    if not published.rows("SELECT 1 AS there FROM duckdb_tables() WHERE table_name = 'correction'"):
        return None  # An earlier version, from before there were any.
    rows = published.rows(read_statement("explain/explain_correction.sql"), [report_id, metric])
    return CorrectionMade(**rows[0]) if rows else None


def _compose(
    version: int,
    place: str,
    metric: dict[str, Any],
    report: dict[str, Any],
    cell: dict[str, Any],
    sources: list[dict[str, Any]],
) -> Explanation:
    return Explanation(
        version=version,
        jurisdiction_code=report["jurisdiction_code"],
        place=place,
        year=report["year"],
        metric=metric["metric"],
        metric_zh=metric["name_zh"],
        metric_en=metric["name_en"],
        canonical_unit=metric["canonical_unit"],
        issuer=report["issuer_name"],
        title=report["title"],
        value=cell["value"],
        lower_bound=cell["lower_bound"],
        upper_bound=cell["upper_bound"],
        unit=cell["unit"],
        qualifier=cell["qualifier"],
        period=(cell["period_start"], cell["period_end"]),
        basis=cell["basis"],
        rule=cell["rule"],
        missing_reason=cell["missing_reason"],
        edition=report["edition"],
        edition_rule=report["edition_rule"],
        publish_date=report["publish_date"],
        file=report["file"],
        document_id=report["document_id"],
        source_url=report["source_url"],
        sources=[Source(**source) for source in sources],
    )


def _metric(published: Published, metric: str) -> dict[str, Any]:
    rows = published.rows(
        "SELECT metric, name_zh, name_en, canonical_unit FROM dim_metric WHERE metric = ?", [metric]
    )
    if rows:
        return rows[0]
    near = published.rows(
        "SELECT metric FROM dim_metric ORDER BY jaro_winkler_similarity(metric, ?) DESC LIMIT 5", [metric]
    )
    raise WrongArguments(
        f"There is no metric {metric!r}.",
        expected="a key of dim_metric, such as " + ", ".join(row["metric"] for row in near),
        todo="fazhi query 'select metric, name_zh from dim_metric'",
    )


def find_place(published: Published, place: str) -> tuple[str, str]:
    """Return code and full name: code or very name first, then part of a name; those that report first.

    Raises:
        WrongArguments: there is no such place, or more than one.
    """
    found = published.rows(read_statement("explain/find_place.sql"), {"place": place})
    best = [row for row in found if row["closeness"] == found[0]["closeness"]]
    reporting = [row for row in best if row["has_report"]]
    if len(chosen := reporting or best) == 1:
        return chosen[0]["jurisdiction_code"], chosen[0]["full_name"]
    if not found:
        raise WrongArguments(
            f"There is no place {place!r}.", expected="a 12-digit code, or a name or part of one"
        )
    lines = [f"{row['jurisdiction_code']} {row['full_name']}" for row in chosen[:_SHOWN_PLACES]]
    raise WrongArguments(
        f"{len(chosen)} places are called {place!r}.",
        expected="one of\n    " + "\n    ".join(lines),
        todo="give the code",
    )


def _report(published: Published, code: str, place: str, year: int, issuer: str | None) -> dict[str, Any]:
    reports = published.rows(read_statement("explain/reports_of_place.sql"), [code])
    wanted = [r for r in reports if r["year"] == year and (issuer is None or r["issuer_id"] == issuer)]
    if wanted:
        return wanted[0]
    there = ", ".join(f"{r['year']} ({r['issuer_id']})" for r in reports) or "no report at all"
    raise WrongArguments(
        f"{place} ({code}) has no report on {year}.",
        expected=f"one of: {there}",
        todo="fazhi reports lists them",
    )


def _told(label: str, text: object) -> list[str]:
    return [] if text is None else [f"  {label:<9} {text}"]


def _source_lines(source: Source) -> list[str]:
    unit, subset = source.unit or "", f", of {source.subset}" if source.subset else ""
    confidence = "" if source.confidence is None else f", confidence {source.confidence:.2f}"
    return [
        f"  {source.role:<9} {source.text}{unit} ({source.qualifier}{subset}{confidence}),"
        f" characters {source.start}–{source.end}, by {source.rule}",
        *_told("", f"{source.section or ''} “{source.sentence.strip()}”".strip()),
    ]


def _plain(value: float | None) -> str:
    if value is None:
        return "?"
    return str(int(value)) if float(value).is_integer() else str(value)
