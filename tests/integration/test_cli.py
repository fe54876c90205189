"""The ``fazhi`` command: what it prints, and the exit codes that a night job acts on."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dagster_project.cli import COMMANDS, main
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.locks import exclusive
from warehouse.versions import current_version, list_versions

Fazhi = Callable[..., Any]


def test_a_run_says_what_came_in_what_was_refused_and_what_to_ask_next(first_run: tuple[Path, Any]) -> None:
    home, ended = first_run
    assert ended.code == 0, ended.err
    for part in (
        "收到 · came in",
        "拒收 · refused",
        "not-text.txt",
        "各类事实 · facts by family",
        "disputes",
    ):
        assert part in ended.out, part
    assert re.search(r"检查 · checks +\d+ of \d+ passed", ended.out)
    assert str(home / "current.duckdb") in ended.out
    assert "fazhi query 'select jurisdiction_code, year, dispute_mediated_count" in ended.out


def test_a_run_keeps_the_orchestrators_own_talk_off_the_terminal(first_run: tuple[Path, Any]) -> None:
    _home, ended = first_run
    told = ended.out + ended.err
    assert not re.search(r"DEBUG|INFO|STEP_|Warning|Traceback|Calculating", told), told


def test_the_query_that_a_run_suggests_can_be_pasted(first_run: tuple[Path, Any], fazhi: Fazhi) -> None:
    home, ended = first_run
    suggested = re.search(r"fazhi query '(.+)' --home", ended.out)
    assert suggested is not None
    answered = fazhi("query", suggested[1], "--home", home, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(answered.out)))
    assert answered.code == 0
    assert any(row["dispute_mediated_count"] for row in rows)


def test_a_second_run_with_nothing_new_publishes_nothing_and_says_so(
    own_home: Path, samples_dir: Path, fazhi: Fazhi
) -> None:
    before = (own_home / "current.duckdb").readlink()
    ended = fazhi("run", "--reports", samples_dir, "--home", own_home)
    assert ended.code == 0
    assert "nothing new, nothing published" in ended.out
    assert (own_home / "current.duckdb").readlink() == before
    assert len(list_versions(Home(own_home))) == 1
    assert ended.err.count("\n") <= 3, ended.err


def test_a_folder_that_does_not_exist_ends_with_2_and_makes_no_home(tmp_path: Path, fazhi: Fazhi) -> None:
    ended = fazhi("run", "--reports", tmp_path / "nowhere", "--home", tmp_path / "home")
    assert ended.code == 2
    assert "There is no folder" in ended.err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [({}, "holds no file"), ({"a.txt": b"\x00\x01\x02" * 50}, "none of them readable")],
    ids=["no reports", "a file that is not text"],
)
def test_a_folder_without_a_readable_report_ends_with_3_and_loses_nothing(
    files: dict[str, bytes], said: str, own_home: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    for name, content in files.items():
        (landing / name).write_bytes(content)
    ended = fazhi("run", "--reports", landing, "--home", own_home)
    assert ended.code == 3
    assert said in ended.err
    assert current_version(Home(own_home)) == 1
    assert fazhi("verify", "--home", own_home).code == 0


def test_a_run_beside_another_ends_with_75_and_changes_nothing(
    own_home: Path, samples_dir: Path, fazhi: Fazhi
) -> None:
    with exclusive(Home(own_home).run_lock):
        ended = fazhi("run", "--reports", samples_dir, "--home", own_home)
    assert ended.code == 75
    assert "Another run is at work" in ended.err
    assert current_version(Home(own_home)) == 1


@pytest.mark.parametrize("error", FazhiError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_each_error_ends_the_command_with_its_own_exit_code(
    error: type[FazhiError],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> int:
        raise error("it was so", expected="otherwise", todo="do this")

    monkeypatch.setattr("dagster_project.commands.status.main", fail)
    assert main(["status", "--home", str(tmp_path)]) == error.exit_code
    told = capsys.readouterr().err
    assert "it was so" in told
    assert "do this" in told


def test_wrong_arguments_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["explain", "渤海镇", "year", "fine_amount"])
    assert ended.value.code == 2
    assert "YEAR" in capsys.readouterr().err


def test_a_query_gives_the_same_rows_as_table_csv_and_json(
    sample_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "select metric, name_zh from dim_metric where metric = 'fine_amount'"
    told = {}
    for form in ("table", "csv", "json"):
        assert main(["query", question, "--format", form, "--home", str(sample_home)]) == 0
        told[form] = capsys.readouterr().out
    assert json.loads(told["json"]) == list(csv.DictReader(io.StringIO(told["csv"])))
    for cell in json.loads(told["json"])[0].values():
        assert cell in told["table"]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to '/tmp/fazhi-test-out.csv'",
        "create table x as select 1",
        "select nothing from nowhere",
    ],
)
def test_a_query_that_reads_files_or_writes_is_not_answered(
    statement: str, sample_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", statement, "--home", str(sample_home)]) == 2
    assert "was not answered" in capsys.readouterr().err


def test_versions_pin_rollback_and_verify_act_on_what_was_published(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--home", str(own_home)]
    assert main(["pin", "1", "thesis", *at]) == 0
    assert main(["rollback", "1", *at]) == 0
    assert main(["verify", *at]) == 0
    capsys.readouterr()
    assert main(["versions", *at]) == 0
    told = capsys.readouterr().out
    assert "thesis" in told
    assert "current" in told
    assert main(["rollback", "9", *at]) == 2


def test_a_damaged_version_is_noticed_by_verify_and_doctor(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = (own_home / "current.duckdb").resolve()
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))
    assert main(["verify", "--home", str(own_home)]) == 1
    assert main(["doctor", "--home", str(own_home)]) == 1
    assert "damaged" in capsys.readouterr().err


def test_doctor_status_and_reports_look_at_a_home_in_order(
    sample_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command, part in (
        ("doctor", "nothing to be mended"),
        ("status", "事实"),
        ("reports", "not-text.txt"),
    ):
        assert main([command, "--home", str(sample_home)]) == 0
        assert part in capsys.readouterr().out


def test_doctor_says_that_a_home_without_a_version_is_not_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Home(tmp_path).create()
    assert main(["doctor", "--home", str(tmp_path)]) == 1
    assert "nothing is published" in capsys.readouterr().out


@pytest.mark.parametrize("command", [name for name, _, _ in COMMANDS if name != "run"])
def test_no_subcommand_but_run_imports_dagster(command: str, sample_home: Path, tmp_path: Path) -> None:
    arguments = {
        "query": ["select 1"],
        "explain": ["110000000000", "1999", "fine_amount"],
        "explain-report": [__file__],
        "check": [__file__],
        "audit-sample": ["-o", str(tmp_path / "page.html")],
        "diff": ["--report", "110000000000", "1999"],
        "rollback": ["99"],
        "pin": ["99", "name"],
        "ddl": ["--dialect", "postgres"],
        "export": [str(tmp_path / "out")],
        "panel": ["--metrics", "fine_amount", "-o", str(tmp_path / "panel.dta")],
        "table": ["--parent", "320581000000", "--year", "2024", "-o", str(tmp_path / "table.xlsx")],
    }.get(command, [])
    program = (
        "import sys; from dagster_project.cli import main\n"
        f"main({[command, *arguments, '--home', str(sample_home)]!r})\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'dagster'], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_the_real_reports_give_the_figures_that_people_can_look_up(
    shared_dir: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    home = tmp_path / "home"
    ended = fazhi("run", "--reports", shared_dir / "reports", "--home", home)
    assert ended.code == 0, ended.err

    def ask(statement: str) -> dict[str, str]:
        told = fazhi("query", statement, "--home", home, "--format", "csv").out
        return {row["place"]: row["value"] for row in csv.DictReader(io.StringIO(told))}

    mediated = ask(
        "select jurisdiction_code as place, dispute_mediated_count as value from fact_disputes"
        " where (jurisdiction_code, year) in (('110116108000', 2024), ('350105001000', 2024))"
    )
    assert mediated == {"110116108000": "121", "350105001000": "811"}
    fines = ask(
        "select jurisdiction_code as place, fine_amount as value from fact_enforcement where year = 2024"
    )
    assert float(fines["110116108000"]) == 69295
    explained = fazhi("explain", "渤海镇", "2024", "fine_amount", "--home", home)
    assert explained.code == 0, explained.err
    for part in ("69295", "more_than", "004_6c631a5b9d166406.txt", "1118–1123"):
        assert part in explained.out, part
