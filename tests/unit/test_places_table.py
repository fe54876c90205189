"""The committed place tables, and the script that builds them."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from extractors.places import aliases
from extractors.places.aliases import load_aliases
from extractors.places.table import REFERENCE, load_places, load_villages
from extractors.reference import build_places

GOOD = 'name = "甲镇"\ncode = "110000000000"\nsource = "公报"'


def test_the_table_holds_every_division_down_to_the_township() -> None:
    levels = Counter(place.level for place in load_places().by_code.values())
    assert levels == {"province": 31, "prefecture": 333, "county": 2975, "township": 41351}


def test_codes_are_twelve_digits_in_order_and_lie_inside_their_parent() -> None:
    table = load_places()
    assert table.codes == sorted(set(table.codes))
    for place in table.by_code.values():
        assert len(place.code) == 12
        assert place.code.isdigit()
        if place.level != "province":
            assert place.code.startswith(table.by_code[place.parent].prefix)


def test_no_row_only_fills_a_level() -> None:
    assert not {"市辖区", "县", "省直辖县级行政区划"} & {
        place.name for place in load_places().by_code.values()
    }


def test_villages_are_kept_of_townships_with_namesakes_alone() -> None:
    table = load_places()
    shared = Counter(
        p.name.replace("街街道", "街道") for p in table.by_code.values() if p.level == "township"
    )
    assert load_villages()
    assert all(shared[table.by_code[code].name.replace("街街道", "街道")] > 1 for code in load_villages())


def test_every_alias_leads_to_a_place_of_the_table() -> None:
    assert load_aliases()
    assert set(load_aliases().values()) <= set(load_places().by_code)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ('name = "甲镇"\ncode = "110000000000"', "source"),
        ('name = "甲镇"\ncode = "11"\nsource = "某公报"', "12-digit"),
        (f"{GOOD}\n[[alias]]\n{GOOD}", "already"),
    ],
)
def test_a_faulty_alias_is_refused_when_loaded(
    row: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text(f"[[alias]]\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(aliases, "_DATA", path)
    with pytest.raises(ValueError, match=complaint):
        aliases.load_aliases.__wrapped__()


def _package(folder: Path) -> Path:
    """A package of one municipality and one city without counties."""
    tables = {
        "provinces": ("code,name", ["11,甲市", "44,乙省"]),
        "cities": ("code,name,provinceCode", ["1101,市辖区,11", "4419,丙市,44"]),
        "areas": ("code,name,cityCode,provinceCode", ["110101,丁区,1101,11", "441900,丙市,4419,44"]),
        "streets": (
            "code,name,areaCode,provinceCode,cityCode",
            [
                "110101001,戊街道,110101,11,1101",
                "441900003,戊街街道,441900,44,4419",
                "441900100,己镇,441900,44,4419",
            ],
        ),
        "villages": (
            "code,name,streetCode,provinceCode,cityCode,areaCode",
            [
                "110101001001,子丑社区居委会,110101001,11,1101,110101",
                "110101001200,寅卯村民委员会,110101001,11,1101,110101",
            ],
        ),
    }
    (folder / "dist").mkdir(parents=True)
    for name, (header, rows) in tables.items():
        (folder / "dist" / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def test_the_script_builds_both_tables_and_the_same_bytes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = _package(tmp_path / "package")
    monkeypatch.setattr(build_places, "HERE", tmp_path)
    assert build_places.main([str(package)]) == 0
    first = (tmp_path / "places.csv.gz").read_bytes()
    assert build_places.main([str(package)]) == 0
    assert (tmp_path / "places.csv.gz").read_bytes() == first
    rows = list(csv.reader(gzip.decompress(first).decode().splitlines()))
    assert rows[1:] == [
        ["110000000000", "甲市", "province", ""],
        ["110101000000", "丁区", "county", "110000000000"],
        ["110101001000", "戊街道", "township", "110101000000"],
        ["440000000000", "乙省", "province", ""],
        ["441900000000", "丙市", "prefecture", "440000000000"],
        ["441900003000", "戊街街道", "township", "441900000000"],
        ["441900100000", "己镇", "township", "441900000000"],
    ]
    villages = gzip.decompress((tmp_path / "villages.csv.gz").read_bytes()).decode().splitlines()
    assert villages[1:] == ["110101001000,2,子丑 寅卯", "441900003000,0,"]


def test_a_package_without_its_tables_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"provinces\.csv: no such file"):
        build_places.main([str(tmp_path)])


def test_the_committed_tables_carry_no_date() -> None:
    for name in ("places.csv.gz", "villages.csv.gz"):
        assert (REFERENCE / name).read_bytes()[4:8] == b"\0\0\0\0"
