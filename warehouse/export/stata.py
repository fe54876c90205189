"""A panel as a Stata file: variable labels from the registry, codes as numbers with value labels."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from warehouse.export.panel import Panel
from warehouse.registry import Column

if TYPE_CHECKING:
    import pandas as pd

_LABEL_LETTERS = 80
_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001  (Stata's header holds a time without a zone; a constant one here)


def stata_bytes(panel: Panel) -> bytes:
    """Return the file, of the format that Stata 14 and later, R (haven) and pandas read.

    The same panel gives the same bytes: the time in the header is a constant.
    """
    import pandas as pd

    data = pd.DataFrame({column.short_name: _series(panel, column) for column in panel.columns})
    target = BytesIO()
    data.to_stata(
        target,
        write_index=False,
        version=118,
        time_stamp=_NO_TIME,
        data_label=f"fazhi-warehouse, version {panel.version}",
        variable_labels={column.short_name: label_of(column) for column in panel.columns},
    )
    return target.getvalue()


def label_of(column: Column) -> str:
    """Return what a variable means, in as many letters as Stata keeps of a label."""
    unit = "" if column.allowed or column.unit in ("code", "name", "id") else f" [{column.unit}]"
    return f"{column.meaning_zh}{unit} · {column.meaning_en}"[:_LABEL_LETTERS]


def _series(panel: Panel, column: Column) -> pd.Series[Any]:
    import pandas as pd

    values = panel.frame.get_column(column.name).to_list()
    if column.allowed:
        # A category becomes a number with a value label; all allowed values have their number, used or not.
        return pd.Series(pd.Categorical(values, categories=list(column.allowed)))
    if column.type == "VARCHAR":
        return pd.Series([value or "" for value in values], dtype=object)
    kind = "int64" if not column.is_nullable else "float64"
    return pd.Series(values, dtype=kind)
