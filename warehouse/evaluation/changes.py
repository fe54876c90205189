"""What the present extractor gains, loses and changes in the samples, against what was accepted last.

``python -m warehouse.evaluation.changes [--accept]``. Exit status: 0 told (or, with ``--accept``, written
down), 2 there is nothing to compare with.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.privacy import masked
from extractors.records import Extraction
from warehouse.errors import WrongArguments
from warehouse.evaluation import committed
from warehouse.evaluation.committed import USUAL, Row

_PLACE = {"document", "start", "end"}
_AROUND = 40


@dataclass(slots=True)
class Changes:
    """Rows of the extractor as it is, against rows as accepted."""

    gained: list[Row] = field(default_factory=list)
    lost: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row]] = field(default_factory=list)
    """Before and now."""
    moved: int = 0
    """The same reading at another offset: the sample itself was edited."""

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed or self.moved)


def compare(before: Iterable[Row], now: Iterable[Row]) -> Changes:
    """Pair the rows of each document: first the very same, then by place, then by what they say."""
    old, new = _by_document(before), _by_document(now)
    found = Changes()
    for document in sorted({*old, *new}):
        _compare_document(old[document], new[document], found)
    return found


def _by_document(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["document"]].append(row)
    return grouped


def _compare_document(before: Sequence[Row], now: Sequence[Row], found: Changes) -> None:
    left = [row for row in before if row not in now]
    right = [row for row in now if row not in before]
    for is_moved in (False, True):
        for row in list(left):
            partner = next((other for other in right if _belong(row, other, is_moved)), None)
            if partner is not None:
                left.remove(row)
                right.remove(partner)
                if is_moved:
                    found.moved += 1
                else:
                    found.changed.append((row, partner))
    found.lost += left
    found.gained += right


def _belong(before: Row, now: Row, is_moved: bool) -> bool:
    if is_moved:
        return _said(before) == _said(now)
    overlap = before["start"] < now["end"] and now["start"] < before["end"]
    # A numeral may hold several readings: one that was never there is gained, not a change of its neighbour.
    return overlap and (before.get("metric") == now.get("metric") or before["value"] == now["value"])


def _said(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in _PLACE}


def told(changes: Changes, texts: Mapping[str, str]) -> list[str]:
    """Return the changes as lines to read, each with the words around its number."""
    lines = [f"+ {_reading(row)}  {_words(row, texts)}" for row in changes.gained]
    lines += [f"- {_reading(row)}  {_words(row, texts)}" for row in changes.lost]
    for before, now in changes.changed:
        told_of = {**USUAL, **before}, {**USUAL, **now}
        differing = [key for key in {**before, **now} if told_of[0].get(key) != told_of[1].get(key)]
        shown = ", ".join(f"{key}: {told_of[0].get(key)} → {told_of[1].get(key)}" for key in differing)
        lines.append(f"~ {_reading(now)}  {shown}  {_words(now, texts)}")
    total = f"{len(changes.gained)} gained, {len(changes.lost)} lost, {len(changes.changed)} changed"
    return [*lines, f"{total}, {changes.moved} moved"]


def _reading(row: Row) -> str:
    return f"{row['document']:28} {row.get('metric') or '(no metric)':44} {row['value']!s:>10}"


def _words(row: Row, texts: Mapping[str, str]) -> str:
    text = texts.get(row["document"], "")
    before = text[max(0, row["start"] - _AROUND) : row["start"]]
    after = text[row["end"] : row["end"] + _AROUND // 4]
    shown = f"«{before}[{text[row['start'] : row['end']]}]{after}»"
    return " ".join(shown.split())


def present() -> tuple[dict[str, Extraction], dict[str, str]]:
    """Return what the extractor reads in the samples, and their texts with persons masked."""
    from extractors.privacy import Redactor
    from warehouse.evaluation.golden import sample_extractions, sample_reports

    texts = {r.document: masked(r.text, Redactor(r.text).spans) for r in sample_reports()}
    return sample_extractions(), texts


def main(argv: list[str] | None = None) -> int:
    """Print the changes, or accept them."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.evaluation.changes")
    parser.add_argument("--accept", action="store_true", help="write the present extraction down")
    parser.add_argument("--file", type=Path, default=committed.PATH, help="the accepted extraction")
    arguments = parser.parse_args(argv)
    extractions, texts = present()
    now = committed.rows_of(extractions)
    try:
        before = committed.read(arguments.file)
    except WrongArguments as error:
        if not arguments.accept:
            print(error)
            return 2
        before = []
    print("\n".join(told(compare(before, now), texts)))
    if arguments.accept:
        arguments.file.write_text(committed.as_text(now), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
