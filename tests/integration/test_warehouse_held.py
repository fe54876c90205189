"""A whole run while somebody reads the published file: it neither waits nor takes the file away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.publishing import reading, rest_of
from warehouse.home import Home
from warehouse.versions import current_version

REPORT = """渤海镇人民政府2020年法治政府建设年度报告
2020年，渤海镇人民政府认真落实法治政府建设要求，现将有关情况报告如下。
一、主要举措和成效
全年调解矛盾纠纷77件，开展法治宣传9场次。
"""


@pytest.mark.slow
def test_a_run_publishes_while_the_file_is_read(
    own_home: Path, tmp_path: Path, fazhi: Callable[..., Any]
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    home = Home.at(own_home)
    before = current_version(home) or 0
    with reading(home.current) as reader:
        ended = fazhi("run", "--reports", tmp_path / "reports", "--home", own_home)
        assert ended.code == 0, ended.err
        assert current_version(home) == before + 1
        assert reader.poll() is None, "it let go before the run was through"
        assert rest_of(reader) == "100000 rows"
