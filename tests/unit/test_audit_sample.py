"""The page on which a sample is marked, and the marks that come back. Sentences are hostile here."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dagster_project.cli import main
from tests.audit_page import HOSTILE, sample_of
from warehouse.errors import WrongArguments
from warehouse.evaluation.marks import FORMAT, Verdict, overall, read_marks
from warehouse.evaluation.page import Html, element, render


class Tags(HTMLParser):
    """Counts what a browser would take for an element, and reads the attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


def test_what_a_document_says_stays_text() -> None:
    page = render(sample_of(HOSTILE))
    tags = parsed(page)
    assert tags.tags.count("script") == tags.tags.count("style") == 1
    assert not {"img", "iframe", "a", "link", "svg"} & set(tags.tags)
    assert not any(name.startswith("on") for name in tags.names)
    assert "&lt;script&gt;" in page


def test_the_page_names_no_address_and_lets_nothing_in() -> None:
    page = render(sample_of("调解纠纷12件。"))
    assert not re.search(r"https?:|//[a-z]|url\(|@import|\bsrc=|\bhref=", page)
    policy = re.search(r'content="(default-src[^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src &#x27;none&#x27;; script-src &#x27;sha256-")
    assert "unsafe" not in policy[1]


def test_the_same_sample_is_the_same_page() -> None:
    assert render(sample_of("调解纠纷12件。")) == render(sample_of("调解纠纷12件。"))


def test_the_numeral_is_marked_where_it_stands() -> None:
    assert "调解纠纷<mark>12</mark>件。" in render(sample_of("调解纠纷12件。"))


def test_an_element_escapes_its_text_and_its_attributes() -> None:
    told = element("p", "<b>", Html("<i></i>"), data_x='">&')
    assert told == '<p data-x="&quot;&gt;&amp;">&lt;b&gt;<i></i></p>'


def marks_file(folder: Path, marks: Any, **changed: Any) -> Path:
    path = folder / "marks.json"
    path.write_text(json.dumps({"format": FORMAT, "marks": marks, **changed}), encoding="utf-8")
    return path


def mark(number: int, verdict: str, metric: str = "fine_amount") -> dict[str, str]:
    return {"observation_id": f"o{number}", "metric": metric, "mark": verdict}


def test_marks_come_to_a_precision_by_metric_and_over_all(tmp_path: Path) -> None:
    marks = [mark(i, "right") for i in range(9)] + [mark(9, "wrong"), mark(10, "unsure")]
    found = read_marks(marks_file(tmp_path, [*marks, mark(11, "right", "hearing_count")]))
    assert found["fine_amount"] == Verdict(9, 1, 1)
    assert found["fine_amount"].precision == 0.9
    assert found["fine_amount"].interval == (pytest.approx(0.5958, abs=1e-4), pytest.approx(0.9821, abs=1e-4))
    assert overall(found) == Verdict(10, 1, 1)


def test_nothing_but_unsure_has_no_precision() -> None:
    assert Verdict(0, 0, 3).precision is None
    assert Verdict(0, 0, 3).interval is None


@pytest.mark.parametrize(
    ("marks", "changed"),
    [
        ([mark(1, "maybe")], {}),
        ([mark(1, "right"), mark(1, "wrong")], {}),
        ([{"mark": "right"}], {}),
        ([], {"format": "other"}),
        (3, {}),
    ],
    ids=["a mark that is none", "an observation twice", "no id", "another file", "no list"],
)
def test_a_file_that_holds_no_marks_is_refused(
    marks: Any, changed: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(WrongArguments, match="The marks cannot be read"):
        read_marks(marks_file(tmp_path, marks, **changed))


def test_the_command_tells_the_precision_of_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = marks_file(tmp_path, [mark(i, "right") for i in range(9)] + [mark(9, "wrong")])
    assert main(["audit-sample", "--read", str(path), "--home", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "90.0 %" in told
    assert "59.6 … 98.2 %" in told


@pytest.mark.parametrize("arguments", [["--n", "0"], ["--read", "nowhere.json"], ["--metric", "x"]])
def test_what_cannot_be_drawn_or_read_ends_with_2(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit-sample", *arguments, "--home", str(tmp_path)]) == 2
    assert "应为 · expected" in capsys.readouterr().err
