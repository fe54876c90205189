"""What Dagster is told: every asset's key, group, dependencies, description and checks, held as a snapshot.

Renew it with FAZHI_RENEW=1, and read the difference.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from dagster_project.checks import result_of
from dagster_project.definitions import defs
from dagster_project.presentation import FREE_TEXT, preview
from dagster_project.schedules import default_status, nightly_at_two
from dagster_project.sensors import QUIET_SECONDS, landing_folder_changed
from warehouse.audit import CheckOutcome
from warehouse.home import Home
from warehouse.locks import exclusive
from warehouse.registry import GROUPS, TABLES

SNAPSHOT = Path(__file__).with_name("assets.json")


def described() -> dict[str, Any]:
    graph = defs.resolve_asset_graph()
    checks: dict[str, list[str]] = {}
    for key in graph.asset_check_keys:
        checks.setdefault(key.asset_key.to_user_string(), []).append(key.name)
    found = {}
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        found[key.to_user_string()] = {
            "group": node.group_name,
            "depends_on": sorted(parent.to_user_string() for parent in node.parent_keys),
            "description": node.description,
            "kinds": sorted(node.kinds),
            "owners": list(node.owners),
            "checks": sorted(checks.get(key.to_user_string(), [])),
        }
    return dict(sorted(found.items()))


def test_the_assets_are_those_of_the_snapshot() -> None:
    now = described()
    if os.environ.get("FAZHI_RENEW") == "1":
        SNAPSHOT.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert now == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "FAZHI_RENEW=1 renews the snapshot"


def test_there_is_one_asset_a_table_in_the_five_groups() -> None:
    now = described()
    assert set(TABLES) < set(now)
    assert {asset["group"] for asset in now.values()} == {*GROUPS, "published"}
    for name, table in TABLES.items():
        assert now[name]["group"] == table.group
        assert set(table.depends_on) <= set(now[name]["depends_on"])
        assert table.meaning_zh in now[name]["description"]
        assert table.meaning_en in now[name]["description"]


def test_every_table_has_blocking_checks_and_a_suite() -> None:
    graph = defs.resolve_asset_graph()
    blocking = {
        key.asset_key.to_user_string() for key in graph.asset_check_keys if graph.get_check_spec(key).blocking
    }
    suites = [key for key in graph.asset_check_keys if key.name == "expectations"]
    assert blocking == set(TABLES)
    assert sorted(key.asset_key.to_user_string() for key in suites) == sorted(TABLES)


def test_every_column_is_shown_with_its_meaning() -> None:
    graph = defs.resolve_asset_graph()
    for name, table in TABLES.items():
        schema = graph.get(dg.AssetKey(name)).metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == [column.name for column in table.columns]
        assert all(column.description for column in schema.columns)


def test_the_nightly_job_runs_in_one_process_at_two_in_shanghai() -> None:
    assert defs.resolve_job_def("nightly").executor_def.name == dg.in_process_executor.name
    schedule = defs.resolve_schedule_def("nightly_at_two")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("setting", "status"),
    [(None, "RUNNING"), ("", "RUNNING"), ("running", "RUNNING"), ("Stopped", "STOPPED")],
)
def test_the_environment_decides_whether_the_schedule_runs(setting: str | None, status: str) -> None:
    assert default_status(setting).value == status


def test_a_schedule_setting_that_is_no_status_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of: running, stopped"):
        default_status("maybe")


def test_a_tick_while_another_run_is_at_work_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_HOME", str(tmp_path))
    home = Home(tmp_path).create()
    night = datetime(2026, 1, 1, 18, tzinfo=UTC)
    with dg.DagsterInstance.local_temp(str(home.dagster)) as instance:
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=night)
        with exclusive(home.run_lock):
            assert isinstance(nightly_at_two(context), dg.SkipReason)
        assert isinstance(nightly_at_two(context), dg.RunRequest)


def test_the_sensor_is_off_and_waits_until_the_folder_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert landing_folder_changed.default_status == dg.DefaultSensorStatus.STOPPED
    monkeypatch.setenv("FAZHI_HOME", str(tmp_path))
    landing = Home(tmp_path).create().landing
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance)
        assert "empty" in str(landing_folder_changed(context).skip_message)
        (landing / "a.txt").write_text("text", encoding="utf-8")
        assert "still coming in" in str(landing_folder_changed(context).skip_message)
        later = (landing / "a.txt").stat().st_ctime + QUIET_SECONDS + 1
        monkeypatch.setattr("dagster_project.sensors.time.time", lambda: later)
        assert isinstance(landing_folder_changed(context), dg.RunRequest)
        assert "nothing has changed" in str(landing_folder_changed(context).skip_message)


@pytest.mark.parametrize(
    ("outcome", "severity", "passed", "shown"),
    [
        ("pass", "abort", True, "WARN"),
        ("fail", "abort", False, "ERROR"),
        ("fail", "warn", False, "WARN"),
        ("error", "warn", False, "ERROR"),
        ("not_evaluated", "abort", False, "WARN"),
    ],
)
def test_a_check_is_green_for_a_pass_alone_and_red_where_it_stops(
    outcome: str, severity: str, passed: bool, shown: str
) -> None:
    result = result_of("report", CheckOutcome("rule", "report", severity, outcome, 3, 1))
    assert (result.passed, result.severity.value) == (passed, shown)


def test_a_preview_shows_no_words_of_a_document() -> None:
    assert {"sentence", "title", "section"} <= FREE_TEXT
    shown = preview([{"sentence": "张某某的电话", "value": 3, "note": "a|b<script>"}]).value
    assert "张某某" not in shown
    assert "(6 字)" in shown
    assert "<script>" not in shown
    assert "a\\|b" in shown


def test_a_preview_of_no_rows_says_so() -> None:
    assert "no rows" in preview([]).value
