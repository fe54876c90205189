"""The column lineage of the registry is that of the statements; FAZHI_RENEW=1 renews it."""

from __future__ import annotations

import csv
import io
import os

import pytest

from tests.lineage_of import lineage_of
from warehouse.registry import TABLES
from warehouse.registry.lineage import COLUMNS, PATH, load_lineage

FACTS = [table for table in TABLES.values() if table.group in ("facts", "marts")]


@pytest.mark.parametrize("name", ["fact_disputes", "fact_evidence", "missing_value"])
def test_the_lineage_of_a_table_is_that_of_its_statement(name: str) -> None:
    derived = {column: sorted(sources) for column, sources in lineage_of(TABLES[name]).items() if sources}
    assert derived == {column: sorted(sources) for column, sources in load_lineage()[name].items()}


@pytest.mark.slow
def test_the_lineage_of_facts_and_marts_is_that_of_their_statements() -> None:
    derived = [
        (table.name, column, *source)
        for table in FACTS
        for column, sources in lineage_of(table).items()
        for source in sorted(sources)
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *derived])
    if os.environ.get("FAZHI_RENEW") == "1":
        PATH.write_text(text.getvalue(), encoding="utf-8")
    assert PATH.read_text(encoding="utf-8") == text.getvalue(), "FAZHI_RENEW=1 renews it"


def test_every_source_is_a_column_of_a_table_that_its_table_may_read() -> None:
    for name, columns in load_lineage().items():
        table = TABLES[name]
        for column, sources in columns.items():
            assert table.column(column)
            for source, source_column in sources:
                assert TABLES[source].column(source_column)


@pytest.mark.parametrize(
    ("table", "column", "source"),
    [
        ("fact_disputes", "dispute_mediated_count", ("fact_metric", "value")),
        ("fact_disputes", "year", ("report", "report_year")),
        ("fact_metric", "value", ("observation", "value")),
        ("mart_jurisdiction_year", "fine_amount", ("fact_metric", "value")),
    ],
)
def test_a_column_leads_to_where_its_values_come_from(
    table: str, column: str, source: tuple[str, str]
) -> None:
    assert source in load_lineage()[table][column]


def test_every_column_of_the_wide_fact_tables_has_a_source() -> None:
    lineage = load_lineage()
    for table in FACTS:
        if table.sql == "facts/fact_family.sql":
            assert {column.name for column in table.columns} == set(lineage[table.name]), table.name
