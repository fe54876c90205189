"""Print the scoreboard: ``python -m warehouse.evaluation [LABELS TEXTS]``, else that of the samples."""

from __future__ import annotations

import argparse
from pathlib import Path

from extractors import extract
from warehouse.evaluation.golden import bands, sample_scoreboard
from warehouse.evaluation.intervals import wilson
from warehouse.evaluation.labels import load_labels
from warehouse.evaluation.scoring import SURE, Scoreboard, score

_EXAMPLE = "python -m warehouse.evaluation labels.jsonl folder-of-texts"


def main(argv: list[str] | None = None) -> int:
    """Score one labelled set and print the figures; by metric with ``--metrics``."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.evaluation", epilog=_EXAMPLE)
    parser.add_argument("labels", nargs="?", type=Path, help="labelled reports, one a line")
    parser.add_argument("texts", nargs="?", type=Path, help="the folder of their texts")
    parser.add_argument("--metrics", action="store_true", help="one line a metric, the weakest first")
    arguments = parser.parse_args(argv)
    if arguments.labels and not arguments.texts:
        parser.error(f"name the folder of the texts, too: {_EXAMPLE}")
    board = _scored(arguments.labels, arguments.texts) if arguments.labels else sample_scoreboard()
    print("\n".join([*_overall(board), *(_by_metric(board) if arguments.metrics else [])]))
    return 0


def _scored(labels: Path, texts: Path) -> Scoreboard:
    reports = load_labels(labels, texts)
    return score(reports, {report.document: extract(report.text).observations for report in reports})


def _overall(board: Scoreboard) -> list[str]:
    total = board.overall
    lines = [
        f"labels {total.support}  found {total.found}  extra {total.extra}  exact {total.exact}",
        f"precision {_share(total.found, total.read)}",
        f"recall    {_share(total.found, total.support)}",
        f"f1 {total.f1:.4f}  all_slots_f1 {total.all_slots_f1:.4f}",
        "wrong slots: " + (", ".join(f"{k} {n}" for k, n in board.slot_errors.most_common()) or "none"),
        "confidence from … on: readings, their share of all, precision",
    ]
    for row in bands(board):
        mark = "  <- used unseen" if row["minimum_confidence"] == SURE else ""
        right, judged = row["right_count"], row["judged_count"]
        told = f"{row['minimum_confidence']:.2f}  {judged:5d}  {100 * (row['share'] or 0):5.1f} %"
        lines.append(f"  {told}  {_share(right, judged)}{mark}")
    return lines


def _by_metric(board: Scoreboard) -> list[str]:
    ranked = sorted(board.by_metric.items(), key=lambda item: (item[1].all_slots_f1, -item[1].support))
    return [f"{'metric':52} support found extra exact"] + [
        f"{metric:52} {t.support:7d} {t.found:5d} {t.extra:5d} {t.exact:5d}" for metric, t in ranked
    ]


def _share(right: int, total: int) -> str:
    interval = wilson(right, total)
    if interval is None:
        return "none"
    return f"{right / total:.4f} [{interval[0]:.4f}, {interval[1]:.4f}]"


if __name__ == "__main__":
    raise SystemExit(main())
