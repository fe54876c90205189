"""What is expected of a table's columns, as plain data: drawn from the registry, without any engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse.registry import Column, Table


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation: the engine's name for it, its arguments, and what it says in a sentence."""

    kind: str
    arguments: dict[str, Any]
    meaning: str


def expectations_of(table: Table) -> list[Expectation]:
    """Return what the registry promises about a table: its columns, and what may stand in each."""
    names = [column.name for column in table.columns]
    whole = Expectation(
        "expect_table_columns_to_match_ordered_list",
        {"column_list": names},
        f"{table.name} has exactly its {len(names)} columns, in order",
    )
    return [whole, *(expectation for column in table.columns for expectation in _of_column(column))]


def _of_column(column: Column) -> list[Expectation]:
    found = []
    if not column.is_nullable:
        found.append(
            Expectation(
                "expect_column_values_to_not_be_null",
                {"column": column.name},
                f"{column.name} is never empty",
            )
        )
    if column.minimum is not None or column.maximum is not None:
        found.append(_range_of(column))
    if column.allowed:
        found.append(
            Expectation(
                "expect_column_values_to_be_in_set",
                {"column": column.name, "value_set": list(column.allowed)},
                f"{column.name} is one of {', '.join(column.allowed)}",
            )
        )
    return found


def _range_of(column: Column) -> Expectation:
    return Expectation(
        "expect_column_values_to_be_between",
        {"column": column.name, "min_value": column.minimum, "max_value": column.maximum},
        f"{column.name} lies between {column.minimum} and {column.maximum}",
    )
