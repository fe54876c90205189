"""The command ``python -m extractors extract``: what goes in, what comes out, what is refused."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from extractors.__main__ import main
from extractors.records import Observation, Report
from tests.readings import report

REPORT_KEYS = {
    "is_report", "reject_reason", "title", "issuer", "issuer_kind", "jurisdiction_code",
    "jurisdiction_candidates", "report_year", "year_conflict", "publish_date",
}  # fmt: skip
OBSERVATION_KEYS = {
    "start", "end", "text", "sentence", "section", "metric", "value", "value_max", "unit", "qualifier",
    "status", "period_start", "period_end", "of_which", "subset", "scope", "yoy", "confidence",
}  # fmt: skip
NUMBER_KEYS = {"start", "end", "text", "role"}
BODY = (
    "全年调解矛盾纠纷214件，同比下降31%，其中邻里纠纷97件；罚款2.5万元，办结率97%至99%。"
    "全年未发生行政复议案件。联系电话：010-12345678。"
)
ROOT = Path(__file__).resolve().parents[2]


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(*arguments: str, given: bytes = b"") -> Done:
    """Run the command in this process, which is as good as its own and quicker."""
    given_, out, err = (io.TextIOWrapper(io.BytesIO(b), encoding="utf-8") for b in (given, b"", b""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", given_)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            code = main(list(arguments))
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 1
            err.write(exit_.code if isinstance(exit_.code, str) else "")
    out.flush()
    err.flush()
    return Done(code, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def run_alone(*arguments: str, given: bytes, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "extractors", *arguments]
    env = {**os.environ, **settings}
    return subprocess.run(
        command, input=given, capture_output=True, cwd=ROOT, env=env, timeout=60, check=False
    )


def line(identifier: str, text: str) -> bytes:
    return json.dumps({"id": identifier, "text": text}, ensure_ascii=False).encode() + b"\n"


def records(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(row) for row in output.decode("utf-8").splitlines()]


def test_a_record_has_the_keys_of_the_contract_and_the_types_of_its_values() -> None:
    done = run("extract", "--jsonl", "-", given=line("r1", report(BODY)))
    assert (done.returncode, done.stderr) == (0, b"")
    (record,) = records(done.stdout)
    assert set(record) == {"id", "report", "observations", "numbers"}
    assert record["id"] == "r1"
    assert REPORT_KEYS <= set(record["report"]) == {f.name for f in fields(Report)}
    for observation in record["observations"]:
        assert OBSERVATION_KEYS <= set(observation) == set(Observation._fields)
    assert all(set(n) == NUMBER_KEYS for n in record["numbers"])
    first = record["observations"][0]
    assert first["yoy"] == {"value": -31, "unit": "%"}
    assert [type(first[key]) for key in ("start", "text", "value", "confidence")] == [int, str, int, float]
    assert isinstance(record["report"]["jurisdiction_candidates"], list)


def test_values_are_in_yuan_and_percent_and_a_range_has_both_its_ends() -> None:
    (record,) = records(run("extract", "--jsonl", "-", given=line("r1", report(BODY))).stdout)
    found = {
        o["text"]: (o["value"], o["value_max"], o["unit"], o["qualifier"]) for o in record["observations"]
    }
    assert found["2.5万"] == (25000, None, "元", "exact")
    assert found["97%至99"] == (97, 99, "%", "range")
    assert found["未发生"] == (0, None, "件", "exact")


def test_files_give_the_same_records_as_lines_and_are_named_by_their_path(tmp_path: Path) -> None:
    one, two = tmp_path / "一.txt", tmp_path / "two.md"
    one.write_text(report(BODY), encoding="utf-8")
    two.write_text("没有数字的一页。", encoding="utf-8")
    from_files = records(run("extract", str(one), str(two)).stdout)
    lines = line(str(one), report(BODY)) + b"\n" + line(str(two), "没有数字的一页。")
    assert from_files == records(run("extract", "--jsonl", "-", given=lines).stdout)
    assert [record["id"] for record in from_files] == [str(one), str(two)]


def test_lines_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line("a", report(BODY)))
    assert [r["id"] for r in records(run("extract", "--jsonl", str(path)).stdout)] == ["a"]


def test_a_file_with_carriage_returns_is_quoted_at_its_own_offsets(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes(report(BODY).replace("\n", "\r\n").encode())
    text = path.read_bytes().decode("utf-8")
    for observation in records(run("extract", str(path)).stdout)[0]["observations"]:
        assert text[observation["start"] : observation["end"]] == observation["text"]


def test_an_empty_text_is_a_record_without_numbers() -> None:
    (record,) = records(run("extract", "--jsonl", "-", given=line("empty", "")).stdout)
    assert (record["observations"], record["numbers"]) == ([], [])
    assert record["report"]["is_report"] is False


@pytest.mark.parametrize(
    "bad",
    [
        b"{not json}\n",
        b'{"id": "r2"}\n',
        b'{"text": "x"}\n',
        b"[1, 2]\n",
        b"7\n",
        b'"x"\n',
        b'{"id": "\xff"}\n',
    ],
)
def test_a_bad_line_is_named_and_what_came_before_it_is_kept(bad: bytes) -> None:
    done = run("extract", "--jsonl", "-", given=line("r1", "共3件。") + bad + line("r3", "共3件。"))
    message = done.stderr.decode()
    assert done.returncode == 1
    assert message.startswith('-, line 2: expected {"id": …, "text": …}, got ')
    assert "Traceback" not in message
    assert [r["id"] for r in records(done.stdout)] == ["r1"]


def test_a_text_that_is_no_string_is_refused() -> None:
    done = run("extract", "--jsonl", "-", given=b'{"id": "r1", "text": null}\n')
    assert done.returncode == 1
    assert done.stderr.decode() == '-, line 1: expected "text" to be a string, got NoneType'


@pytest.mark.parametrize("arguments", [("extract",), ("extract", "--jsonl")])
def test_a_missing_file_is_named(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "gone.txt"
    done = run(*arguments, str(path))
    assert done.returncode == 1
    assert done.stderr.decode().strip() == f"{path}: cannot be read: No such file or directory"


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    done = run("extract", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"{tmp_path}: cannot be read: ")


def test_a_file_that_is_not_utf_8_is_named_with_the_place_and_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("共调解".encode("gbk"))
    done = run("extract", str(path))
    assert done.returncode == 1
    assert done.stderr.decode().strip() == f"{path}: not UTF-8 at byte 0; convert it, or use `fazhi run`"


@pytest.mark.parametrize("arguments", [(), ("extract",), ("guess", "x.txt"), ("extract", "--what", "x.txt")])
def test_a_command_that_is_not_understood_exits_with_two_and_says_how_it_is_used(
    arguments: tuple[str, ...],
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"usage: python -m extractors" in done.stderr


def test_output_is_utf_8_whatever_the_locale() -> None:
    settings = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = run_alone("extract", "--jsonl", "-", given=line("编号", report(BODY)), **settings)
    assert (done.returncode, done.stderr) == (0, b"")
    assert records(done.stdout)[0]["id"] == "编号"


def test_a_refusal_ends_the_process_with_its_message_and_without_a_trace() -> None:
    done = run_alone("extract", "--jsonl", "-", given=b"{\n")
    assert done.returncode == 1
    assert done.stderr.startswith(b"-, line 1: expected ")
    assert b"Traceback" not in done.stderr
