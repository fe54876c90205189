"""The ways in which such reports are misread, each with the near case that must be read.

No test here can pass by reading nothing: beside what must not be taken there is always
something of the same words that must.
"""

from __future__ import annotations

import pytest

from extractors import extract
from tests.readings import LAST_YEAR, NEXT_YEAR, YEAR, Reading, facts, readings, report, roles

MEDIATED = "dispute_mediated_count"
LITIGATION = "administrative_litigation_count"
MEETINGS = "rule_of_law_meeting_count"
MATERIALS = "legal_publicity_material_count"
LECTURES = "legal_publicity_lecture_count"
EVENTS = "legal_publicity_event_count"


def test_a_heading_that_names_the_year_before_does_not_win_over_the_title() -> None:
    title = "怀柔区渤海镇人民政府2025年法治政府建设年度报告"
    done = "一、2024年主要工作举措及成效\n\n全年调解矛盾纠纷58件。"
    text = f"{title}\n\n{done}\n\n二、2026年工作计划\n\n调解矛盾纠纷60件。\n"
    extraction = extract(text)
    assert extraction.report.report_year == 2025
    assert [(o.value, o.status, o.period_start, o.period_end) for o in extraction.observations] == [
        (58, "actual", "2025-01-01", "2025-12-31"),
        (60, "target", "2026-01-01", "2026-12-31"),
    ]


def test_a_heading_with_the_title_s_own_year_changes_nothing() -> None:
    text = report("全年调解矛盾纠纷58件。").replace("一、主要", "一、2024年主要")
    observation = extract(text).observations[0]
    assert (observation.period_start, observation.period_end) == YEAR


def test_what_a_plan_asks_for_is_a_target_and_what_was_held_is_a_result() -> None:
    body = "召开法治专题会议6次。\n\n二、2025年工作计划\n\n召开法治专题会议不少于8次。"
    assert readings(body) == [
        Reading(MEETINGS, 6, "次"),
        Reading(MEETINGS, 8, "次", "at_least", "target", NEXT_YEAR),
    ]


def test_a_hope_in_the_section_of_results_is_a_target_all_the_same() -> None:
    assert readings("全年举办法治讲座9场，力争明年举办法治讲座15场。") == [
        Reading(LECTURES, 9, "场"),
        Reading(LECTURES, 15, "场", status="target", period=NEXT_YEAR),
    ]


@pytest.mark.parametrize(
    "body",
    ["全年调解矛盾纠纷214件，其中邻里纠纷97件。", "全年调解矛盾纠纷214件（其中邻里纠纷97件）。"],
)
def test_a_part_is_never_added_to_its_whole(body: str) -> None:
    assert readings(body) == [
        Reading(MEDIATED, 214, "件"),
        Reading(MEDIATED, 97, "件", of_which=MEDIATED, subset="邻里纠纷"),
    ]


def test_a_second_number_without_a_mark_of_parts_is_no_part() -> None:
    assert readings("调解矛盾纠纷214件，调解成功209件。") == [
        Reading(MEDIATED, 214, "件"),
        Reading("dispute_mediated_success_count", 209, "件"),
    ]


def test_an_audience_of_a_lecture_is_no_trainees() -> None:
    assert readings("举办法治讲座3场，超1200人次参加。") == [
        Reading(LECTURES, 3, "场"),
        Reading("legal_publicity_audience_count", 1200, "人次", "more_than"),
    ]


def test_those_who_were_trained_are_trainees_and_more_than_is_kept() -> None:
    assert readings("组织执法人员培训3场次，超1200人次参训。") == [
        Reading("enforcement_training_session_count", 3, "场次"),
        Reading("enforcement_training_participant_count", 1200, "人次", "more_than"),
    ]


@pytest.mark.parametrize(
    ("written", "text", "value", "qualifier"),
    [
        ("3万余份", "3万", 30000, "more_than"),
        ("3余份", "3", 3, "more_than"),
        ("3.5万份", "3.5万", 35000, "exact"),
        ("三万余份", "三万", 30000, "more_than"),
        ("47310余份", "47310", 47310, "more_than"),
        ("４７３１０余份", "４７３１０", 47310, "more_than"),
        ("47,310余份", "47,310", 47310, "more_than"),
    ],
)
def test_a_number_is_read_whole_with_its_scale_and_its_more(
    written: str, text: str, value: float, qualifier: str
) -> None:
    body = f"全镇共发放宣传资料{written}。"
    assert readings(body) == [Reading(MATERIALS, value, "份", qualifier)]
    assert roles(body) == [(text, "observation")]


def test_money_of_five_digits_and_more_is_read_whole() -> None:
    body = "作出行政处罚31件，罚款58214余元。"
    assert readings(body) == [
        Reading("administrative_penalty_count", 31, "件"),
        Reading("fine_amount", 58214, "元", "more_than"),
    ]


def test_days_that_name_an_occasion_are_names_and_the_events_held_there_count() -> None:
    body = "围绕“3·15”“6·26”等节点开展普法宣传14场次。"
    assert readings(body) == [Reading(EVENTS, 14, "场次")]
    assert roles(body) == [("3·15", "name"), ("6·26", "name"), ("14", "observation")]


def test_items_run_together_without_a_full_stop_stay_apart() -> None:
    body = "一是开展执法检查85余次二是组织执法培训7次"
    assert readings(body) == [
        Reading("administrative_inspection_count", 85, "次", "more_than"),
        Reading("enforcement_training_session_count", 7, "次"),
    ]
    inspected, trained = extract(report(body)).observations
    assert inspected.sentence_end <= trained.sentence_start


@pytest.mark.parametrize(
    "duty", ["每季度听取一次法治工作汇报", "每季度听取法治工作汇报1次", "每半年召开法治专题会议2次"]
)
def test_how_often_something_is_due_is_a_norm(duty: str) -> None:
    assert [r.status for r in readings(f"镇党委{duty}。")] == ["norm"]
    assert facts(f"镇党委{duty}。") == []


def test_how_often_something_was_done_is_a_result() -> None:
    assert facts("镇党委每季度听取法治工作汇报一次，全年共听取法治工作汇报5次。") == [
        Reading(MEETINGS, 5, "次")
    ]


def test_a_share_in_the_section_of_problems_is_no_achievement() -> None:
    body = "持证执法人员38人。\n\n二、存在的问题\n\n执法力量薄弱，持证执法人员不足全镇干部总数的6%。"
    assert facts(body) == [Reading("certified_enforcement_personnel_count", 38, "人", period=(None, None))]
    assert roles(body) == [("38", "observation"), ("6", "share")]


def test_a_rate_in_the_section_of_results_is_an_achievement() -> None:
    assert facts("行政机关负责人出庭应诉率100%。") == [Reading("official_court_appearance_rate", 100, "%")]


def test_a_lawsuit_of_another_body_is_not_the_street_s_own() -> None:
    title = "怀柔区泉河街道办事处2024年法治政府建设年度报告"
    body = "协助社区应诉行政诉讼案件2件，本街道办理行政诉讼案件3件。"
    theirs, ours = readings(body, title)
    assert theirs == Reading(LITIGATION, 2, "件", scope="other_body", subset="社区")
    assert ours == Reading(LITIGATION, 3, "件")


def test_instances_after_a_whole_are_its_parts() -> None:
    assert readings("办理行政诉讼案件13件，其中一审8件，二审5件。") == [
        Reading(LITIGATION, 13, "件"),
        Reading("administrative_litigation_first_instance_count", 8, "件", of_which=LITIGATION),
        Reading("administrative_litigation_second_instance_count", 5, "件", of_which=LITIGATION),
    ]


def test_instances_without_a_whole_stand_for_themselves() -> None:
    assert readings("行政诉讼一审8件。") == [
        Reading("administrative_litigation_first_instance_count", 8, "件")
    ]


@pytest.mark.parametrize("quote", ["“", "”", "“普法”", ""])
def test_a_quotation_mark_that_is_never_closed_hides_nothing(quote: str) -> None:
    body = f"举办{quote}普法讲座6场，发放宣传资料900份，接待法律咨询120人次，调解矛盾纠纷33件。"
    assert readings(body) == [
        Reading(LECTURES, 6, "场"),
        Reading(MATERIALS, 900, "份"),
        Reading("legal_consultation_count", 120, "人次"),
        Reading(MEDIATED, 33, "件"),
    ]


def test_two_facts_of_one_value_stay_two() -> None:
    assert readings("制作政府信息58条、主动公开58份。") == [
        Reading("info_produced_count", 58, "条"),
        Reading("info_disclosed_count", 58, "份"),
    ]


@pytest.mark.parametrize(
    ("stated", "period"),
    [
        ("2024年1-11月", ("2024-01-01", "2024-11-30")),
        ("1月至11月", ("2024-01-01", "2024-11-30")),
        ("1—11月份", ("2024-01-01", "2024-11-30")),
        ("截至11月底", ("2024-01-01", "2024-11-30")),
        ("截至2024年11月25日", ("2024-01-01", "2024-11-25")),
        ("上半年", ("2024-01-01", "2024-06-30")),
        ("1-2月", ("2024-01-01", "2024-02-29")),
        ("今年以来", YEAR),
        ("截至目前", YEAR),
        ("2024年", YEAR),
        ("去年", LAST_YEAR),
    ],
)
def test_months_bound_the_period_that_they_name(stated: str, period: tuple[str, str]) -> None:
    body = f"{stated}，调解矛盾纠纷187件。"
    status = "prior_year" if period == LAST_YEAR else "actual"
    assert readings(body) == [Reading(MEDIATED, 187, "件", status=status, period=period)]
    assert {role for text, role in roles(body) if text != "187"} <= {"date"}


@pytest.mark.parametrize(
    ("behind", "yoy"),
    [
        ("，同比下降31%", (-31, "%")),
        ("，较去年增长8.5%", (8.5, "%")),
        ("，比上年减少15件", (-15, "件")),
        ("（同比上升4%）", (4, "%")),
    ],
)
def test_a_change_hangs_on_its_level_and_is_no_rate(behind: str, yoy: tuple[float, str]) -> None:
    body = f"办理行政处罚案件132件{behind}。"
    assert readings(body) == [Reading("administrative_penalty_count", 132, "件", yoy=yoy)]
    assert [role for _, role in roles(body)] == ["observation", "change"]


def test_a_change_of_a_rate_is_in_points() -> None:
    assert readings("调解成功率98.4%，同比提高2.1个百分点。") == [
        Reading("dispute_mediation_success_rate", 98.4, "%", yoy=(2.1, "个百分点"))
    ]


def test_last_year_s_level_is_not_this_year_s() -> None:
    assert readings("行政诉讼案件31件，较2023年的46件减少15件。") == [
        Reading(LITIGATION, 31, "件", yoy=(-15, "件")),
        Reading(LITIGATION, 46, "件", status="prior_year", period=LAST_YEAR),
    ]


def test_a_number_stated_twice_is_the_same_fact_twice_and_no_sum() -> None:
    body = "调解矛盾纠纷163件，调解成功160件。\n\n（二）平安建设\n\n全年共调解矛盾纠纷163件。"
    mediated = [r for r in readings(body) if r.metric == MEDIATED]
    assert mediated == [Reading(MEDIATED, 163, "件")] * 2


def test_days_and_hours_are_no_facts_and_the_events_of_the_day_are() -> None:
    body = "12月4日开展宪法宣传活动2场，每场8小时，发放宣传资料350份。"
    assert facts(body) == [Reading(EVENTS, 2, "场"), Reading(MATERIALS, 350, "份")]
    assert roles(body)[:2] == [("12", "date"), ("4", "date")]


def test_at_one_go_is_no_count() -> None:
    assert readings("信访事项一次性化解率达97%。") == [Reading("petition_one_time_resolution_rate", 97, "%")]
    assert roles("信访事项一次性化解率达97%。") == [("97", "observation")]


def test_once_is_a_count() -> None:
    assert readings("召开法治专题会议一次。") == [Reading(MEETINGS, 1, "次")]


def test_a_number_without_its_noun_belongs_to_what_came_before() -> None:
    assert readings("开展法治培训4场次，覆盖260余人次。") == [
        Reading("law_training_session_count", 4, "场次"),
        Reading("law_training_participant_count", 260, "人次", "more_than"),
    ]
