"""The scoreboard: intervals, matching, counts; held against an independent scorer where that is at hand."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Change, Observation
from warehouse.errors import WrongArguments
from warehouse.evaluation.__main__ import main
from warehouse.evaluation.golden import (
    SAMPLES,
    bands,
    confidence_rows,
    metric_rows,
    sample_extractions,
    sample_reports,
    sample_scoreboard,
)
from warehouse.evaluation.intervals import wilson
from warehouse.evaluation.labels import LabelledReport, load_labels, period_bounds
from warehouse.evaluation.matching import align
from warehouse.evaluation.scoring import Scoreboard, score

TEXT = "全年调解纠纷 12件，其中物业纠纷5件，开展培训3场，比上年增长20%。"
LABELS: list[dict[str, Any]] = [
    {"start": 7, "end": 9, "raw": "12", "metric": "dispute_mediated_count", "value": 12, "unit": "件",
     "qualifier": "exact", "status": "actual", "period": "year", "of_which": None},
    {"start": 17, "end": 18, "raw": "5", "metric": "dispute_mediated_count", "value": 5, "unit": "件",
     "qualifier": "exact", "status": "actual", "period": "year", "of_which": "dispute_mediated_count",
     "subset": "物业"},
    {"start": 24, "end": 25, "raw": "3", "metric": "training_session_count", "value": 3, "unit": "场",
     "qualifier": "exact", "status": "actual", "period": "year", "of_which": None, "alt": ["lecture_count"],
     "yoy": {"value": 20, "unit": "%"}},
]  # fmt: skip
METRICS = {"dispute_mediated_count", "training_session_count", "lecture_count", "petition_count"}


def labelled(tmp_path: Path, labels: Sequence[dict[str, Any]] = LABELS, **more: Any) -> LabelledReport:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    row = {"document": "a.txt", "report_year": 2024, "facts": list(labels), **more}
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (report,) = load_labels(tmp_path / "labels.jsonl", tmp_path)
    return report


def observed(label: dict[str, Any], **changed: Any) -> Observation:
    """The observation that answers a label in every slot, but for what is changed."""
    change = label.get("yoy")
    right = Observation(
        start=label["start"], end=label["end"], text=label["raw"], sentence_start=0, sentence_end=len(TEXT),
        sentence=TEXT, section="", metric=label["metric"], value=label["value"], value_max=None,
        unit=label["unit"], qualifier=label["qualifier"], status=label["status"], period_start="2024-01-01",
        period_end="2024-12-31", of_which=label["of_which"], of_which_start=None, subset=label.get("subset"),
        scope="own", yoy=Change(change["value"], change["unit"]) if change else None, is_total=False,
        confidence=0.95, rule="r",
    )  # fmt: skip
    return right._replace(**changed)


ALL = [observed(label) for label in LABELS]


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0), (81, 263, 0.2553, 0.3662),
     (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_the_interval_is_wilsons(right: int, total: int, low: float, high: float) -> None:
    """The four last are the examples of Newcombe (1998), Statistics in Medicine 17, table I."""
    assert wilson(right, total) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_mirrors(counts: tuple[int, int]) -> None:
    right, total = counts
    low, high = wilson(right, total) or (2.0, -1.0)
    assert 0 <= low <= right / total <= high <= 1
    mirrored = wilson(total - right, total)
    assert mirrored == (pytest.approx(1 - high, abs=1e-9), pytest.approx(1 - low, abs=1e-9))


def test_of_nothing_there_is_no_interval_and_more_right_than_read_is_refused() -> None:
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


@pytest.mark.parametrize(
    ("label", "bounds"),
    [("year", ("2024-01-01", "2024-12-31")), ("1-11月", ("2024-01-01", "2024-11-30")),
     ("截至2月底", ("2024-01-01", "2024-02-29")), ("截至11月5日", ("2024-01-01", "2024-11-05")),
     ("上半年", ("2024-01-01", "2024-06-30")), ("2023", None), (None, None)],
)  # fmt: skip
def test_a_period_as_labels_write_it_has_its_first_and_last_day(
    label: str | None, bounds: tuple[str, str] | None
) -> None:
    assert period_bounds(label, 2024) == bounds


def test_answers_that_are_right_in_every_slot_are_exact(tmp_path: Path) -> None:
    alignment = align(labelled(tmp_path), ALL, METRICS)
    assert [wrong for _, _, wrong in alignment.found] == [(), (), ()]
    assert not alignment.missed
    assert not alignment.extra


@pytest.mark.parametrize(
    ("position", "changed", "slot"),
    [
        (0, {"qualifier": "more_than"}, "qualifier"),
        (0, {"status": "target"}, "status"),
        (0, {"period_end": "2024-11-30"}, "period"),
        (0, {"of_which": "petition_count"}, "of_which"),
        (1, {"of_which": None}, "of_which"),
        (1, {"subset": None}, "subset"),
        (0, {"value_max": 15}, "value_max"),
        (0, {"unit": "起"}, "unit"),
        (2, {"yoy": None}, "change"),
        (2, {"yoy": Change(-20, "%")}, "change"),
        (0, {"yoy": Change(20, "%")}, "change"),
    ],
)
def test_each_slot_that_differs_is_told(
    position: int, changed: dict[str, Any], slot: str, tmp_path: Path
) -> None:
    readings = [o._replace(**changed) if i == position else o for i, o in enumerate(ALL)]
    alignment = align(labelled(tmp_path), readings, METRICS)
    assert alignment.found[position][2] == (slot,)
    assert not alignment.extra


@pytest.mark.parametrize(
    ("reading", "missed", "extra"),
    [
        (observed(LABELS[0], value=13), 2, 1),
        (observed(LABELS[0], metric="petition_count"), 2, 1),
        (observed(LABELS[0], start=24, end=25, text="3"), 2, 1),
        (observed(LABELS[0], text="21"), 2, 0),
        (observed(LABELS[0], metric="fine_amount"), 2, 0),
        (observed(LABELS[0], status="norm"), 2, 0),
        (observed(LABELS[2], metric="lecture_count"), 1, 0),
    ],
    ids=["value", "metric", "place", "does not quote the text", "metric not judged", "norm", "alternative"],
)
def test_a_reading_that_is_not_what_is_labelled_misses_and_is_extra(
    reading: Observation, missed: int, extra: int, tmp_path: Path
) -> None:
    alignment = align(labelled(tmp_path, [LABELS[0], LABELS[2]]), [reading], METRICS)
    assert (len(alignment.missed), len(alignment.extra)) == (missed, extra)


def test_a_reading_that_the_labels_leave_open_counts_neither_way(tmp_path: Path) -> None:
    report = labelled(tmp_path, LABELS[:1], optional=LABELS[1:])
    board = score([report], {"a.txt": ALL}, METRICS)
    assert (board.overall.support, board.overall.found, board.overall.extra) == (1, 1, 0)


def test_the_counts_are_kept_by_metric_and_add_up(tmp_path: Path) -> None:
    stray = observed(LABELS[0], metric="petition_count", value=9)
    wrong = ALL[0]._replace(qualifier="about")
    board = score([labelled(tmp_path)], {"a.txt": [wrong, ALL[1], stray]}, METRICS)
    tally = board.by_metric["dispute_mediated_count"]
    assert (tally.support, tally.found, tally.extra, tally.exact) == (2, 2, 0, 1)
    assert board.by_metric["petition_count"].precision == 0
    assert board.by_metric["petition_count"].recall is None
    assert board.by_metric["training_session_count"].recall == 0
    assert board.overall.f1 == pytest.approx(2 * 2 / (3 + 3))
    assert board.overall.all_slots_f1 == pytest.approx(2 * 1 / (3 + 3))


def test_without_a_list_a_set_judges_the_metrics_that_it_labels(tmp_path: Path) -> None:
    stray = observed(LABELS[0], metric="petition_count", value=9)
    assert score([labelled(tmp_path)], {"a.txt": [*ALL, stray]}).overall.extra == 0


def test_confidence_is_shown_from_each_threshold_on(tmp_path: Path) -> None:
    stray = observed(LABELS[0], metric="petition_count", value=9, confidence=0.6)
    rows = bands(score([labelled(tmp_path)], {"a.txt": [*ALL, stray]}, METRICS))
    assert (rows[0]["judged_count"], rows[0]["right_count"], rows[0]["precision"]) == (4, 3, 0.75)
    sure = next(row for row in rows if row["minimum_confidence"] == 0.9)
    assert (sure["judged_count"], sure["share"], sure["precision"]) == (3, 0.75, 1.0)


def test_a_set_without_any_reading_has_rows_without_shares() -> None:
    assert all(row["precision"] is None and row["share"] is None for row in bands(Scoreboard()))


def test_a_label_that_does_not_quote_its_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongArguments, match="'13' at 7, and the text has '12'"):
        labelled(tmp_path, [{**LABELS[0], "raw": "13"}])


@pytest.mark.parametrize("line", ['{"document": "no.txt", "report_year": 2024}', "[]", "{", '{"facts": []}'])
def test_a_line_that_is_no_labelled_report_is_refused_with_its_number(line: str, tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(WrongArguments, match=r"labels\.jsonl, line 2"):
        load_labels(tmp_path / "labels.jsonl", tmp_path)


def test_the_rows_of_the_samples_are_those_of_the_scoreboard() -> None:
    overall, rows = sample_scoreboard().overall, metric_rows()
    assert sum(row["support"] for row in rows) == overall.support > 900
    assert sum(row["found"] for row in rows) == overall.found
    assert confidence_rows()[0]["right_count"] == overall.found


def test_what_is_sure_is_right_as_often_as_promised() -> None:
    sure = next(row for row in confidence_rows() if row["minimum_confidence"] == 0.9)
    assert sure["precision"] > 0.97
    assert sure["share"] >= 0.80


def test_the_command_prints_the_figures_of_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled(tmp_path)
    assert main([str(tmp_path / "labels.jsonl"), str(tmp_path), "--metrics"]) == 0
    told = capsys.readouterr().out
    assert "labels 3  found" in told
    assert "used unseen" in told
    assert "training_session_count" in told


def independent_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("independent_score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("degraded", [False, True], ids=["as read", "with faults put in"])
def test_the_figures_are_those_of_an_independent_scorer(degraded: bool, shared_dir: Path) -> None:
    theirs = independent_scorer(shared_dir)
    golds = theirs.gold_reports(SAMPLES / "expected" / "reports.jsonl", SAMPLES / "reports")
    read = {name: list(extraction.observations) for name, extraction in sample_extractions().items()}
    if degraded:
        read = {name: [faulty(o, i) for i, o in enumerate(found)] for name, found in read.items()}
    records = {
        name: replace(extraction, observations=tuple(read[name])).as_record(name)
        for name, extraction in sample_extractions().items()
    }
    figures, _ = theirs.score(golds, records)
    board = score(sample_reports(), read, theirs.SCORED)
    mine = board.overall
    assert (mine.support, mine.found, mine.extra) == (figures["gold"], figures["found"], figures["extra"])
    assert [round(share or 0, 4) for share in (mine.precision, mine.recall, mine.f1, mine.all_slots_f1)] == [
        figures[name] for name in ("precision", "recall", "f1", "all_slots_f1")
    ]
    renamed = {"yoy": "change"}
    assert dict(board.slot_errors) == {renamed.get(k, k): n for k, n in figures["slot_errors"].items()}


def faulty(observation: Observation, position: int) -> Observation:
    """Put a fault in most readings, of eleven kinds in turn."""
    faults: list[dict[str, Any]] = [
        {}, {"value": observation.value + 1}, {"metric": "petition_count"}, {"qualifier": "about"},
        {"status": "target"}, {"period_end": "1999-12-31"}, {"of_which": "petition_count"}, {"subset": None},
        {"unit": "只"}, {"yoy": Change(1, "%")}, {"metric": None},
    ]  # fmt: skip
    return observation._replace(**faults[position % len(faults)])
