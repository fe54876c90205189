"""Families of reports: told by title first, by their parts second; their examples are their tests."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractors.families as families
from extractors.families import load_families
from extractors.head import read_head

EXAMPLES = [
    (example.title, example.text, example.family)
    for family in load_families().values()
    for example in family.examples
]
BODY = "\n\n现将2023年情况报告如下。\n\n一、主要做法\n全年修订制度两项。\n"


@pytest.mark.parametrize(("title", "text", "family"), EXAMPLES)
def test_each_example_of_a_family_is_taken_for_what_it_says(
    title: str | None, text: str, family: str
) -> None:
    report = read_head(text + BODY)
    assert (report.report_type or "") == family


def test_rule_of_law_comes_first_and_every_family_has_a_due_date() -> None:
    found = load_families()
    assert list(found) == ["rule_of_law", "enforcement", "disclosure_annual"]
    assert [f.due_date(2023, "department") for f in found.values()] == [
        "2024-03-31",
        "2024-01-31",
        "2024-01-31",
    ]
    assert found["disclosure_annual"].due_date(2023, "county_government") == "2024-03-31"


SIDEBAR = "政府信息公开指南\n政府信息公开制度\n政府信息公开年报\n"
WHOLE = [
    # navigation that names another family, without a year, is of the page
    (SIDEBAR + "石桥镇2023年法治政府建设年度报告\n2023年，石桥镇加强学法。", "rule_of_law"),
    # a dated title of another family comes before a line that speaks of the rule of law
    ("石桥镇2023年政府信息公开工作年度报告\n推进法治建设情况\n一、总体情况\n公开9条。", "disclosure_annual"),
    # however often the body speaks of the rule of law
    ("石桥镇2023年政府信息公开工作年度报告\n" + "法治政府建设信息已公开。" * 20, "disclosure_annual"),
    ("石桥镇\n2023年度行政执法\n统计年报\n一、行政处罚3件。", "enforcement"),
    ("石桥镇2023年度工作报告\n" + "我镇推进法治政府建设。" * 15, "rule_of_law"),
    ("石桥镇2023年度工作报告\n" + "我镇发展果园。" * 15, None),
    ("石桥区人民法院2023年工作报告\n" + "法院服务法治政府建设。" * 15, None),
    ("2023年普法经费绩效自评报告\n" + "普法经费三万元。" * 15, None),
]


@pytest.mark.parametrize(("text", "family"), WHOLE)
def test_the_title_decides_before_the_parts(text: str, family: str | None) -> None:
    report = read_head(text)
    assert (report.report_type, report.is_report) == (family, family is not None)


def test_a_family_that_says_too_little_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half.toml").write_text('rank = 1\nname_zh = "半"\n', encoding="utf-8")
    monkeypatch.setattr(families, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"half\.toml: .*'due'"):
        load_families.__wrapped__()


def test_a_due_date_that_is_no_day_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Path(families.__path__[0]) / "rule_of_law.toml"
    wrong = source.read_text(encoding="utf-8").replace('due = "03-31"', 'due = "13-31"')
    (tmp_path / "odd.toml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(families, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="no month and day"):
        load_families.__wrapped__()
