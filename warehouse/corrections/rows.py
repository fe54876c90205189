"""Corrections as rows of the build. Words of a document are masked, whoever quotes them."""

from __future__ import annotations

import pyarrow as pa

from extractors.privacy import mask_persons
from warehouse.corrections.loading import load_corrections
from warehouse.home import Home

_TEXT, _WHOLE = pa.string(), pa.int64()
_TYPES: dict[str, pa.DataType] = {
    "correction_id": _TEXT,
    "action": _TEXT,
    "jurisdiction_code": _TEXT,
    "issuer_id": _TEXT,
    "report_type": _TEXT,
    "year": _WHOLE,
    "metric": _TEXT,
    "document_id": _TEXT,
    "start_offset": _WHOLE,
    "end_offset": _WHOLE,
    "value": pa.float64(),
    "qualifier": _TEXT,
    "expected": _TEXT,
    "reason": _TEXT,
    "corrected_by": _TEXT,
    "made_on": pa.date32(),
    "origin": _TEXT,
}
_SCHEMA = pa.schema(list(_TYPES.items()))


def correction_rows(home: Home) -> pa.Table:
    """Return the corrections that a home's builds apply.

    Raises:
        WrongArguments: an entry cannot be understood.
    """
    rows = [
        {
            **{name: getattr(correction, name, None) for name in _SCHEMA.names},
            "expected": mask_persons(_shown(correction.expect)),
            "reason": mask_persons(correction.reason),
            "corrected_by": correction.who,
        }
        for correction in load_corrections(home)
    ]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _shown(expect: float | str) -> str:
    return expect if isinstance(expect, str) else f"{expect:.15g}"
