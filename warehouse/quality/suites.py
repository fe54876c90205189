"""What is expected of a table's columns, as plain data: drawn from the registry, without any engine.

Columns with one promise share one expectation, which costs an engine as much as one column does: a table of
two hundred figures is looked at as quickly as one of ten. :func:`apart` tells which column broke it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from warehouse.registry import Table

NOT_NULL, BETWEEN, IN_SET = (
    "expect_column_values_to_not_be_null",
    "expect_column_values_to_be_between",
    "expect_column_values_to_be_in_set",
)
_OF_SEVERAL = {
    NOT_NULL: "expect_cells_to_not_be_null",
    BETWEEN: "expect_cells_to_be_between",
    IN_SET: "expect_cells_to_be_in_set",
}
TYPES = "expect_cells_to_be_of_types"
_SHOWN_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation: the engine's name for it, its arguments, and what it says in a sentence."""

    kind: str
    arguments: dict[str, Any]
    meaning: str
    columns: tuple[str, ...] = ()
    """Columns that share it, where each of them may break it by itself."""
    values: dict[str, Any] = field(default_factory=dict)
    """What is expected of each column: its bounds, its set."""


def expectations_of(table: Table) -> list[Expectation]:
    """Return what the registry promises of a table: completeness, then types, ranges, sets, uniqueness."""
    return [*_of_completeness(table), _of_types(table), *_of_ranges(table), *_of_sets(table), _of_key(table)]


def apart(expectation: Expectation) -> list[Expectation]:
    """Return an expectation of several columns as one a column, in the library's own words."""
    if len(expectation.columns) < 2:
        return [expectation]
    kind = next(single for single, several in _OF_SEVERAL.items() if several == expectation.kind)
    says = expectation.meaning.removeprefix(_named(expectation.columns))
    return [
        Expectation(kind, {"column": name, **expectation.values}, name + says, (name,), expectation.values)
        for name in expectation.columns
    ]


def _of_completeness(table: Table) -> Iterator[Expectation]:
    names = [column.name for column in table.columns]
    yield Expectation(
        "expect_table_columns_to_match_ordered_list",
        {"column_list": names},
        f"{table.name} has exactly its {len(names)} columns, in order",
    )
    filled = tuple(column.name for column in table.columns if not column.is_nullable)
    yield _shared(NOT_NULL, filled, {}, "never empty")


def _of_types(table: Table) -> Expectation:
    types = {column.name: column.type for column in table.columns}
    return Expectation(
        TYPES,
        {"column_list": list(types), "types": types, "ignore_row_if": "never"},
        f"{table.name} holds values of the types of its columns",
    )


def _of_ranges(table: Table) -> Iterator[Expectation]:
    for (minimum, maximum), columns in _grouped(table, lambda c: (c.minimum, c.maximum)).items():
        if minimum is not None or maximum is not None:
            bounds = {"min_value": minimum, "max_value": maximum}
            yield _shared(BETWEEN, columns, bounds, f"between {minimum} and {maximum}")


def _of_sets(table: Table) -> Iterator[Expectation]:
    for allowed, columns in _grouped(table, lambda c: c.allowed).items():
        if allowed:
            yield _shared(IN_SET, columns, {"value_set": list(allowed)}, f"one of {', '.join(allowed)}")


def _of_key(table: Table) -> Expectation:
    meaning = f"no two rows share {', '.join(table.key)}"
    if len(table.key) == 1:
        return Expectation("expect_column_values_to_be_unique", {"column": table.key[0]}, meaning)
    columns = {"column_list": list(table.key)}
    return Expectation("expect_compound_columns_to_be_unique", columns, meaning)


def _grouped(table: Table, promise: Any) -> dict[Any, tuple[str, ...]]:
    groups: dict[Any, tuple[str, ...]] = {}
    for column in table.columns:
        groups[promise(column)] = (*groups.get(promise(column), ()), column.name)
    return groups


def _shared(kind: str, columns: tuple[str, ...], values: dict[str, Any], says: str) -> Expectation:
    meaning = f"{_named(columns)}: {says}"
    if len(columns) == 1:
        return Expectation(kind, {"column": columns[0], **values}, meaning, columns, values)
    arguments = {"column_list": list(columns), "ignore_row_if": "never", **values}
    return Expectation(_OF_SEVERAL[kind], arguments, meaning, columns, values)


def _named(columns: tuple[str, ...]) -> str:
    shown = ", ".join(columns[:_SHOWN_COLUMNS])
    return shown if len(columns) <= _SHOWN_COLUMNS else f"{shown} and {len(columns) - _SHOWN_COLUMNS} more"
