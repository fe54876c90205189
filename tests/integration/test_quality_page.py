"""The quality page: checks, suites and findings, each row led to its sentence, nothing let in or out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.cli import main
from tests.browsing import watched_page
from tests.driver import run_once
from warehouse.audit import CheckOutcome, audit_build
from warehouse.errors import AuditFailed
from warehouse.home import Home
from warehouse.publish import publish_build
from warehouse.quality.page import gather, render
from warehouse.quality.page.gather import Quality
from warehouse.quality.record import AuditRecord, record_outcomes
from warehouse.runs import open_run
from warehouse.waivers import add_waiver

HOSTILE = "<script>window.hit=1</script>"
REPORT = f"""安吉县递铺街道办事处2024年法治政府建设年度报告

一、主要做法和成效

全年调解{HOSTILE}"&'矛盾纠纷226件，调解成功233件。开展法治培训12场次。罚款3000元。
"""
BREAK = (
    "update observation set scope = 'other' where observation_id ="
    " (select observation_id from fact_metric where metric = 'dispute_mediated_count')"
)
SUITE = CheckOutcome(
    "expectations", "fact_metric", "abort", "fail", 9, 1, [{"expectation": HOSTILE}], "承诺 · promises", ""
)
KEY = (
    "select jurisdiction_code, issuer_id, report_type, year, metric from fact_metric"
    " where metric = 'dispute_mediated_success_count'"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose one report has a script planted in it, whose last build failed; a check is waived."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "reports").mkdir()
    (folder / "reports" / "a<b>&.txt").write_text(REPORT, encoding="utf-8")
    home = Home.at(folder / "home")
    run_once(home, folder / "reports")
    later = datetime.now(UTC).date() + timedelta(9)
    add_waiver(home, "offsets_are_ordered", later, HOSTILE, f"理由{HOSTILE}")
    with pytest.raises(AuditFailed), open_run(home) as run:
        shutil.copy(home.current, run.build_path)
        run.build_path.chmod(0o644)
        with duckdb.connect(run.build_path) as connection:
            connection.execute(BREAK)
            (key,) = connection.sql(KEY).pl().to_dicts()
        suite = replace(SUITE, sample=[{**SUITE.sample[0], **key}])
        publish_build(run, [*audit_build(run), suite])
    return home


class _Page(HTMLParser):
    """Elements and links of a page, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, attribute: str) -> list[str]:
        return [value for _, found in self.tags if (value := found.get(attribute))]


def test_what_a_report_says_is_text_and_no_element_and_the_page_names_no_other_address(home: Home) -> None:
    text = render(gather(home))
    page = _Page(text)
    assert "&lt;script&gt;window.hit=1&lt;/script&gt;" in text
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "embed", "link", "base"}
    assert all(link.startswith("#") for link in page.all("href")) and not page.all("src")
    assert not re.search(r"https?:|url\(|@import|\son\w+=", text)
    assert any("default-src 'none'" in content for content in page.all("content"))


def test_every_row_that_has_a_source_leads_to_it_and_back(home: Home) -> None:
    page = _Page(render(gather(home)))
    ids = page.all("id")
    links = [link[1:] for link in page.all("href")]
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    sentences = [name for name in ids if name.startswith("sentence-")]
    assert len(sentences) >= 2
    assert set(sentences) | {name.replace("sentence", "row") for name in sentences} <= set(links) | set(ids)


def test_a_failing_check_shows_its_meaning_counts_and_the_sentence_of_its_row(home: Home) -> None:
    text = render(gather(home))
    named = '<article class="problem fail"><h3><code>fact_metric.facts_are_achieved<'
    problem = re.search(rf"{named}.*?</article>", text, re.DOTALL)
    assert problem is not None
    for words in ("No target, norm", "look at sql/facts/fact_evidence.sql", "阻止发布", 'href="#sentence-'):
        assert words in problem[0]
    (number,) = re.findall(r'href="#sentence-(\d+)"', problem[0])
    sentence = re.search(rf'<article id="sentence-{number}".*?</article>', text, re.DOTALL)
    assert sentence is not None
    for words in ("<mark>226</mark>", "a&lt;b&gt;&amp;.txt", "fazhi explain 330523", "sha256 "):
        assert words in sentence[0]


def test_a_row_of_a_suite_leads_to_its_sentence_by_its_key(home: Home) -> None:
    text = render(gather(home))
    named = '<article class="problem fail"><h3><code>fact_metric.expectations<'
    problem = re.search(rf"{named}.*?</article>", text, re.DOTALL)
    assert problem is not None
    (number,) = re.findall(r'href="#sentence-(\d+)"', problem[0])
    assert re.search(rf'<article id="sentence-{number}".*?<mark>233</mark>', text, re.DOTALL)


def test_suites_findings_waivers_and_earlier_audits_stand_on_the_page(home: Home) -> None:
    text = render(gather(home))
    for words in ("fact_metric.expectations", "part_above_whole", "observation.offsets_are_ordered"):
        assert words in text
    assert "未通过，未发布" in text and "已发布" in text
    assert text.count("<svg") == 2


def test_what_is_waived_is_shown_with_who_and_why() -> None:
    waived = {"by": "a", "until": "2026-01-31", "reason": "b<c"}
    outcome = CheckOutcome("rule", "report", "abort", "fail", 3, 1, meaning="甲 · A", waived=waived)
    record = AuditRecord(1, "r", datetime(2026, 1, 5, tzinfo=UTC), None, 1, "published", (outcome,))
    assert "2026-01-31 · a: b&lt;c" in render(Quality(1, [record]))


def test_a_home_without_audits_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = Home.at(tmp_path / "home").create()
    assert main(["quality", "--home", str(empty.root), "-o", "-"]) == 0
    text = capsys.readouterr().out
    assert text.count('class="empty"') >= 6
    assert "<code>fazhi run</code>" in text and "fazhi waive CHECK" in text


def test_the_command_writes_the_page_and_says_where(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality", "--home", str(home.root)]) == 0
    page = home.root / "quality.html"
    assert page.read_text(encoding="utf-8") == render(gather(home)), "the same data give the same page"
    assert str(page) in capsys.readouterr().out
    assert main(["quality", "--home", str(home.root), "-o", str(home.root / "no" / "such.html")]) == 2
    assert main(["quality", "--home", str(home.root / "nowhere")]) == 2


def test_a_version_that_was_kept_broken_costs_the_sentences_and_not_the_page(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home").create()
    (home.quarantine / "r1.duckdb").touch()
    outcome = CheckOutcome("rule", "report", "abort", "fail", 3, 1, [{"report_id": "x"}], "甲 · A")
    record_outcomes(home, "r1", datetime(2026, 1, 5, tzinfo=UTC), None, None, [outcome])
    assert "report.rule" in render(gather(home))


@pytest.fixture
def page(chromium: str) -> Iterator[Any]:
    """A page of a headless browser; at its end, it may have asked for nothing but the file itself."""
    with watched_page(chromium, "--lang=zh-CN", viewport={"width": 1280, "height": 900}) as (opened, asked):
        yield opened
    assert asked and all(re.fullmatch(r"file:[^?]*\.html(#.*)?", url) for url in asked), asked


@pytest.mark.slow
@pytest.mark.browser
def test_a_planted_script_is_shown_as_text_and_a_failing_row_leads_to_its_sentence(
    page: Any, home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "quality.html"
    path.write_text(render(gather(home)), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    problem = page.locator(".problem", has_text="facts_are_achieved")
    problem.get_by_role("link").focus()
    page.keyboard.press("Enter")
    target = page.locator("article:target")
    assert HOSTILE in target.inner_text()
    assert target.locator("mark").inner_text() == "226"
    assert 0 <= target.evaluate("e => e.getBoundingClientRect().top") < 900
    target.get_by_role("link").click()
    assert page.evaluate("location.hash").startswith("#row-")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375], ids=["desk", "telephone"])
def test_the_page_keeps_nobody_out(page: Any, home: Home, tmp_path: Path, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "quality.html"
    path.write_text(render(gather(home)), encoding="utf-8")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    for details in page.locator("details").all()[:3]:
        details.locator("summary").click()
    grave = [f"{v['id']}: {v['nodes'][0]['html']}" for v in Axe().run(page).response["violations"]]
    assert not grave
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the page"
