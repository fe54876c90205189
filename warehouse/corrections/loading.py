"""Entries of correction files to records, and refused where they say too little or the same cell twice."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.registry.metrics import load_metrics, value_range

ACTIONS = ("override", "drop", "flag", "accept")
QUALIFIERS = ("exact", "more_than", "at_least", "at_most", "about", "nearly")
_OWN = Path(__file__).parent
_CODE, _SHA256 = re.compile(r"[0-9]{12}"), re.compile(r"[0-9a-f]{64}")
_WANTED = {"place", "year", "metric", "action", "expect", "reason", "who", "when"}
_KNOWN = _WANTED | {"value", "qualifier", "report_type", "issuer", "document", "start", "end"}
_ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one cell."""

    correction_id: str
    """Hash of all that it says: another value or another reason is another correction."""
    origin: str
    """``project/<file>`` or ``home/<file>``, and the number of the entry in it."""
    jurisdiction_code: str
    issuer_id: str
    report_type: str
    year: int
    metric: str
    document_id: str | None
    """It speaks of this very document; None: of whatever edition is current."""
    start_offset: int | None
    end_offset: int | None
    action: str
    value: float | None
    qualifier: str | None
    expect: float | str
    """The value that the machine reads, or words that the document has."""
    reason: str
    who: str
    made_on: date

    @property
    def cell(self) -> tuple[str, str, str, int, str]:
        """The key of the fact that it corrects."""
        return (self.jurisdiction_code, self.issuer_id, self.report_type, self.year, self.metric)


def load_corrections(home: Home) -> list[Correction]:
    """Return all corrections; one of the home's own goes before one of the project's for the same cell.

    Raises:
        WrongArguments: an entry cannot be understood, or two of one place speak of the same cell.
    """
    ours, own = _load(_OWN, "project"), _load(home.corrections, "home")
    taken = {correction.cell for correction in own}
    kept = [*(correction for correction in ours if correction.cell not in taken), *own]
    return sorted(kept, key=lambda correction: correction.correction_id)


def corrections_version(home: Home) -> str:
    """Return a hash over the home's own corrections; those of the project count as its code does."""
    digest = hashlib.sha256()
    for path in _files(home.corrections):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _load(folder: Path, whose: str) -> list[Correction]:
    found = [correction for path in _files(folder) for correction in _read(path, whose)]
    seen: dict[tuple[Any, ...], Correction] = {}
    for correction in found:
        for document in (correction.document_id, None):
            other = seen.get((correction.cell, document))
            if other is not None:
                raise _refused(correction.origin, f"{other.origin} corrects the same cell", folder)
        seen[correction.cell, correction.document_id] = correction
    return found


def _read(path: Path, whose: str) -> Iterator[Correction]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise _refused(path.name, str(error), path) from error
    entries = content.get("correction")
    if set(content) != {"correction"} or not isinstance(entries, list):
        raise _refused(path.name, f"it has {sorted(content)}", path, "[[correction]] entries, nothing else")
    for number, entry in enumerate(entries, start=1):
        origin = f"{whose}/{path.name}, entry {number}"
        if complaint := complaint_about(entry):
            raise _refused(origin, complaint, path)
        yield _correction(entry, origin)


def _refused(origin: str, found: str, where: Path, expected: str = "") -> WrongArguments:
    return WrongArguments(
        f"A correction cannot be used: {origin}: {found}.",
        expected=expected or "the form that warehouse/corrections/__init__.py shows",
        where=where,
        todo="mend the entry, or take it out",
    )


def complaint_about(entry: Mapping[str, Any]) -> str | None:
    """Return why an entry cannot be used; None where it can."""
    return next(_complaints(entry), None)


def _complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    if missing := _WANTED - set(entry):
        yield f"{sorted(missing)} missing"
        return
    if unknown := set(entry) - _KNOWN:
        yield f"unknown {sorted(unknown)}"
    if not _CODE.fullmatch(str(entry["place"])):
        yield f"place is {entry['place']!r}, not a 12-digit code"
    if not isinstance(entry["year"], int) or not 1990 <= entry["year"] <= 2100:
        yield f"year is {entry['year']!r}"
    if entry["action"] not in ACTIONS:
        yield f"action is {entry['action']!r}, not one of {', '.join(ACTIONS)}"
    if not isinstance(entry["when"], date) or isinstance(entry["when"], datetime):
        yield f"when is {entry['when']!r}, not a date such as 2026-01-05"
    for name in ("reason", "who"):
        if not isinstance(entry[name], str) or not entry[name].strip():
            yield f"{name} is empty"
    yield from _complaints_of_values(entry)
    yield from _complaints_of_place_in_text(entry)


def _complaints_of_values(entry: Mapping[str, Any]) -> Iterator[str]:
    kinds = {metric.key: metric.kind for metric in load_metrics()}
    if (kind := kinds.get(entry["metric"])) is None:
        yield f"metric is {entry['metric']!r}, which the catalogue does not have"
        return
    expect = entry["expect"]
    if not (_is_number(expect) or (isinstance(expect, str) and len(expect.strip()) > 3)):
        yield f"expect is {expect!r}, neither a number nor some words of the sentence"
    if (entry["action"] == "override") != ("value" in entry):
        yield "an override wants a value, and nothing else may have one"
    elif "value" in entry:
        lowest, highest = value_range(kind)
        if not _is_number(entry["value"]) or not lowest <= entry["value"] <= highest:
            yield f"value is {entry['value']!r}, not a number from {lowest:g} to {highest:g}"
        elif kind == "count" and entry["value"] != int(entry["value"]):
            yield f"value is {entry['value']!r}, and a count is whole"
    if "qualifier" in entry and (entry["qualifier"] not in QUALIFIERS or entry["action"] != "override"):
        yield f"qualifier is {entry['qualifier']!r}; an override may have one of {', '.join(QUALIFIERS)}"


def _complaints_of_place_in_text(entry: Mapping[str, Any]) -> Iterator[str]:
    if "document" in entry and not _SHA256.fullmatch(str(entry["document"])):
        yield f"document is {entry['document']!r}, not a sha256"
    given = [name for name in ("start", "end") if name in entry]
    if given and (len(given) == 1 or "document" not in entry):
        yield "start and end go together, and with the document that they count in"
    elif given and not all(isinstance(entry[name], int) for name in given):
        yield "start and end are numbers of characters"
    elif given and not 0 <= entry["start"] < entry["end"]:
        yield f"start and end are {entry['start']} and {entry['end']}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _correction(entry: Mapping[str, Any], origin: str) -> Correction:
    said = "\x1f".join(f"{name}={entry[name]!r}" for name in sorted(entry))
    is_override = entry["action"] == "override"
    expect = entry["expect"]
    return Correction(
        correction_id=hashlib.sha256(said.encode()).hexdigest()[:_ID_LENGTH],
        origin=origin,
        jurisdiction_code=entry["place"],
        issuer_id=entry.get("issuer", f"{entry['place']}-government"),
        report_type=entry.get("report_type", "rule_of_law"),
        year=entry["year"],
        metric=entry["metric"],
        document_id=entry.get("document"),
        start_offset=entry.get("start"),
        end_offset=entry.get("end"),
        action=entry["action"],
        value=float(entry["value"]) if is_override else None,
        qualifier=entry.get("qualifier", "exact") if is_override else None,
        expect=expect.strip() if isinstance(expect, str) else float(expect),
        reason=entry["reason"].strip(),
        who=entry["who"].strip(),
        made_on=entry["when"],
    )
