"""Report years in Dagster: all in one run every night, one year from the page, a changed report alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from dagster_project.commands.run import execute
from dagster_project.progress import ProgressBar
from dagster_project.session import Session
from warehouse import query
from warehouse.heartbeat import read_heartbeat
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.publish import Publication
from warehouse.versions import current_version

_READERS = ("warehouse.reading", "warehouse.steps", "warehouse.build", "warehouse.publish")
REPORT = dg.AssetKey("lake_report")

pytestmark = pytest.mark.usefixtures("without_suites")


@pytest.fixture
def instance(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("DAGSTER_HOME", str(own_home / "dagster"))
    monkeypatch.setenv("FAZHI_HOME", str(own_home))
    with dg.DagsterInstance.get() as opened:
        yield opened


def years_of(home: Path) -> set[str]:
    return {str(year) for (year,) in query(Home(home), "select distinct report_year from report").rows()}


def metadata_of_latest(instance: dg.DagsterInstance, key: dg.AssetKey) -> dict[str, Any]:
    event = instance.get_latest_materialization_event(key)
    assert event is not None
    assert event.asset_materialization is not None
    return {name: value.value for name, value in event.asset_materialization.metadata.items()}


def test_a_night_without_partition_marks_the_years_that_it_read(
    own_home: Path, instance: dg.DagsterInstance
) -> None:
    marked = set(instance.get_materialized_partitions(REPORT))
    assert years_of(own_home) <= marked
    assert marked - years_of(own_home) <= {"other"}


@pytest.mark.slow
def test_a_backfill_of_one_year_reads_that_year_and_publishes_the_whole(
    own_home: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster_project.definitions import defs

    for module in _READERS:
        monkeypatch.setattr(f"{module}.extractor_version", lambda: "another")
    facts = "select * exclude (observation_id) from fact_metric order by all"
    before = query(Home(own_home), facts)
    year = max(years_of(own_home) - {"None"})
    done = defs.resolve_job_def("report_year").execute_in_process(instance=instance, partition_key=year)
    assert done.success
    readers = query(
        Home(own_home), "select distinct report_year::varchar from report where extractor_version = 'another'"
    )
    assert readers.to_series().to_list() == [year]
    assert query(Home(own_home), facts).equals(before), "the same extractor under another name finds the same"
    told = metadata_of_latest(instance, REPORT)
    assert told["read by earlier rules"] > 0
    assert f"| {year} |" in told["preview"]


@pytest.mark.slow
def test_a_run_over_a_changed_report_touches_that_report_alone(
    own_home: Path, instance: dg.DagsterInstance, samples_dir: Path, tmp_path: Path
) -> None:
    home, folder = Home(own_home), tmp_path / "reports"
    shutil.copytree(samples_dir, folder)
    ((place, year, file, number),) = query(
        home,
        "select r.jurisdiction_code, r.report_year, d.file, o.text from fact_disputes as f"
        " join report as r using (report_id) join document as d using (document_id)"
        " join fact_metric as m on m.report_id = f.report_id and m.metric = 'dispute_mediated_count'"
        " join observation as o using (observation_id)"
        " where f.dispute_mediated_count > 100 and d.encoding = 'utf-8' order by all limit 1",
    ).rows()
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(number) >= 1
    changed = text.replace(number, number.replace(number[0], "8" if number[0] != "8" else "9", 1))
    (folder / file).write_text(changed, encoding="utf-8")
    parts = {path.name for table in ("report", "observation") for path in Lake(home.lake).parts(table)}
    session = Session(home, folder)
    with ProgressBar() as bar:
        assert execute(session, bar) is None
    assert isinstance(session.ending, Publication)
    assert session.read is not None
    assert (session.read.rows, list(session.read.years)) == (1, [str(year)])
    added = [
        path.parent.name
        for table in ("report", "observation")
        for path in Lake(home.lake).parts(table)
        if path.name not in parts
    ]
    assert added == [f"year={year}"] * 2
    other = f"select * from fact_metric where (jurisdiction_code, year) <> ('{place}', {year}) order by all"
    same = [query(home, other, version=version) for version in (1, 2)]
    assert same[0].equals(same[1])
    assert not query(home, "from fact_metric", version=1).equals(query(home, "from fact_metric", version=2))
    told = metadata_of_latest(instance, dg.AssetKey("fact_disputes"))
    assert (told["new"], told["changed"], told["removed"]) == (0, 1, 0)


def test_every_materialisation_tells_rows_differences_coverage_time_and_a_preview(
    own_home: Path, instance: dg.DagsterInstance
) -> None:
    from dagster_project.definitions import defs
    from warehouse.registry import TABLES

    for key in defs.resolve_asset_graph().get_all_asset_keys():
        told = metadata_of_latest(instance, key)
        assert {"dagster/row_count", "seconds", "preview"} <= set(told), key
        name = key.to_user_string()
        if name != "published":
            assert {"new", "changed", "removed"} <= set(told), key
        has_cells = name not in TABLES or any(column.is_nullable for column in TABLES[name].columns)
        if has_cells and told["dagster/row_count"]:
            assert 0 <= told["coverage"] <= 1, key
    assert read_heartbeat(Home(own_home)).success is not None
    assert current_version(Home(own_home)) == 1
