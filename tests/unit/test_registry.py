"""The registry: nothing without type, unit and meaning, and all that is drawn from it fits."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from extractors.catalogue import load_catalogue
from warehouse.registry import GROUPS, TABLES
from warehouse.registry.ddl import comments, create_table, identifier
from warehouse.registry.families import FAMILIES
from warehouse.registry.loader import RegistryError, make_column
from warehouse.registry.metrics import load_metrics, load_relations, short_name
from warehouse.registry.model import SHORT_NAME_LIMIT, Column

COLUMN = Column("fine_amount", "DOUBLE", "元", "罚款金额", "Fines", "fine_amount")
ALL_COLUMNS = [(table.name, column) for table in TABLES.values() for column in table.columns]


def test_every_column_has_type_unit_and_both_meanings() -> None:
    assert len(ALL_COLUMNS) > 400
    for table, column in ALL_COLUMNS:
        assert not column.complaints(), (table, column.name)


@pytest.mark.parametrize("field", ["type", "unit", "meaning_zh", "meaning_en", "short_name"])
def test_a_column_that_says_too_little_is_complained_of(field: str) -> None:
    assert not COLUMN.complaints()
    assert replace(COLUMN, **{field: ""}).complaints()


def test_a_short_name_longer_than_stata_takes_is_complained_of() -> None:
    assert replace(COLUMN, short_name="x" * (SHORT_NAME_LIMIT + 1)).complaints()


def test_a_misspelt_word_in_a_column_is_refused() -> None:
    with pytest.raises(RegistryError, match="nulable"):
        make_column(
            "value", {"type": "DOUBLE", "unit": "元", "zh": "值", "en": "value", "nulable": True}, "here"
        )


def test_every_metric_of_the_catalogue_is_one_column_of_its_family_and_of_the_mart() -> None:
    for metric in load_catalogue().metrics.values():
        assert TABLES[f"fact_{metric.family}"].column(metric.key).unit == metric.unit
        assert TABLES["mart_jurisdiction_year"].column(metric.key)


def test_counts_amounts_and_rates_have_their_types() -> None:
    kinds = {metric.key: metric.kind for metric in load_metrics()}
    types = {"count": "BIGINT", "amount": "DECIMAL(18,2)", "rate": "DOUBLE", "score": "DOUBLE"}
    for table in TABLES.values():
        for column in table.columns:
            if column.name in kinds:
                assert column.type == types[kinds[column.name]]


def test_there_are_twelve_family_tables_each_with_a_metric() -> None:
    assert len(FAMILIES) == 12
    for family in FAMILIES:
        assert len(TABLES[f"fact_{family}"].columns) > 5


def test_tables_stand_after_what_they_depend_on() -> None:
    seen: set[str] = set()
    for table in TABLES.values():
        assert set(table.depends_on) <= seen, table.name
        assert table.group in GROUPS
        seen.add(table.name)


def test_relations_speak_of_metrics_of_the_catalogue() -> None:
    keys = {metric.key for metric in load_metrics()}
    for relation in load_relations():
        named = {
            relation.part_metric,
            relation.other_part_metric,
            relation.whole_metric,
            relation.rate_metric,
        }
        assert named - {None} <= keys


def test_long_keys_are_shortened_and_stay_apart() -> None:
    shorts = [short_name(metric.key) for metric in load_metrics()]
    assert len(set(shorts)) == len(shorts)
    assert short_name("fine_amount") == "fine_amount"
    assert len(short_name("normative_document_legality_review_count")) <= SHORT_NAME_LIMIT


def test_the_tables_can_be_created_and_carry_their_comments() -> None:
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.execute(create_table(table))
            for statement in comments(table):
                connection.execute(statement)
        told = connection.execute("select table_name, column_name, comment from duckdb_columns()").fetchall()
    assert {(name, column.name, column.comment) for name, column in ALL_COLUMNS} <= set(told)


@pytest.mark.parametrize("name", ['x"; drop table report; --', "Value", "1st", "", "a b"])
def test_no_name_but_a_plain_one_becomes_an_identifier(name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        identifier(name)
