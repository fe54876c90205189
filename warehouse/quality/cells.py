"""Great Expectations of several columns at once, made in the way that the library is meant to be extended.

Imported only where a suite is evaluated (``engine``): this imports the library, which takes seconds. The
library finds an expectation by the name of its class.
"""

from __future__ import annotations

from typing import Any, ClassVar

from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import MulticolumnMapMetricProvider
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from pandas.api.types import infer_dtype

_DOMAIN = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")
_ON_PANDAS = multicolumn_condition_partial(engine=PandasExecutionEngine)
# What pandas takes a column's values for; empty: none is there. Whole numbers with gaps are floats to it.
_INFERRED: dict[str, frozenset[str]] = {
    "VARCHAR": frozenset({"string", "empty"}),
    "BIGINT": frozenset({"integer", "floating", "empty"}),
    "DOUBLE": frozenset({"floating", "integer", "empty"}),
    "DECIMAL(18,2)": frozenset({"decimal", "floating", "empty"}),
    "BOOLEAN": frozenset({"boolean", "empty"}),
    "DATE": frozenset({"date", "datetime64", "empty"}),
    "TIMESTAMP": frozenset({"datetime64", "datetime", "empty"}),
}


class _NotNull(MulticolumnMapMetricProvider):  # type: ignore[misc]
    """Rows in which every one of the columns is filled."""

    condition_metric_name = "cells.not_null"
    condition_domain_keys = _DOMAIN

    @_ON_PANDAS  # type: ignore[untyped-decorator]
    def _pandas(self, column_list: Any, **_: object) -> Any:
        return column_list.notna().all(axis=1)


class _Between(MulticolumnMapMetricProvider):  # type: ignore[misc]
    """Rows in which every filled cell of the columns lies between two bounds."""

    condition_metric_name = "cells.between"
    condition_domain_keys = _DOMAIN
    condition_value_keys = ("min_value", "max_value")

    @_ON_PANDAS  # type: ignore[untyped-decorator]
    def _pandas(self, column_list: Any, min_value: float, max_value: float, **_: object) -> Any:
        numbers = column_list.astype("float64")  # Decimals do not compare with what is not there.
        return ~((numbers < min_value) | (numbers > max_value)).any(axis=1)


class _InSet(MulticolumnMapMetricProvider):  # type: ignore[misc]
    """Rows in which every filled cell of the columns is one of a set."""

    condition_metric_name = "cells.in_set"
    condition_domain_keys = _DOMAIN
    condition_value_keys = ("value_set",)

    @_ON_PANDAS  # type: ignore[untyped-decorator]
    def _pandas(self, column_list: Any, value_set: list[str], **_: object) -> Any:
        return (column_list.isin(value_set) | column_list.isna()).all(axis=1)


class _OfTypes(MulticolumnMapMetricProvider):  # type: ignore[misc]
    """Rows in which every filled cell is of its column's registered type."""

    condition_metric_name = "cells.of_types"
    condition_domain_keys = _DOMAIN
    condition_value_keys = ("types",)

    @_ON_PANDAS  # type: ignore[untyped-decorator]
    def _pandas(self, column_list: Any, types: dict[str, str], **_: object) -> Any:
        odd = [name for name, type_ in types.items() if not _is_of_type(column_list[name], type_)]
        return column_list[odd].isna().all(axis=1)


def _is_of_type(values: Any, type_: str) -> bool:
    return infer_dtype(values, skipna=True) in _INFERRED[type_] or not values.notna().any()


class ExpectCellsToNotBeNull(MulticolumnMapExpectation):  # type: ignore[misc]
    """Every one of the columns is filled in every row."""

    map_metric: ClassVar[str] = _NotNull.condition_metric_name


class ExpectCellsToBeBetween(MulticolumnMapExpectation):  # type: ignore[misc]
    """What is filled lies between two bounds, in every one of the columns."""

    min_value: float
    max_value: float
    map_metric: ClassVar[str] = _Between.condition_metric_name
    success_keys: ClassVar[tuple[str, ...]] = ("min_value", "max_value", "mostly")


class ExpectCellsToBeInSet(MulticolumnMapExpectation):  # type: ignore[misc]
    """What is filled is one of a set, in every one of the columns."""

    value_set: list[str]
    map_metric: ClassVar[str] = _InSet.condition_metric_name
    success_keys: ClassVar[tuple[str, ...]] = ("value_set", "mostly")


class ExpectCellsToBeOfTypes(MulticolumnMapExpectation):  # type: ignore[misc]
    """What is filled is of the type that the registry gives its column."""

    types: dict[str, str]
    map_metric: ClassVar[str] = _OfTypes.condition_metric_name
    success_keys: ClassVar[tuple[str, ...]] = ("types", "mostly")
