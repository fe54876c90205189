"""Who should have reported below a place, and who has: what ``fazhi status --parent`` lists."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from warehouse.errors import WrongArguments
from warehouse.readers import Published
from warehouse.statements import read_statement


@dataclass(frozen=True)
class Reporting:
    """One row a body and year. Without a roster, what has come in, and nothing about who is missing."""

    rows: pl.DataFrame
    has_roster: bool


def reporting_below(published: Published, parent: str | None, year: int | None) -> Reporting:
    """Return who below a place should have reported on a year; either may be left open.

    Raises:
        WrongArguments: no code list has that place.
    """
    if parent is not None:
        _check_place(published, parent)
    asked = {"parent": parent, "year": year}
    expected = published.sql(read_statement("explain/expected_of_parent.sql"), asked)
    if len(expected):
        return Reporting(expected, True)
    return Reporting(published.sql(read_statement("explain/reported_of_parent.sql"), asked), False)


def _check_place(published: Published, code: str) -> None:
    if not published.rows("select 1 from dim_jurisdiction where jurisdiction_code = ?", [code]):
        raise WrongArguments(
            f"There is no place with the code {code}.",
            expected="twelve digits, such as 110116000000",
            todo='fazhi query "select jurisdiction_code, full_name from dim_jurisdiction where ..." finds it',
        )
