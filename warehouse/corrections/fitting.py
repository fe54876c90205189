"""Holding corrections against the sources: where a source no longer says what was corrected, the run ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from warehouse.connections import connected
from warehouse.corrections.loading import Correction
from warehouse.errors import CorrectionObsolete
from warehouse.lake import Lake
from warehouse.registry.ddl import literal

_WHITE_SPACE = re.compile(r"\s+")
# How far from the offsets the words of the sentence may stand, in characters.
_REACH = 400


def assert_corrections_fit(
    connection: duckdb.DuckDBPyConnection, lake: Lake, corrections: Iterable[Correction]
) -> None:
    """Look at each correction that applies, in a build with ``correction`` and ``fact_metric``.

    Raises:
        CorrectionObsolete: a source does not say what a correction expects of it.
    """
    applied = dict(
        connection.execute(
            "SELECT c.correction_id, r.document_id FROM correction AS c JOIN report AS r USING (report_id)"
            " WHERE c.state = 'applied'"
        ).fetchall()
    )
    told = [
        f"{correction.origin} ({'/'.join(map(str, correction.cell))}): {complaint}"
        for correction in corrections
        if correction.correction_id in applied
        and (complaint := _complaint(connection, lake, correction, applied[correction.correction_id]))
    ]
    if told:
        raise CorrectionObsolete(
            "\n    ".join([f"{len(told)} corrections no longer fit their sources:", *told]),
            expected="the source still says what was corrected",
            where="warehouse/corrections for project/…, <home>/corrections for home/…",
            todo="look at the source; then mend `value` and `expect` of the entry, or take it out",
        )


def _complaint(
    connection: duckdb.DuckDBPyConnection, lake: Lake, correction: Correction, document_id: str
) -> str | None:
    if isinstance(correction.expect, str):
        return _words_missing(lake, correction, correction.document_id or document_id)
    if correction.start_offset is not None:
        return _number_elsewhere(connection, correction)
    found = connection.execute(
        "SELECT machine_value FROM fact_metric WHERE correction_id = ?", [correction.correction_id]
    ).fetchall()
    value = found[0][0] if found else None
    if value == correction.expect:
        return None
    return f"it expects that the machine reads {correction.expect:g}, and it reads {_plain(value)}"


def _number_elsewhere(connection: duckdb.DuckDBPyConnection, correction: Correction) -> str | None:
    found = connection.execute(
        "SELECT o.value FROM observation AS o JOIN correction AS c USING (report_id)"
        " WHERE c.correction_id = ? AND o.start_offset < c.end_offset AND o.end_offset > c.start_offset",
        [correction.correction_id],
    ).fetchall()
    if any(value == correction.expect for (value,) in found):
        return None
    read = ", ".join(_plain(value) for (value,) in found) or "nothing"
    stands = f"{correction.start_offset}–{correction.end_offset}"
    return f"it expects {correction.expect:g} at characters {stands}, and the machine reads {read} there"


def _words_missing(lake: Lake, correction: Correction, document_id: str) -> str | None:
    text = _text_of(lake, document_id)
    if correction.start_offset is not None and correction.end_offset is not None:
        text = text[max(0, correction.start_offset - _REACH) : correction.end_offset + _REACH]
    if _bare(str(correction.expect)) in _bare(text):
        return None
    return f"it expects the words “{correction.expect}”, and document {document_id[:12]}… does not have them"


def _text_of(lake: Lake, document_id: str) -> str:
    if not (parts := lake.parts("text")):
        return ""
    files = ", ".join(literal(str(part)) for part in parts)
    with connected() as connection:
        rows = connection.execute(
            f"SELECT text FROM read_parquet([{files}]) WHERE document_id = ?", [document_id]
        ).fetchall()
    return str(rows[0][0]) if rows else ""


def _bare(text: str) -> str:
    return _WHITE_SPACE.sub("", text)


def _plain(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.15g}"
