"""Private persons planted in a report: nothing that a run leaves for others to see names them.

The lake is left out: it keeps the texts themselves, for their owner alone. All of them are invented.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dagster_project.cli import main
from warehouse.home import Home
from warehouse.readers import open_published
from warehouse.registry import TABLES

Fazhi = Callable[..., Any]

NAMES = ("甲某", "乙某", "王建国", "李秀英", "欧阳建华", "林海生", "赵法根")
NUMBERS = ("11010519491231002X", "13912345678", "139 1234 5678", "6222020200112233445")
SECRETS = (*NAMES, *NUMBERS, "zhang.san@mail.example.com")
REPORT = """董浜镇人民政府2024年法治政府建设年度报告

一、主要举措和成效

（一）依法化解行政争议
全年作为被申请人的行政复议案件7件（甲某6件，乙某1件），行政诉讼案件5件（王建国3件，李秀英2件）。
调解矛盾纠纷226件，成功调解220件。其中欧阳建华、林海生分别调解31件、17件。
调解员赵法根办结12件。赵法根连续三年获评调解能手。

（二）王建国工作室建设
组织法治培训4场次，参训320人次，咨询电话13912345678，报名邮箱zhang.san@mail.example.com，每场80人。
发放补助2.5万元，收款账号6222020200112233445，代办人身份证11010519491231002X。
投诉热线139 1234 5678全年接听46次。

董浜镇人民政府
2025年1月16日
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, fazhi: Fazhi) -> tuple[Path, Any]:
    """A home with the planted report published, and what the run said."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "reports").mkdir()
    (folder / "reports" / "report.txt").write_text(REPORT, encoding="utf-8")
    ended = fazhi("run", "--reports", folder / "reports", "--home", folder / "home")
    assert ended.code == 0, ended.err
    return folder / "home", ended


def named_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_no_table_of_the_published_file_names_them(planted: tuple[Path, Any]) -> None:
    with open_published(Home(planted[0])) as published:
        for table in TABLES:
            told = "\n".join(str(row) for row in published.rows(f"from {table}"))
            assert named_in(told) == [], table
        looked_at = published.rows("select count(*) as n from observation where sentence is not null")
    assert looked_at[0]["n"] >= 15


def test_the_counts_of_the_breakdowns_stay(planted: tuple[Path, Any]) -> None:
    with open_published(Home(planted[0])) as published:
        rows = published.rows("select value, sentence, subset from observation order by start_offset")
    values = [row["value"] for row in rows]
    for count in (7, 6, 1, 5, 3, 2, 226, 220, 31, 17, 12, 4, 320, 46):
        assert count in values, count
    parts = [row["subset"] for row in rows if "复议" in row["sentence"] and row["value"] in (6, 1)]
    assert parts == ["＊＊", "＊＊"]
    assert not {13912345678, 139, 1234, 5678, 110105} & set(values)


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "董浜镇", "2024", "administrative_litigation_count"),
        ("explain", "董浜镇", "2024", "dispute_mediated_count"),
        ("explain", "董浜镇", "2024", "law_training_session_count"),
        ("query", "from observation", "--format", "json"),
        ("query", "from unmapped", "--format", "csv"),
        ("query", "select * from report"),
        ("reports",),
        ("status",),
        ("audit-sample", "--n", "100", "--seed", "1", "-o", "-"),
        ("quality", "-o", "-"),
    ],
    ids=lambda arguments: " ".join(arguments[:4]),
)
def test_no_command_prints_them(
    arguments: tuple[str, ...], planted: tuple[Path, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    main([*arguments, "--home", str(planted[0])])
    told = capsys.readouterr()
    assert len(told.out) > 20, told.err
    assert named_in(told.out + told.err) == []


def test_the_run_itself_does_not_print_them(planted: tuple[Path, Any]) -> None:
    assert named_in(planted[1].out + planted[1].err) == []


def test_no_file_but_the_lake_holds_them(planted: tuple[Path, Any]) -> None:
    """Published files, manifests, notes, and all that the orchestrator keeps: events, logs, previews."""
    looked_at = []
    for folder, folders, files in os.walk(planted[0]):
        if Path(folder) == planted[0]:
            folders.remove("lake")
        for name in files:
            content = (Path(folder) / name).read_bytes()
            looked_at.append(name)
            for secret in SECRETS:
                escaped = secret.encode("unicode_escape")
                assert secret.encode() not in content, (secret, name)
                assert secret.isascii() or escaped not in content, (secret, name)
    assert any(name.endswith(".duckdb") for name in looked_at)
    assert any(name.endswith(".db") for name in looked_at)


def test_the_lake_with_the_texts_is_for_its_owner_alone(planted: tuple[Path, Any]) -> None:
    assert stat.S_IMODE((planted[0] / "lake").stat().st_mode) == 0o700
