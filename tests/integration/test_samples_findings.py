"""What is planted in the samples is found, all of it, and nothing else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractors import extract
from tests.driver import run_once
from warehouse import Home, open_published
from warehouse.evaluation.labels import load_labels
from warehouse.evaluation.scoring import score
from warehouse.findings import load_rules
from warehouse.readers import Published

Row = tuple[str, str, str, float | None, float | None]
NOT_IN_THE_SAMPLES = {
    "flagged_by_hand": "somebody's decision, not a text's",
    "editions_in_no_order": "how documents came in, not what they say",
    "year_from_file_name": "the same",
    "jump_beyond_peers": "needs twenty other places",
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, samples_dir: Path) -> Published:
    home = Home.at(tmp_path_factory.mktemp("planted"))
    run_once(home, samples_dir.parent / "planted")
    return open_published(home)


def listed(samples_dir: Path) -> list[dict[str, str]]:
    with (samples_dir.parent / "expected" / "findings.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def wanted(samples_dir: Path, folder: str) -> list[Row]:
    rows = [row for row in listed(samples_dir) if row["folder"] == folder]
    return sorted(
        (r["document"], r["finding"], r["metric"], _number(r["observed"]), _number(r["expected"]))
        for r in rows
    )


def found(published: Published) -> list[Row]:
    rows = published.rows(
        "select d.file, q.finding, coalesce(q.metric, '') as metric, round(q.observed, 1) as observed,"
        " round(q.expected, 1) as expected from quality_finding as q join report as r using (report_id)"
        " join document as d on d.document_id = r.document_id"
    )
    return sorted(tuple(row.values()) for row in rows)


def _number(text: str) -> float | None:
    return float(text) if text else None


def test_the_planted_reports_hold_what_is_listed_and_nothing_else(
    planted: Published, samples_dir: Path
) -> None:
    assert found(planted) == wanted(samples_dir, "planted")


def test_the_other_samples_hold_what_is_listed_and_nothing_else(
    sample_home: Path, samples_dir: Path
) -> None:
    assert found(open_published(Home.at(sample_home))) == wanted(samples_dir, "reports")


def test_every_rule_has_a_contradiction_planted_for_it(samples_dir: Path) -> None:
    rules = {rule.finding for rule in load_rules()}
    assert {row["finding"] for row in listed(samples_dir)} | set(NOT_IN_THE_SAMPLES) == rules
    assert not {row["finding"] for row in listed(samples_dir)} & set(NOT_IN_THE_SAMPLES)


def test_what_is_copied_stands_in_the_mart_part_by_part(planted: Published) -> None:
    rows = planted.rows(
        "select jurisdiction_code, year, report_before is not null as has_before, repeated_share,"
        " shared_share, unchanged_share, round_share from mart_report_credibility order by 1, 2"
    )
    copy = next(row for row in rows if row["jurisdiction_code"] == "430112106000" and row["year"] == 2024)
    first = next(row for row in rows if row["jurisdiction_code"] == "430112106000" and row["year"] == 2023)
    assert (first["has_before"], first["repeated_share"], first["shared_share"]) == (False, None, None)
    assert (copy["repeated_share"], copy["unchanged_share"]) == (pytest.approx(21 / 22), 1.0)
    assert copy["shared_share"] == pytest.approx(8 / 22)
    assert next(row["round_share"] for row in rows if row["jurisdiction_code"] == "320281108000") == 1.0


def test_the_planted_reports_are_read_as_their_labels_say(samples_dir: Path) -> None:
    samples = samples_dir.parent
    reports = load_labels(samples / "expected" / "planted.jsonl", samples / "planted")
    overall = score(
        reports, {report.document: extract(report.text).observations for report in reports}
    ).overall
    assert overall.support > 60
    assert (overall.found, overall.exact, overall.extra) == (overall.support, overall.support, 0)
