"""The columns of each Parquet table of the lake."""

from __future__ import annotations

import pyarrow as pa

_TEXT, _WHOLE, _REAL, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


SCHEMAS: dict[str, pa.Schema] = {
    # The bytes as they came, and the text that was read out of them: raw, for the owner's eyes alone.
    "raw": _schema(document_id=_TEXT, content=pa.large_binary()),
    "text": _schema(document_id=_TEXT, text=pa.large_string()),
    "document": _schema(
        document_id=_TEXT,
        kind=_TEXT,
        encoding=_TEXT,
        size_bytes=_WHOLE,
        character_count=_WHOLE,
        text_id=_TEXT,
        is_readable=_FLAG,
        reason=_TEXT,
        first_run=_TEXT,
    ),
    "location": _schema(
        document_id=_TEXT,
        file=_TEXT,
        source_url=_TEXT,
        retrieved_at=pa.timestamp("s"),
        publisher=_TEXT,
        declared_code=_TEXT,
        first_run=_TEXT,
    ),
    "ledger": _schema(
        document_id=_TEXT,
        extractor_version=_TEXT,
        outcome=_TEXT,
        reason=_TEXT,
        report_id=_TEXT,
        # Whose paper it seems to be, where it was refused.
        jurisdiction_code=_TEXT,
        issuer_kind=_TEXT,
        report_year=_WHOLE,
        first_run=_TEXT,
    ),
    "report": _schema(
        report_id=_TEXT,
        document_id=_TEXT,
        extractor_version=_TEXT,
        title=_TEXT,
        issuer_name=_TEXT,
        issuer_kind=_TEXT,
        jurisdiction_code=_TEXT,
        jurisdiction_candidates=pa.list_(_TEXT),
        jurisdiction_evidence=pa.list_(_TEXT),
        report_year=_WHOLE,
        year_evidence=pa.list_(_TEXT),
        year_conflict=_FLAG,
        publish_date=_TEXT,
        report_type=_TEXT,
        first_run=_TEXT,
    ),
    # What texts are compared by: hashes of their sentences, never the sentences.
    "signature": _schema(
        report_id=_TEXT,
        document_id=_TEXT,
        extractor_version=_TEXT,
        sentences=pa.list_(_WHOLE),
        patterns=pa.list_(_WHOLE),
        missing_parts=pa.list_(_TEXT),
    ),
    # Each roster as it came, whole: the last one counts.
    "roster": _schema(
        roster_id=_TEXT,
        file=_TEXT,
        line=_WHOLE,
        issuer=_TEXT,
        jurisdiction_code=_TEXT,
        report_type=_TEXT,
        year=_WHOLE,
        due_date=_TEXT,
        first_run=_TEXT,
    ),
    "observation": _schema(
        observation_id=_TEXT,
        report_id=_TEXT,
        document_id=_TEXT,
        extractor_version=_TEXT,
        start_offset=_WHOLE,
        end_offset=_WHOLE,
        text=_TEXT,
        sentence_start=_WHOLE,
        sentence_end=_WHOLE,
        sentence=_TEXT,
        section=_TEXT,
        metric=_TEXT,
        value=_REAL,
        value_max=_REAL,
        unit=_TEXT,
        qualifier=_TEXT,
        status=_TEXT,
        period_start=_TEXT,
        period_end=_TEXT,
        of_which=_TEXT,
        of_which_start=_WHOLE,
        subset=_TEXT,
        scope=_TEXT,
        yoy_value=_REAL,
        yoy_unit=_TEXT,
        is_total=_FLAG,
        confidence=_REAL,
        rule=_TEXT,
    ),
}
