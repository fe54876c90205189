"""What a number is: a result, a target, last year's figure, a running total or a norm."""

from __future__ import annotations

import pytest

from tests.readings import LAST_YEAR, NEXT_YEAR, YEAR, readings

NONE = (None, None)


@pytest.mark.parametrize(
    ("body", "status", "period"),
    [
        ("举办法治讲座7场。", "actual", YEAR),
        ("上半年举办法治讲座7场。", "actual", ("2024-01-01", "2024-06-30")),
        ("2024年1-10月举办法治讲座7场。", "actual", ("2024-01-01", "2024-10-31")),
        ("2023年举办法治讲座7场。", "prior_year", LAST_YEAR),
        ("去年举办法治讲座7场。", "prior_year", LAST_YEAR),
        ("2022年以来举办法治讲座7场。", "cumulative", ("2022-01-01", "2024-12-31")),
        ("“八五”普法以来累计举办法治讲座7场。", "cumulative", NONE),
        ("力争举办法治讲座7场。", "target", NEXT_YEAR),
        ("2025年将举办法治讲座7场。", "target", NEXT_YEAR),
        ("2026年计划举办法治讲座7场。", "target", ("2026-01-01", "2026-12-31")),
        ("每年举办法治讲座7场。", "norm", NONE),
        ("每年举办法治讲座，全年共举办法治讲座7场。", "actual", YEAR),
    ],
)
def test_words_in_the_sentence_say_what_a_number_is(
    body: str, status: str, period: tuple[str | None, str | None]
) -> None:
    found = readings(body)[-1]
    assert (found.value, found.status, found.period) == (7, status, period)


@pytest.mark.parametrize(
    ("heading", "body", "status", "period"),
    [
        ("二、2025年工作计划", "举办法治讲座7场。", "target", NEXT_YEAR),
        ("二、下一步工作打算", "举办法治讲座7场。", "target", NEXT_YEAR),
        ("二、下一步工作打算", "2026年举办法治讲座7场。", "target", ("2026-01-01", "2026-12-31")),
        ("二、下一步工作打算", "2024年已举办法治讲座7场。", "actual", YEAR),
        ("二、下一步工作打算", "每季度举办法治讲座7场。", "norm", NONE),
        ("二、法治宣传", "举办法治讲座7场。", "actual", YEAR),
    ],
)
def test_the_section_speaks_before_the_sentence(
    heading: str, body: str, status: str, period: tuple[str | None, str | None]
) -> None:
    (found,) = readings(f"概述。\n\n{heading}\n\n{body}")
    assert (found.status, found.period) == (status, period)


def test_a_paragraph_may_turn_to_what_comes_next() -> None:
    done, planned = readings("举办法治讲座7场。下一步，举办法治讲座9场。")
    assert (done.status, planned.status) == ("actual", "target")


def test_a_stock_has_no_period_however_it_grew() -> None:
    (found,) = readings("现有人民调解员38名。")
    assert (found.metric, found.status, found.period) == ("mediator_count", "actual", NONE)


def test_without_a_year_anywhere_no_period_is_made_up() -> None:
    (found,) = readings("举办法治讲座7场。", title="渤海镇人民政府法治政府建设情况报告")
    assert (found.status, found.period) == ("actual", NONE)
