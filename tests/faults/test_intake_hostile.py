"""A landing folder full of traps: each is refused by name, nothing outside is touched, nothing hangs."""

from __future__ import annotations

import errno
import gzip
import io
import os
import resource
import socket
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.intake import read_landing
from warehouse.intake.limits import SIZE_LIMIT

TEXT = "某镇人民政府法治政府建设年度报告，调解纠纷121件。"


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "inner.txt").write_text(TEXT, encoding="utf-8")
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    return folder


def reasons(folder: Path) -> dict[str, str | None]:
    return {arrival.file: arrival.reason for arrival in read_landing(folder)}


def test_links_pipes_sockets_and_devices_are_refused_without_waiting(landing: Path) -> None:
    (landing / "link.txt").symlink_to(landing.parent / "outside.txt")
    (landing / "folder").symlink_to(landing.parent / "outside")
    (landing / "dangling.txt").symlink_to("/nowhere")
    (landing / "loop.txt").symlink_to("loop.txt")
    (landing / "zero.txt").symlink_to("/dev/zero")
    os.link(landing.parent / "outside.txt", landing / "hard.txt")
    os.mkfifo(landing / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(landing / "socket.txt"))
    started = time.monotonic()
    found = reasons(landing)
    assert time.monotonic() - started < 5
    server.close()
    assert found.pop("good.txt") is None
    for name in ("link.txt", "dangling.txt", "loop.txt", "zero.txt", "folder"):
        assert found.pop(name) == "symbolic link"
    assert "hard link" in str(found.pop("hard.txt"))
    assert found.pop("pipe.txt") == found.pop("socket.txt") == "not a regular file"
    assert found == {}


def test_a_sparse_file_of_200_megabytes_costs_neither_time_nor_memory(landing: Path) -> None:
    with (landing / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found = reasons(landing)
    assert time.monotonic() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert found["huge.txt"] == f"too large: 200000000 bytes, at most {SIZE_LIMIT} are read"


def test_a_bomb_in_an_archive_is_not_opened(landing: Path) -> None:
    with zipfile.ZipFile(landing / "bomb.txt", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("../../outside.txt", b"0" * 20_000_000)
    assert str(reasons(landing)["bomb.txt"]).startswith("zip")
    assert (landing.parent / "outside.txt").read_text(encoding="utf-8") == TEXT


def tar_with_a_way_out() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("../outside.txt")
        member.size = len(b"changed")
        archive.addfile(member, io.BytesIO(b"changed"))
    return buffer.getvalue()


def bomb_of_300_megabytes(member: str) -> bytes:
    """An archive of less than a megabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as inside:
        for _ in range(300):
            inside.write(bytes(1_000_000))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (tar_with_a_way_out, "binary"),
        (lambda: gzip.compress(tar_with_a_way_out()), "binary"),
        (lambda: gzip.compress(gzip.compress(tar_with_a_way_out())), "packed more than once"),
        (lambda: bomb_of_300_megabytes("a.txt"), "archives are not opened"),
        (lambda: bomb_of_300_megabytes("word/document.xml"), "inflate past 20000000 bytes"),
    ],
)
def test_archives_are_not_unpacked_whatever_they_hold(
    content: Callable[[], bytes], reason: str, landing: Path
) -> None:
    (landing / "archive.txt").write_bytes(content())
    assert (landing / "archive.txt").stat().st_size < 1_000_000
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = reasons(landing)
    assert time.process_time() - started < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert reason in str(found["archive.txt"])
    assert (landing.parent / "outside.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.slow
def test_a_file_of_19_megabytes_is_read_in_a_minute_and_300_megabytes(landing: Path) -> None:
    sentence = "全年调解矛盾纠纷121件，开展法治宣传30场次。\n"
    text = "某镇人民政府2024年法治政府建设年度报告\n" + sentence * (19_000_000 // len(sentence.encode()))
    (landing / "large.txt").write_text(text, encoding="utf-8")
    assert (landing / "large.txt").stat().st_size > 18_900_000
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom warehouse.intake import read_landing\n"
        "started = time.process_time()\nfound = {a.file: a.reason for a in read_landing(Path(sys.argv[1]))}\n"
        # Not ru_maxrss, which a process has from the one that started it.
        "told = Path('/proc/self/status').read_text()\n"
        "usage = int(told.partition('VmHWM:')[2].split()[0])\n"
        "print(found['large.txt'], time.process_time() - started < 60, usage < 300_000)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(landing)], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["None", "True", "True"]


@pytest.mark.parametrize(
    "name", ["'; drop table document; --.txt", 'a"b.txt', "换\n行.txt", "<script>.txt", "-rf.txt"]
)
def test_a_strange_name_is_only_a_name(landing: Path, name: str) -> None:
    (landing / name).write_text(TEXT, encoding="utf-8")
    assert reasons(landing)[name] is None


def test_a_name_that_is_no_text_is_told_with_its_bytes(landing: Path) -> None:
    path = os.fsencode(landing) + b"/\xff\xfe.txt"
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    assert reasons(landing)["\\xff\\xfe.txt"] is None


def test_a_file_that_may_not_be_read_is_refused(landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (landing / "secret.txt").write_text(TEXT, encoding="utf-8")
    real = os.open

    def refuse(path: str, *arguments: int, **named: int) -> int:
        if path == "secret.txt":  # Not by its mode: root may read everything.
            raise PermissionError(errno.EACCES, "no")
        return real(path, *arguments, **named)

    monkeypatch.setattr(os, "open", refuse)
    assert reasons(landing) == {"good.txt": None, "secret.txt": "cannot be opened: Permission denied"}


def test_a_manifest_that_is_a_link_is_not_followed(landing: Path) -> None:
    (landing.parent / "other.csv").write_text("file,url\ngood.txt,https://example.org/x\n", encoding="utf-8")
    (landing / "manifest.csv").symlink_to(landing.parent / "other.csv")
    notes: list[str] = []
    (arrival,) = read_landing(landing, notes=notes)
    assert arrival.origin.url is None
    assert notes == ["manifest.csv was not read: symbolic link"]
