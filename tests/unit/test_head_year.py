"""The year of a report under all that real pages do to it: what wins, what spoke, and what is told of it."""

from __future__ import annotations

import pytest

from extractors.head import read_head

BODY = "\n\n一、主要做法\n本单位安排了学法活动，修订了两项制度。\n"
T = "沈荡镇2023年法治政府建设总结"

# text, year, conflict
CASES = [
    # published in the year itself: nothing odd
    (f"{T}\n发布日期：2023-12-07{BODY}", 2023, False),
    (f"{T}\n发布日期：2023-10-30{BODY}", 2023, False),
    # one or two years late: nothing odd either
    (f"{T}\n发布日期：2024-12-02{BODY}", 2023, False),
    (f"{T}\n发布日期：2025-04-11{BODY}", 2023, False),
    # published before the year began
    (f"{T}\n发布日期：2022-12-02{BODY}", 2023, True),
    # the date of another page's chrome is no publish date
    (f"今天是2019年12月3日星期二\n{T}{BODY}", 2023, False),
    # headings and sentences that kept last year's year
    (f"{T}\n\n一、2022年工作情况\n本单位学法。\n", 2023, True),
    (f"{T}\n\n2022年，沈荡镇加强学法。{BODY}", 2023, True),
    (f"{T}\n\n2023年，沈荡镇加强学法。\n\n三、2025年工作计划\n继续。\n", 2023, True),
    (f"{T}\n\n2023年，沈荡镇加强学法。\n\n三、2024年工作计划\n继续。\n", 2023, False),
    # years in short
    (f"沈荡镇23年法治政府建设总结{BODY}", 2023, False),
    (f"沈荡镇法治政府建设总结\n23年，我镇加强学法。{BODY}", 2023, False),
    (f"沈荡镇法治政府建设总结\n10年来，我镇加强学法。{BODY}", None, False),
    (f"沈荡镇法治政府建设总结\n我镇学法20年以上。{BODY}", None, False),
    (f"沈荡镇23年法治政府建设总结\n2022年，我镇加强学法。{BODY}", 2023, True),
    # marks lost on the way
    (f"沈荡镇法治政府建设总结\n202310月，我镇加强学法。{BODY}", 2023, False),
    (f"{T}\n截至202211月，我镇加强学法。{BODY}", 2023, False),
    (f"沈荡镇法治政府建设总结\n按《纲要(20212025年)》部署，我镇学法。{BODY}", None, False),
    (f"沈荡镇法治政府建设总结\n我镇202311日至1231日学法。{BODY}", None, False),
    # reports on an outline of several years
    (f"沈荡镇法治政府建设实施纲要(2015-2020)落实完成情况的报告{BODY}", 2020, False),
    (f"沈荡镇关于贯彻《实施纲要(2021-2025年)》2022年情况的法治报告{BODY}", 2022, False),
    (f"沈荡镇落实法治政府建设实施纲要(2021-2025年)情况的报告\n发布日期：2023-02-10{BODY}", 2022, False),
    (f"沈荡镇2016-2020年法治政府建设总结{BODY}", 2020, False),
    # two years in the title: the report's comes first
    (f"沈荡镇2023年法治政府建设工作总结和2024年工作计划{BODY}", 2023, False),
]


@pytest.mark.parametrize(("text", "year", "conflict"), CASES)
def test_the_year_stands_whatever_the_page_did_to_it(text: str, year: int | None, conflict: bool) -> None:
    report = read_head(text)
    assert (report.report_year, report.year_conflict) == (year, conflict)


def test_every_witness_is_kept_beside_the_year_that_won() -> None:
    text = f"{T}\n发布日期：2025-04-11\n2022年，沈荡镇加强学法。\n\n三、2024年工作计划\n继续。\n"
    report = read_head(text)
    assert report.year_evidence == (
        "title:2023",
        "first_sentence:2022",
        "plan_heading:2023",
        "publish_date:2024",
    )
    assert report.year_conflict


def test_a_span_of_years_in_the_title_is_kept_as_evidence() -> None:
    assert "span:2016-2020" in read_head(f"沈荡镇2016-2020年法治政府建设总结{BODY}").year_evidence
    assert not any(
        word.startswith("span") for word in read_head(f"{T}《纲要(2021-2025年)》情况报告{BODY}").year_evidence
    )


DATES = [
    ("发布日期：20256月", "2025-06"),
    ("202510月", "2025-10"),
    ("2025730日", "2025-07-30"),
    ("2025年7月30日", "2025-07-30"),
    # 11 January or 1 November
    ("2025111日", None),
    ("20251日", None),
]


@pytest.mark.parametrize(("line", "date"), DATES)
def test_a_date_that_lost_a_mark_is_read_where_only_one_reading_is_left(line: str, date: str | None) -> None:
    assert read_head(f"{T}\n{line}\n{BODY}").publish_date == date
