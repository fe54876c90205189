"""How a table is shown in Dagster: what it means, its columns, what a run made of it, rows without sentences.

What belongs here: what people see of a table. What does not: when it is built (``assets``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from warehouse.publish import Publication
from warehouse.reading import YearReading
from warehouse.registry import TABLES, Column, Table
from warehouse.registry.lineage import load_lineage
from warehouse.steps import IngestResult, ReadResult, TableResult

OWNERS = ("team:warehouse",)
FREE_TEXT = frozenset(
    column.name for table in TABLES.values() for column in table.columns if column.unit == "text"
)
"""Columns that hold words of a document: a preview says only how long they are."""

_ROOT = Path(__file__).resolve().parents[1]
_PREVIEW_ROWS = 5
_COVERED_COLUMNS = 60
_PREVIEW_COLUMNS = 12
_CELL_LETTERS = 40


def description_of(table: Table) -> str:
    """Return what the table means, in Chinese and English."""
    return f"{table.meaning_zh}\n\n{table.meaning_en}"


def column_schema(table: Table) -> dg.TableSchema:
    """Return the columns with type, meaning in both languages, unit and constraints."""
    return dg.TableSchema(columns=[_column(column, column.name in table.key) for column in table.columns])


def column_lineage(table: Table) -> dict[str, dg.TableColumnLineage]:
    """Return which columns each column is made from, as metadata; nothing where the registry does not say."""
    lineage = load_lineage().get(table.name)
    if lineage is None:
        return {}
    sources = {
        name: [dg.TableColumnDep(dg.AssetKey(source), column) for source, column in found]
        for name, found in lineage.items()
    }
    return {"dagster/column_lineage": dg.TableColumnLineage(deps_by_column=sources)}


def code_references(*files: str) -> dict[str, dg.CodeReferencesMetadataValue]:
    """Return links to source files: below ``$FAZHI_SOURCE_URL`` where that is set, else on this disk."""
    base = os.environ.get("FAZHI_SOURCE_URL", "").rstrip("/")
    found: list[dg.LocalFileCodeReference | dg.UrlCodeReference] = [
        dg.UrlCodeReference(url=f"{base}/{file}", label=file)
        if base
        else dg.LocalFileCodeReference(file_path=str(_ROOT / file), line_number=1, label=file)
        for file in files
    ]
    return {"dagster/code_references": dg.CodeReferencesMetadataValue(code_references=found)}


def table_metadata(result: TableResult, seconds: float) -> dict[str, Any]:
    """Return what a run made of a table: rows, differences, coverage, time, a preview."""
    return {**_counts(result, seconds), **_covered(result.coverage), "preview": preview(result.preview)}


def ingest_metadata(result: IngestResult, seconds: float) -> dict[str, Any]:
    """Return what came in; coverage is the share of files that could be read."""
    files = result.readable + len(result.refused)
    seen = {"files": files, "readable": result.readable, "refused": len(result.refused)}
    covered = {"coverage": round(result.readable / files, 4)} if files else {}
    shown = {"preview": _markdown(["files", "number"], seen.items())}
    return {**_counts(result, seconds), **seen, **covered, **shown}


def read_metadata(result: ReadResult, seconds: float) -> dict[str, Any]:
    """Return what was read; coverage is the share of documents that the extractor could read out."""
    covered = {"coverage": round(1 - result.failed / result.rows, 4)} if result.rows else {}
    return {
        **_counts(result, seconds),
        "reports": result.reports,
        "observations": result.observations,
        "not_reports": result.not_reports,
        "failed": result.failed,
        "read by earlier rules": result.waiting,
        **covered,
        **by_year(result.years),
    }


def by_year(years: Mapping[str, YearReading]) -> dict[str, Any]:
    """Return what was read of each report year, as a table."""
    headings = ["report year", "documents", "reports", "observations", "not reports", "failed"]
    rows = [
        (key, read.documents, read.reports, read.observations, read.not_reports, read.failed)
        for key, read in years.items()
    ]
    return {"preview": _markdown(headings, rows)}


def publication_metadata(publication: Publication, seconds: float) -> dict[str, Any]:
    """Return what is worth seeing of a publication; coverage is the share of tables that hold rows."""
    rows, changes = publication.rows, publication.manifest.changes
    return {
        "version": publication.version,
        "file": dg.MetadataValue.path(str(publication.path)),
        "dagster/row_count": sum(rows.values()),
        **{f"facts {name}": number for name, number in changes.items()},
        "coverage": round(sum(map(bool, rows.values())) / len(rows), 4),
        "seconds": round(seconds, 3),
        "preview": _markdown(["table", "rows"], rows.items()),
    }


def preview(rows: Sequence[Mapping[str, Any]]) -> dg.MarkdownMetadataValue:
    """Return a few rows as a Markdown table; words of documents are left out."""
    if not rows:
        return dg.MetadataValue.md("没有行 · no rows")
    names = list(rows[0])[:_PREVIEW_COLUMNS]
    lines = [_line(names), _line("---" for _ in names)]
    lines += [_line(_cell(name, row[name]) for name in names) for row in rows[:_PREVIEW_ROWS]]
    return dg.MetadataValue.md("\n".join(lines))


def _counts(result: TableResult, seconds: float) -> dict[str, Any]:
    return {
        "dagster/row_count": result.rows,
        "new": result.new,
        "changed": result.changed,
        "removed": result.removed,
        "seconds": round(seconds, 3),
    }


def _covered(coverage: Mapping[str, float]) -> dict[str, Any]:
    if not coverage:
        return {}
    rows = [(name, f"{share:.1%}") for name, share in list(coverage.items())[:_COVERED_COLUMNS]]
    mean = sum(coverage.values()) / len(coverage)
    return {"coverage": round(mean, 4), "filled cells": _markdown(["column", "filled"], rows)}


def _markdown(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> dg.MarkdownMetadataValue:
    lines = [_line(headings), _line("---" for _ in headings), *(_line(map(str, row)) for row in rows)]
    return dg.MetadataValue.md("\n".join(lines))


def _column(column: Column, in_key: bool) -> dg.TableColumn:
    other = [f"unit: {column.unit}"]
    if column.minimum is not None or column.maximum is not None:
        other.append(f"range: {column.minimum} to {column.maximum}")
    if column.allowed:
        other.append(f"one of: {', '.join(column.allowed)}")
    if in_key:
        other.append("key")
    return dg.TableColumn(
        name=column.name,
        type=column.type,
        description=column.comment,
        constraints=dg.TableColumnConstraints(nullable=column.is_nullable, other=other),
    )


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if name in FREE_TEXT:
        return f"({len(str(value))} 字)"
    text = "".join(letter if letter.isprintable() else " " for letter in str(value))
    shortened = text if len(text) <= _CELL_LETTERS else text[: _CELL_LETTERS - 1] + "…"
    return shortened.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _line(cells: Any) -> str:
    return "| " + " | ".join(cells) + " |"
