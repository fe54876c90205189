"""Figures that are not the issuer's own results of the year never pass for such."""

from __future__ import annotations

import pytest

from extractors import Observation, extract


def read(clause: str) -> list[Observation]:
    """Return what a township's report of 2024 says in one clause."""
    title = "怀柔区渤海镇人民政府2024年法治政府建设年度报告"
    return list(extract(f"{title}\n\n一、主要举措和成效\n\n{clause}。\n").observations)


def fills_a_cell(observation: Observation) -> bool:
    """Whether the observation could stand in the issuer's own cell of the year."""
    return (
        observation.metric is not None
        and observation.scope == "own"
        and observation.subset is None
        and observation.status in ("actual", "negated_zero")
    )


@pytest.mark.parametrize(
    "clause",
    [
        "县公安局作出行政处罚210件，罚款45万元",
        "区法院受理行政诉讼案件15件",
        "辖区法院审理行政诉讼案件45件",
        "区司法局对全镇开展执法培训2次",
        "派出所作出行政处罚30件",
        "其他乡镇调解成功率92%",
        "全市开展法治讲座560场",
    ],
)
def test_another_body_s_figure_is_not_the_town_s(clause: str) -> None:
    assert not any(fills_a_cell(o) for o in read(clause))


@pytest.mark.parametrize(
    "clause",
    [
        "我镇作出行政处罚210件",
        "联合派出所开展行政检查3次",
        "配合区司法局，全镇共开展法治讲座5场",
        "镇司法所调解纠纷12件",
    ],
)
def test_the_town_s_own_figure_stays_its_own(clause: str) -> None:
    assert any(o.metric and o.scope == "own" for o in read(clause))


@pytest.mark.parametrize(
    "clause",
    [
        "我镇要开展法治讲座10场以上",
        "确保全年行政处罚案件不超过20件",
        "拟作出行政处罚15件",
        "原定开展法治培训6次",
        "2024年目标任务为调解成功率98%",
        "计划2024年开展普法宣讲20场",
        "上级下达行政检查任务300次",
    ],
)
def test_what_was_meant_to_be_is_no_result(clause: str) -> None:
    assert [o.status for o in read(clause) if o.metric] == ["target"]


def test_a_plan_and_what_became_of_it_are_told_apart() -> None:
    assert [(o.value, o.status) for o in read("计划开展法治培训6次，实际完成4次")] == [
        (6, "target"),
        (4, "actual"),
    ]
    assert [o.status for o in read("按计划开展法治培训6次")] == ["actual"]


@pytest.mark.parametrize(
    "clause",
    ["调解不成功5件", "未持证执法人员3名", "尚未办结行政诉讼案件2件", "拖欠罚款5万元", "行政诉讼未败诉3件"],
)
def test_what_was_not_done_is_not_counted_as_done(clause: str) -> None:
    assert not any(fills_a_cell(o) for o in read(clause))


@pytest.mark.parametrize(
    ("clause", "status", "start", "end"),
    [
        ("2020—2024年共调解纠纷80件", "cumulative", "2020-01-01", "2024-12-31"),
        ("过去五年共调解纠纷600件", "cumulative", None, None),
        ("截至2023年底，调解纠纷90件", "prior_year", "2023-01-01", "2023-12-31"),
        ("5月份开展法治讲座3场", "actual", "2024-05-01", "2024-05-31"),
        ("2024年3月，调解纠纷7件", "actual", "2024-03-01", "2024-03-31"),
    ],
)
def test_a_number_keeps_the_time_that_it_is_stated_for(
    clause: str, status: str, start: str | None, end: str | None
) -> None:
    found = [(o.status, o.period_start, o.period_end) for o in read(clause) if o.metric]
    assert found == [(status, start, end)]


@pytest.mark.parametrize(
    "clause",
    [
        "对甲某处以罚款2000元",
        "某企业被罚款20万元",
        "单笔罚款1000元以上案件12件",
        "罚款金额在5000元至20000元之间",
        "某餐饮店未办理许可，被罚款5000元",
        "没收违法所得3.2万元",
        "人民调解员甲某调解纠纷46件，乙某调解35件",
    ],
)
def test_one_case_or_one_person_is_not_the_year(clause: str) -> None:
    assert not any(fills_a_cell(o) for o in read(clause))


@pytest.mark.parametrize(
    ("clause", "metric"),
    [
        ("培育“法律明白人”82名", "law_literate_villager_count"),
        ("开展企业法治体检43家", "enterprise_legal_checkup_count"),
        ("在册社区矫正对象19人", "community_correction_person_count"),
        ("机关干部集中学法16次", "staff_law_study_count"),
    ],
)
def test_the_group_that_a_metric_is_about_does_not_narrow_it(clause: str, metric: str) -> None:
    (observation,) = read(clause)
    assert observation.metric == metric
    assert fills_a_cell(observation)


@pytest.mark.parametrize("clause", ["对中小学生开展普法讲座16场", "为企业举办普法讲座16场"])
def test_another_group_narrows_it(clause: str) -> None:
    assert not any(fills_a_cell(o) for o in read(clause))
