"""Files that hang or crash the library that reads them: each costs itself alone, and its time at most."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.containers import as_page, as_word, hand_made_pdf
from warehouse.errors import WrongArguments
from warehouse.intake import Limits, Undecodable, formats, limits_from_environment, read_landing
from warehouse.intake.converting import Converter
from warehouse.intake.web import is_page

TEXT = "某镇人民政府2024年法治政府建设年度报告\n全年调解纠纷121件。\n"
STUCK = "tests.stuck_reader:read"
SHORT = Limits(longest_seconds=0.5)


@pytest.fixture
def stuck() -> Iterator[Converter]:
    converter = Converter(STUCK)
    yield converter
    converter.close()


def refusal(converter: Converter, words: str) -> str:
    with pytest.raises(Undecodable) as refused:
        converter.convert("pdf", f"%PDF {words}".encode(), SHORT if words == "hang" else Limits())
    return str(refused.value)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("hang", "pdf: reading it took longer than 0.5 seconds"),
        ("segfault", "pdf: reading it killed its process (SIGSEGV)"),
        ("exit", "pdf: reading it killed its process (exit status 3)"),
        ("eat", "pdf: reading it took more than 4294967296 bytes of memory"),
        ("raise", "pdf: its reader raised RuntimeError"),
        ("refuse", "scan: no text"),
    ],
)
def test_what_becomes_of_the_process_is_the_reason_and_the_next_file_is_read(
    word: str, reason: str, stuck: Converter
) -> None:
    assert refusal(stuck, word) == reason
    assert stuck.convert("docx", b"PK good", Limits(7)) == "text of good docx 7"
    assert refusal(stuck, word) == reason


def test_each_file_of_a_folder_that_hangs_or_crashes_is_one_refused_row(
    tmp_path: Path, stuck: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "CONVERTER", stuck)
    words = {"a": "good", "b": "hang", "c": "good", "d": "segfault", "e": "good"}
    for name, word in words.items():
        (tmp_path / f"{name}.pdf").write_bytes(f"%PDF-1.7 {word}".encode())
    (tmp_path / "f.txt").write_text(TEXT, encoding="utf-8")
    found = {a.file: (a.is_readable, a.content is not None) for a in read_landing(tmp_path, SHORT)}
    assert found == {
        **{f"{name}.pdf": (word == "good", True) for name, word in words.items()},
        "f.txt": (True, True),
    }


def test_text_files_need_no_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "CONVERTER", Converter("no.such.module:read"))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (arrival,) = read_landing(tmp_path)
    assert arrival.text == TEXT


def test_a_process_that_does_not_start_is_an_error_of_the_run_and_no_fault_of_the_file() -> None:
    with pytest.raises(RuntimeError, match="does not start"):
        Converter("no.such.module:read").convert("pdf", b"%PDF", Limits())


def test_the_process_is_renewed_so_that_memory_stays_flat() -> None:
    converter = Converter(STUCK, most_served=2)
    pids = [converter.convert("pdf", b"%PDF process", Limits()) for _ in range(5)]
    assert [pids.index(pid) for pid in pids] == [0, 0, 2, 2, 4]
    assert str(os.getpid()) not in pids
    converter.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids[-1]), 0)


def test_a_process_whose_asker_is_killed_ends_by_itself(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    program = (
        "from warehouse.intake import Limits\nfrom warehouse.intake.converting import Converter\n"
        f"Converter({STUCK!r}).convert('pdf', b'%PDF hang={told}', Limits(longest_seconds=1))"
    )
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    asker = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, **paths})
    deadline = time.monotonic() + 60
    while not (told.exists() and told.read_text(encoding="utf-8")) and time.monotonic() < deadline:
        time.sleep(0.01)
    asker.send_signal(signal.SIGKILL)
    asker.wait()
    pid = int(told.read_text(encoding="utf-8"))
    while time.monotonic() < deadline and _is_running(pid):
        time.sleep(0.05)
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_a_module_where_the_command_is_given_is_not_taken_for_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("docx", "pypdfium2", "trafilatura"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    converter = Converter()
    assert "121" in converter.convert("docx", as_word(TEXT), Limits())
    assert "121" in converter.convert("html", as_page(TEXT).decode(), Limits())
    assert "121" in converter.convert("pdf", hand_made_pdf("Report 121"), Limits())
    converter.close()


@pytest.mark.parametrize(
    ("size", "seconds"), [(0, 10), (1_000_000, 10), (2_500_000, 25), (6_000_000, 60), (20_000_000, 60)]
)
def test_a_file_has_ten_seconds_a_megabyte_and_a_minute_at_most(size: int, seconds: float) -> None:
    assert Limits().seconds(size) == seconds


def test_the_longest_time_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_MAX_SECONDS", "5")
    assert limits_from_environment().seconds(10_000_000) == 5
    for written in ("0", "-1", "1.5", "1m", "3601"):
        monkeypatch.setenv("FAZHI_MAX_SECONDS", written)
        with pytest.raises(WrongArguments, match="FAZHI_MAX_SECONDS"):
            limits_from_environment()


def test_a_page_of_comments_alone_is_told_from_a_page_in_no_time() -> None:
    started = time.process_time()
    assert not is_page("<!---->" * 2_000 + "法治政府")
    assert is_page("<!-- a --> <!---->" * 500 + "<html>")
    assert time.process_time() - started < 1
