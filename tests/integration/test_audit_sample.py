"""The audit sample drawn from a published home, and its page in a headless Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dagster_project.cli import main
from tests.audit_page import HOSTILE, sample_of
from tests.browsing import watched_page
from warehouse.errors import WrongArguments
from warehouse.evaluation.marks import Verdict, overall, read_marks
from warehouse.evaluation.page import render
from warehouse.evaluation.sampling import draw
from warehouse.home import Home


def identities(home: Path, **how: Any) -> list[str]:
    settings = {"metric": None, "size": 40, "seed": 7, **how}
    return [row["observation_id"] for row in draw(Home(home), **settings).rows]


def test_the_same_seed_draws_the_same_and_another_seed_another(sample_home: Path) -> None:
    first = identities(sample_home)
    assert first == identities(sample_home)
    assert len(set(first)) == 40
    assert first != identities(sample_home, seed=8)
    assert first[:10] == identities(sample_home, size=10)


def test_a_metric_that_has_fewer_is_drawn_whole(sample_home: Path) -> None:
    sample = draw(Home(sample_home), "dispute_mediated_count", 2000, 7)
    assert len(sample.rows) == sample.population > 10
    assert {row["metric"] for row in sample.rows} == {"dispute_mediated_count"}


def test_the_numeral_of_every_drawn_sentence_is_marked(sample_home: Path) -> None:
    for row in draw(Home(sample_home), None, 2000, 7).rows:
        numeral = row["sentence"][row["numeral_start"] : row["numeral_end"]]
        assert numeral.strip(), row
        if row["status"] != "negated_zero":
            assert re.search(r"[0-9０-９零一二两三四五六七八九十百千万半]", numeral), row


def test_a_metric_that_nobody_reports_is_refused(sample_home: Path) -> None:
    with pytest.raises(WrongArguments, match="No observation of nothing_count"):
        draw(Home(sample_home), "nothing_count", 10, 7)


@pytest.fixture
def browser_page(chromium: str) -> Iterator[Any]:
    """A page of a headless browser; at its end, nothing was asked for but the file itself."""
    complaints: list[str] = []
    with watched_page(chromium, viewport={"width": 1000, "height": 900}) as (page, asked):
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert all(url.startswith(("file:", "blob:")) for url in asked), asked
    assert complaints == []


@pytest.mark.browser
def test_marks_set_on_the_page_come_back_with_the_precision_that_it_shows(
    browser_page: Any, sample_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.html"
    assert main(["audit-sample", "--n", "12", "-o", str(path), "--home", str(sample_home)]) == 0
    browser_page.goto(path.as_uri())
    for _ in range(8):
        browser_page.keyboard.press("1")
    browser_page.keyboard.press("2")
    browser_page.keyboard.press("3")
    browser_page.locator("article").nth(10).get_by_text("错 · wrong").click()
    shown = browser_page.locator("#tally").inner_text()
    assert shown == "11 / 12 · 精确率 precision 80.0 % [49.0 %, 94.3 %]"
    browser_page.reload()
    assert browser_page.locator("#tally").inner_text() == shown
    with browser_page.expect_download() as download:
        browser_page.click("#save-json")
    saved = tmp_path / "marks.json"
    download.value.save_as(saved)
    assert overall(read_marks(saved)) == Verdict(8, 2, 1)
    told = json.loads(saved.read_text(encoding="utf-8"))
    assert (told["version"], told["seed"], told["size"], told["metric"]) == (1, 7, 12, None)
    with browser_page.expect_download() as download:
        browser_page.click("#save-csv")
    download.value.save_as(tmp_path / "marks.csv")
    assert len((tmp_path / "marks.csv").read_text(encoding="utf-8").splitlines()) == 12
    capsys.readouterr()
    assert main(["audit-sample", "--read", str(saved), "--home", str(tmp_path)]) == 0
    assert "80.0 %" in capsys.readouterr().out


@pytest.mark.browser
def test_nothing_that_a_sentence_says_is_run(browser_page: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(render(sample_of(HOSTILE, "调解纠纷12件。")), encoding="utf-8")
    browser_page.goto(path.as_uri())
    assert browser_page.evaluate("typeof window.hit") == "undefined"
    assert browser_page.locator("img, iframe, svg").count() == 0
    assert HOSTILE in browser_page.locator("blockquote").first.inner_text()
    browser_page.keyboard.press("1")
    assert browser_page.locator("#tally").inner_text().startswith("1 / 2")
