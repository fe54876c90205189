"""The data dictionary and the package that are drawn from the registry."""

from __future__ import annotations

from pathlib import Path

from warehouse.export.dictionary import data_dictionary
from warehouse.export.package import Written, datapackage
from warehouse.registry import TABLES


def test_the_committed_dictionary_is_the_registrys(root: Path) -> None:
    committed = (root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    todo = "python -m warehouse.export.dictionary docs/data-dictionary.md"
    assert committed == data_dictionary(), f"the registry has changed: {todo}"


def test_the_dictionary_tells_every_column_with_its_meaning() -> None:
    lines = data_dictionary().splitlines()
    told = [line for line in lines if line.startswith("| `")]
    for table in TABLES.values():
        assert f"### `{table.name}`" in lines
        for column in table.columns:
            meaning = column.meaning_en.replace("|", "\\|")
            assert any(line.startswith(f"| `{column.name}`") and meaning in line for line in told), column


def test_the_package_tells_type_unit_and_bounds_of_a_column() -> None:
    table = TABLES["fact_metric"]
    written = Written(table, table.columns, 3, 17, "ab")
    (resource,) = datapackage({table.name: written}, "1")["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert resource["schema"]["primaryKey"] == list(table.key)
    assert (resource["bytes"], resource["hash"]) == (17, "sha256:ab")
    assert fields["year"]["type"] == "integer"
    assert fields["year"]["constraints"] == {"required": True, "minimum": 1990, "maximum": 2100}
    assert fields["months_covered"]["unit"] == "month"
    assert set(fields["basis"]["constraints"]["enum"]) == {"stated_total", "single_part"}
