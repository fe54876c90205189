"""Title, year, publish date, and whether a text is a report, from invented reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.head import read_head, rules
from extractors.head.dates import arabic_dates

BODY = "\n\n一、主要做法\n本单位安排了学法活动，修订了两项制度。\n\n二、存在的不足\n宣传形式不多。\n"

TITLES = [
    ("寨上街道办事处2024年度法治政府建设\n\n情况报告", "寨上街道办事处2024年度法治政府建设情况报告"),
    ("## 2024 年度法治政府建设工作报告\n沈荡镇", "2024年度法治政府建设工作报告"),
    ("**沈荡镇2024年法治政府建设总结**", "沈荡镇2024年法治政府建设总结"),
    (
        "当前位置:首页 > 法治政府建设年度报告\n沈荡镇２０２４年法治政府建设总结",
        "沈荡镇2024年法治政府建设总结",
    ),
    ("名 称：沈荡镇2024年法治政府建设总结", "沈荡镇2024年法治政府建设总结"),
    ("沈荡镇人民政府\n关于2024年法治政府建设情况的报告", "沈荡镇人民政府关于2024年法治政府建设情况的报告"),
    ("沈荡镇2024年法治政府建设年度报告2024年，沈荡镇加强学法。", "沈荡镇2024年法治政府建设年度报告"),
    ("沈荡镇2024年法治政府建设\n情况报告2024年，沈荡镇加强学法。", "沈荡镇2024年法治政府建设情况报告"),
    ("2024年，沈荡镇推进法治政府建设，成效明显。", None),
]


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_a_title_is_joined_and_freed_of_marks(head: str, title: str | None) -> None:
    assert read_head(head + BODY).title == title


YEARS = [
    ("沈荡镇2024年法治政府建设总结" + BODY, 2024, False),
    ("沈荡镇二〇二三年度法治政府建设总结" + BODY, 2023, False),
    ("沈荡镇2024年法治政府建设总结及2025年工作计划" + BODY, 2024, False),
    ("沈荡镇2021-2023年法治政府建设总结" + BODY, 2023, False),
    ("沈荡镇法治政府建设总结\n现将我镇2022年度工作报告如下" + BODY, 2022, False),
    ("沈荡镇法治政府建设总结\n学习《纲要(2021-2025年)》。2022年，沈荡镇加强普法。" + BODY, 2022, False),
    ("沈荡镇法治政府建设总结\n一、成效\n普法。\n三、2025年工作计划\n继续。\n", 2024, False),
    ("沈荡镇法治政府建设总结\n发布日期：2024-03-01" + BODY, 2023, False),
    ("沈荡镇法治政府建设总结\n发布日期：2023-12-20" + BODY, 2023, False),
    ("沈荡镇法治政府建设总结\n一、2022年工作成效\n普法。\n", 2022, False),
    ("沈荡镇法治政府建设总结\n县司法局:\n现将我镇2022年工作报告如下:" + BODY, 2022, False),
    ("沈荡镇2024年法治政府建设总结\n三、2025年重点任务\n普法。\n", 2024, False),
    ("沈荡镇2024年法治政府建设总结\n一、2024年重点任务完成情况\n普法。\n", 2024, False),
    ("沈荡镇2024年法治政府建设总结\n一、2024年工作情况和2025年计划\n普法。\n", 2024, False),
    ("沈荡镇2025年法治政府建设总结\n2025年，沈荡镇普法。\n一、2024年基本情况\n普法。\n", 2025, True),
    ("沈荡镇2024年法治政府建设总结\n发布日期：2022-03-01" + BODY, 2024, True),
    ("沈荡镇法治政府建设总结" + BODY, None, False),
]


@pytest.mark.parametrize(("text", "year", "conflict"), YEARS)
def test_the_year_is_voted_and_disagreement_is_told(text: str, year: int | None, conflict: bool) -> None:
    report = read_head(text)
    assert (report.report_year, report.year_conflict) == (year, conflict)
    assert bool(report.year_evidence) == (year is not None)


def test_a_heading_year_does_not_win_over_the_title() -> None:
    report = read_head("沈荡镇2025年法治政府建设总结\n一、2024年基本情况\n普法。\n")
    assert report.report_year == 2025
    assert report.year_evidence == ("title:2025", "heading:2024")


def test_headings_that_are_handed_in_are_used_instead_of_numbered_lines() -> None:
    report = read_head("沈荡镇法治政府建设总结\n一、2022年成效\n普法。\n", ["下一步打算（2024年）"])
    assert report.report_year == 2023


DATES = [
    ("发表日期:2024-03-19    文章来源:沈荡镇", "2024-03-19"),
    ("发布时间：2024年3月9日 10:22", "2024-03-09"),
    ("更新时间:2021/03/29 11:30:01", "2021-03-29"),
    ("发布机构 | 沈荡镇 | 生成日期 | 2025-01-16", "2025-01-16"),
    ("(2025 年 2 月)", "2025-02"),
    ("二〇二四年一月十五日", "2024-01-15"),
    ("沈荡镇人民政府 2024-01-10", "2024-01-10"),
    ("成文日期:2024-01-05 发布日期:2024-01-09", "2024-01-09"),
    ("今天是:2019年10月31日 星期三", None),
    ("发布日期:2024-13-40", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "date"), DATES)
def test_the_publish_date_stands_in_a_field_or_a_signature(line: str, date: str | None) -> None:
    assert read_head(f"沈荡镇2023年法治政府建设总结\n{line}\n{BODY}").publish_date == date


@given(st.integers(2000, 2049), st.integers(1, 12), st.integers(1, 31))
def test_a_date_in_words_reads_as_the_date_in_digits(year: int, month: int, day: int) -> None:
    digits = "〇一二三四五六七八九"
    written = "".join(digits[int(d)] for d in str(year)) + f"年{_in_words(month)}月{_in_words(day)}日"
    assert arabic_dates(written) == f"{year}年{month}月{day}日"


def _in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("十" if tens == 1 else "一二三"[tens - 1] + "十")
    return ten + ("" if not ones else "一二三四五六七八九"[ones - 1])


REFUSED = [
    ("", "empty"),
    ("1234 5678", "empty"),
    ("某县财政局2023年法治政府建设年度报告" + BODY, "template"),
    ("法治政府建设工作总结范文(通用5篇)" + BODY, "template"),
    ("2023年法治政府建设情况报告\n下面是小编为大家整理的报告。" + BODY, "template"),
    ("XX镇2023年法治政府建设工作总结" + BODY, "masked"),
    ("2023年法治政府建设工作总结\n*镇在*县领导下，与*乡、*街道共建。" + BODY, "masked"),
    ("一图读懂《静海区2023年法治政府建设情况报告》" + BODY, "interpretation"),
    ("关于《静海区2023年法治政府建设情况报告》的政策解读" + BODY, "interpretation"),
    ("我市召开2023年法治政府建设工作推进会" + BODY, "news"),
    ("11月1日，我县召开法治政府建设推进会议，部署工作。", "news"),
    ("关于印发2023年法治政府建设工作要点的通知\n各科室：请遵照执行。", "plan"),
    ("为推进法治政府建设，结合实际，制定本方案。", "plan"),
    ("法治政府建设浅析\n——以乡镇为例\n摘要：本文讨论法治政府。", "essay"),
    ("法治政府建设报告\n作为一个人工智能，我这样写法治政府建设报告。", "machine_text"),
    ("今天天气很好，大家到公园游玩，晚上一起吃饭，十分开心。", "not_rule_of_law"),
    ("象山县2023年国民经济和社会发展统计公报\n全年增长。", "not_rule_of_law"),
    ("法治政府建设年度报告\n无内容。", "no_issuer_no_year"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_no_report_is_refused_with_a_reason(text: str, reason: str) -> None:
    report = read_head(text)
    assert (report.is_report, report.reject_reason) == (False, reason)


ACCEPTED = [
    "沈荡镇2023年法治政府建设年度报告\n\n一、成效\n\n调解纠纷3件。\n",
    "2023年法治政府建设工作总结\n我局学法。",
    "关于沈荡镇2023年法治政府建设情况的报告",
    "沈荡镇2023年推进依法行政工作情况汇报",
    "2023年，沈荡镇推进法治政府建设，成效明显。",
    "沈荡镇2023年法治政府建设总结\n**街道工作**\n**镇村普法**\n**县里检查**\n",
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_tiny_report_is_still_a_report(text: str) -> None:
    report = read_head(text)
    assert (report.is_report, report.reject_reason) == (True, None)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="法治政府建设报告年度2024镇区县市人民（）*#\n :：、。渤海", max_size=120))
def test_no_text_breaks_the_reading_of_a_head(text: str) -> None:
    report = read_head(text)
    assert report.is_report == (report.reject_reason is None)
    assert report.jurisdiction_code is None or report.jurisdiction_candidates == ()


def test_the_heads_of_the_real_reports_are_read(shared_dir: Path) -> None:
    labels = (shared_dir / "eval" / "reports.gold.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, labels):
        report = read_head((shared_dir / "reports" / row["document"]).read_text(encoding="utf-8"))
        for field in ("report_year", "jurisdiction_code", "issuer_kind", "issuer", "publish_date"):
            assert getattr(report, field) == row.get(field), (row["document"], field)
        assert report.is_report


def test_a_word_list_that_is_missing_or_unknown_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vocabulary.toml"
    path.write_text('[title]\nsubject = ["法治"]\n', encoding="utf-8")
    monkeypatch.setattr(rules, "_DATA", path)
    with pytest.raises(ValueError, match=r"title\.subject"):
        rules.vocabulary.__wrapped__()
