"""The report of the year before: a file that the user names, or what a home has published, only read."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.connections import connected
from warehouse.drafts.papers import Paper, read_paper
from warehouse.errors import Damaged, FazhiError, WrongArguments
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.readers import open_published
from warehouse.statements import read_statement

Note = tuple[str, str]
"""A remark in Chinese and in English."""

_NOT_HELD = ("未查照抄、缺报指标和同比", "copies, absent metrics and changes were not looked for")
_NO_HOME = ("没有给出上年报告", "no report of last year was given")
_NO_YEAR = ("草稿没有写明年度，无从找上年报告", "the draft names no year to look up the one before")
_NOT_THERE = ("仓库里没有同一机关上一年的报告", "the warehouse has no report of this body on last year")
_NO_TEXT = ("仓库里上年报告的正文读不到", "the text of last year's report cannot be read in the warehouse")


def named_report(path: Path, draft: Paper) -> Paper:
    """Return the report that the user names as last year's.

    Raises:
        NothingReadable: it cannot be read, or is no report.
        WrongArguments: it is the draft itself.
    """
    paper = read_paper(path)
    if paper.report_id == draft.report_id:
        raise WrongArguments(
            f"{path.name} says the same as the draft.",
            expected="the report of the year before",
            where=path,
            todo="see whether --last-year names the right file",
        )
    return paper


def published_report(home: Home, draft: Paper) -> tuple[Paper | None, Note]:
    """Return what the same body published for the year before, or the reason why there is nothing."""
    if not home.current.is_symlink():
        return None, _told(_NO_HOME)
    if draft.report.report_year is None:
        return None, _told(_NO_YEAR)
    try:
        row = _look_up(home, draft)
        if row is None:
            return None, _told(_NOT_THERE)
        text = _text_in_lake(home, row[0])
    except (FazhiError, duckdb.Error, OSError):
        # A home that cannot be read costs the comparison, not the check.
        return None, _told(_NO_TEXT)
    if text is None:
        return None, _told(_NO_TEXT)
    return Paper(row[1], "text", text.encode(), text), ("", "")


def _told(reason: Note) -> Note:
    return f"{reason[0]}，{_NOT_HELD[0]}", f"{reason[1]}: {_NOT_HELD[1]}"


def _look_up(home: Home, draft: Paper) -> tuple[str, str] | None:
    report = draft.report
    bound = {
        "places": [code for code in (report.jurisdiction_code, *report.jurisdiction_candidates) if code],
        "report_type": report.report_type,
        "year": report.report_year,
        "issuer_kind": report.issuer_kind,
        "issuer": report.issuer,
    }
    with open_published(home) as published:
        rows = published.rows(read_statement("drafts/last_report.sql"), bound)
    return (rows[0]["document_id"], rows[0]["file"]) if len(rows) == 1 else None


def _text_in_lake(home: Home, document_id: str) -> str | None:
    parts = [str(part) for part in Lake(home.lake).parts("text")]
    if not parts:
        raise Damaged("The lake holds no text.", where=home.lake)
    with connected() as connection:
        bound = {"parts": parts, "document_id": document_id}
        rows = connection.execute(read_statement("drafts/text_of_document.sql"), bound).fetchall()
    return str(rows[0][0]) if rows else None
