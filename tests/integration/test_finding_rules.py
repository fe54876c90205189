"""Every rule of findings against three fixtures: one violates it, one holds, one cannot be judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors import extract as read_text
from extractors.places.table import Place, load_places
from extractors.records import Extraction
from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, open_published
from warehouse.findings import load_rules
from warehouse.readers import Published

TOTAL, SUCCESS, RATE = (
    "dispute_mediated_count",
    "dispute_mediated_success_count",
    "dispute_mediation_success_rate",
)
PENALTIES = ("simplified_penalty_count", "ordinary_penalty_count", "administrative_penalty_count")
TOPICS = [
    "调解",
    "普法",
    "执法",
    "审查",
    "公开",
    "复议",
    "应诉",
    "培训",
    "信访",
    "督察",
    "热线",
    "援助",
    "巡查",
]
COUNTS = [
    "dispute_mediated_count",
    "dispute_identified_count",
    "petition_case_count",
    "patrol_count",
    "fine_amount",
    "persuasion_count",
    "hotline_request_count",
    "notarization_count",
    "legal_consultation_count",
    "case_filed_count",
    "criminal_transfer_count",
]
PRIOR = "status=prior_year from=2023-01-01 to=2023-12-31"
PARTS = "主要举措和成效。存在的不足。第一责任人职责。下一步打算。"


@dataclass(frozen=True)
class Case:
    """Lines of this year's report and of last year's; in Chinese sentences the real extractor reads them."""

    rule: str
    outcome: str
    now: list[str]
    before: list[str] | None = None
    head: str = ""
    """More of the head: date=, evidence=, conflict=."""
    edition: list[str] | None = None
    """Another edition of this year's report."""
    declared: str | None = None
    """What the manifest declares, where it is not the place itself."""
    is_dated: bool = True


def pair(low: str, high: str) -> list[str]:
    return [f"{TOTAL} {low}", f"{SUCCESS} {high}"]


def said(*sentences: str) -> list[str]:
    """A report in words."""
    return ["一、主要做法和成效", *sentences]


def essay(topics: list[str], *, figure: int = 5) -> list[str]:
    """Sentences that no other place writes."""
    return [f"〔地名〕围绕{topic}扎实开展工作并取得{figure}项明显成效。" for topic in topics]


def numbers(values: list[int]) -> list[str]:
    return [f"{metric} {value}" for metric, value in zip(COUNTS, values, strict=False)]


MODEL = [f"范文中关于{topic}的一段话，人人照抄，一字不改。" for topic in TOPICS]
YES, NO, OPEN = "violates", "holds", "not evaluable"
LONG = "全镇各项工作有序推进。" * 60
CASES = [
    Case("part_above_whole", YES, pair("10", "12")),
    Case("part_above_whole", NO, pair("10", "10")),
    Case("part_above_whole", OPEN, [f"{SUCCESS} 12"]),
    Case("part_above_whole", OPEN, [f"{TOTAL} 10 from=2024-01-01 to=2024-06-30", f"{SUCCESS} 12"]),
    Case("part_above_whole", OPEN, [f"{TOTAL} 10 unit=人", f"{SUCCESS} 12 unit=件"]),
    Case("completed_above_received", YES, ["hotline_request_count 90", "hotline_completed_count 91"]),
    Case("completed_above_received", NO, ["hotline_request_count 90", "hotline_completed_count 90"]),
    Case(
        "completed_above_received",
        OPEN,
        ["hotline_request_count 90 qualifier=about", "hotline_completed_count 91"],
    ),
    Case("parts_are_not_the_whole", YES, [f"{m} {v}" for m, v in zip(PENALTIES, (3, 4, 8), strict=True)]),
    Case("parts_are_not_the_whole", NO, [f"{m} {v}" for m, v in zip(PENALTIES, (3, 4, 7), strict=True)]),
    Case("parts_are_not_the_whole", OPEN, [f"{m} {v}" for m, v in zip(PENALTIES[:2], (3, 4), strict=True)]),
    Case("rate_is_not_the_ratio", YES, [*pair("123", "100"), f"{RATE} 82.3 unit=%"]),
    Case("rate_is_not_the_ratio", NO, [*pair("123", "100"), f"{RATE} 81.3 unit=%"]),
    Case("rate_is_not_the_ratio", OPEN, [*pair("0", "0"), f"{RATE} 100 unit=%"]),
    Case("rate_is_not_the_ratio", YES, said("调解矛盾纠纷123件，调解成功100件，调解成功率８２．３％。")),
    Case("rate_is_not_the_ratio", NO, said("调解矛盾纠纷123件，调解成功100件，调解成功率８１．３％。")),
    Case(
        "rate_is_not_the_ratio", YES, said("调解矛盾纠纷123件，调解成功100件，调解成功率百分之八十一点七。")
    ),
    Case(
        "rate_is_not_the_ratio", NO, said("调解矛盾纠纷123件，调解成功100件，调解成功率百分之八十一点三。")
    ),
    Case("rate_is_not_the_ratio", YES, said("调解矛盾纠纷123件，调解成功100件，调解成功率815‰。")),
    Case("rate_is_not_the_ratio", NO, said("调解矛盾纠纷123件，调解成功100件，调解成功率813‰。")),
    Case("rate_is_not_the_ratio", NO, said("调解矛盾纠纷123件，调解成功100件，调解成功率达八成。")),
    Case("rate_is_not_the_ratio", YES, said("全年受理矛盾纠纷318件，调解成功304件，成功率98.6%。")),
    Case("rate_is_not_the_ratio", NO, said("全年受理矛盾纠纷318件，调解成功304件，成功率95.6%。")),
    Case("of_which_above_whole", YES, said("全年调解矛盾纠纷40件，其中邻里纠纷41件。")),
    Case("of_which_above_whole", NO, said("全年调解矛盾纠纷40件，其中邻里纠纷39件。")),
    Case("of_which_above_whole", OPEN, said("全年调解矛盾纠纷40余件，其中邻里纠纷41件。")),
    Case(
        "enumerated_parts_above_whole",
        YES,
        said("全年调解矛盾纠纷20件，其中邻里纠纷9件、土地纠纷8件、婚姻纠纷4件。"),
    ),
    Case(
        "enumerated_parts_above_whole",
        NO,
        said("全年调解矛盾纠纷20件，其中邻里纠纷9件、土地纠纷8件、婚姻纠纷3件。"),
    ),
    Case(
        "enumerated_parts_above_whole", OPEN, said("全年调解矛盾纠纷20件，其中邻里纠纷15件，土地纠纷9件。")
    ),
    Case(
        "divided_parts_are_not_the_whole", YES, said("全年调解矛盾纠纷20件，分为邻里纠纷9件、土地纠纷8件。")
    ),
    Case(
        "divided_parts_are_not_the_whole", NO, said("全年调解矛盾纠纷20件，分为邻里纠纷9件、土地纠纷11件。")
    ),
    Case(
        "divided_parts_are_not_the_whole",
        OPEN,
        said("全年调解矛盾纠纷20余件，分为邻里纠纷9件、土地纠纷8件。"),
    ),
    Case("longer_period_below_shorter", YES, [f"{TOTAL} 9 from=2024-01-01 to=2024-06-30", f"{TOTAL} 8"]),
    Case("longer_period_below_shorter", NO, [f"{TOTAL} 7 from=2024-01-01 to=2024-06-30", f"{TOTAL} 8"]),
    Case(
        "longer_period_below_shorter",
        OPEN,
        [f"{TOTAL} 9 from=2024-01-01 to=2024-06-30", f"{TOTAL} 8 qualifier=more_than"],
    ),
    Case("differing_values", YES, ["fine_amount 100 unit=元", "fine_amount 200 unit=元"]),
    Case("differing_values", NO, ["fine_amount 100 unit=元", "fine_amount 100 unit=元"]),
    Case(
        "differing_values", OPEN, ["fine_amount 100 unit=元", "fine_amount 200 unit=元 qualifier=more_than"]
    ),
    Case("value_out_of_range", YES, [f"fine_amount {'9' * 30} unit=元"]),
    Case("value_out_of_range", NO, ["fine_amount 9 unit=元"]),
    Case("value_out_of_range", OPEN, ["fine_amount 1 unit=元", "fine_amount 2 unit=元"]),
    Case("change_against_own_figures", YES, [f"{TOTAL} 120 yoy=25", f"{TOTAL} 100 {PRIOR}"]),
    Case("change_against_own_figures", NO, [f"{TOTAL} 119 yoy=18.6", f"{TOTAL} 100.3 {PRIOR}"]),
    Case(
        "change_against_own_figures",
        OPEN,
        [f"{TOTAL} 120 yoy=25", f"{TOTAL} 100 {PRIOR} qualifier=about"],
    ),
    Case("change_against_own_figures", YES, [f"{TOTAL} 120 yoy=18 yoy_unit=件", f"{TOTAL} 100 {PRIOR}"]),
    Case(
        "change_against_own_figures",
        NO,
        [f"{RATE} 98.1 unit=% yoy=2 yoy_unit=百分点", f"{RATE} 96.1 {PRIOR}"],
    ),
    Case("change_against_own_figures", OPEN, [f"{TOTAL} 120 yoy=1.2 yoy_unit=倍", f"{TOTAL} 100 {PRIOR}"]),
    Case("change_against_last_report", YES, [f"{TOTAL} 120 yoy=25"], [f"{TOTAL} 100"]),
    Case("change_against_last_report", NO, [f"{TOTAL} 120 yoy=20"], [f"{TOTAL} 100"]),
    Case(
        "change_against_last_report",
        OPEN,
        [f"{TOTAL} 120 yoy=25"],
        # Told up to October it is the year's figure, but not over as many months.
        [f"{TOTAL} 100 from=2023-01-01 to=2023-10-31"],
    ),
    Case("prior_figure_differs", YES, [f"{TOTAL} 90 {PRIOR}"], [f"{TOTAL} 100"]),
    Case("prior_figure_differs", NO, [f"{TOTAL} 100 {PRIOR}"], [f"{TOTAL} 100"]),
    Case("prior_figure_differs", OPEN, [f"{TOTAL} 90 {PRIOR}"], ["fine_amount 100 unit=元"]),
    Case("years_contradict", YES, [f"{TOTAL} 1"], head="conflict=1"),
    Case("years_contradict", NO, [f"{TOTAL} 1"]),
    Case("figures_mostly_of_last_year", YES, [f"{m} 3 {PRIOR}" for m in COUNTS]),
    Case("figures_mostly_of_last_year", NO, numbers([3] * 9)),
    Case("figures_mostly_of_last_year", OPEN, numbers([3] * 3)),
    Case("prescribed_part_missing", YES, [LONG, PARTS.replace("存在的不足。", "")]),
    Case("prescribed_part_missing", NO, [LONG, PARTS]),
    Case("prescribed_part_missing", OPEN, [PARTS]),
    Case("last_years_text", YES, essay(TOPICS), essay(TOPICS)),
    Case("last_years_text", NO, essay(TOPICS, figure=6), essay(TOPICS)),
    Case("last_years_text", OPEN, essay(TOPICS)),
    Case("copied_from_last_year", YES, essay(TOPICS, figure=6), essay(TOPICS)),
    Case("copied_from_last_year", NO, essay(TOPICS), [s.replace("扎实", "深入") for s in essay(TOPICS)]),
    Case("copied_from_last_year", OPEN, essay(TOPICS[:5]), essay(TOPICS[:5])),
    Case("copied_from_others", NO, essay(TOPICS)),
    Case("copied_from_others", OPEN, essay(TOPICS[:5])),
    Case("unchanged_figures", YES, numbers([31] * 11), numbers([31] * 11)),
    Case("unchanged_figures", NO, numbers([32] * 11), numbers([31] * 11)),
    Case("unchanged_figures", OPEN, numbers([31] * 5), numbers([31] * 5)),
    Case("round_figures", YES, numbers([100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 201])),
    Case("round_figures", NO, numbers([101, 110, 123, 134, 145, 156, 167, 178, 189, 191, 201])),
    Case("round_figures", OPEN, numbers([100, 110, 120])),
    Case("copied_from_others", YES, MODEL),
    Case("copied_from_others", YES, [*MODEL, f"{TOTAL} 7"]),
    Case("jump_beyond_peers", OPEN, ["fine_amount 900 unit=元"], ["fine_amount 20 unit=元"]),
    Case("year_from_file_name", YES, [f"{TOTAL} 1"], head="evidence=file_name:2024"),
    Case("year_from_file_name", NO, [f"{TOTAL} 1"]),
    Case("year_from_file_name", OPEN, [f"{TOTAL} 1"], head="evidence="),
    Case("covers_several_years", YES, [f"{TOTAL} 1"], head="evidence=span:2020-2024"),
    Case("covers_several_years", NO, [f"{TOTAL} 1"]),
    Case("covers_several_years", OPEN, [f"{TOTAL} 1"], head="evidence="),
    Case("published_years_late", YES, [f"{TOTAL} 1"], head="date=2027-01-01"),
    Case("published_years_late", NO, [f"{TOTAL} 1"], head="date=2025-01-01"),
    Case("published_years_late", OPEN, [f"{TOTAL} 1"]),
    Case("declared_code_differs", YES, [f"{TOTAL} 1"], declared="110000000000"),
    Case("declared_code_differs", NO, [f"{TOTAL} 1"]),
    Case("declared_code_differs", OPEN, [f"{TOTAL} 1"], declared=""),
    Case("editions_in_no_order", YES, [f"{TOTAL} 1"], edition=[f"{TOTAL} 2"]),
    Case("editions_in_no_order", NO, [f"{TOTAL} 1"]),
    Case("editions_in_no_order", OPEN, [f"{TOTAL} 1"], is_dated=False),
]
PEERS = 22
COMMON = [f"各地都这样写的关于{topic}的套话，二十多个机关都有。" for topic in TOPICS[:4]]
JUDGED_ELSEWHERE = {
    ("flagged_by_hand", YES): "a decision by hand is there or it is not (test_warehouse_corrections.py)",
    ("flagged_by_hand", NO): "the same",
    ("flagged_by_hand", OPEN): "the same",
    ("years_contradict", OPEN): "where nothing names a year, nothing contradicts",
    ("jump_beyond_peers", YES): "needs peers: below",
    ("jump_beyond_peers", NO): "needs peers: below",
}


def read_either(text: str) -> Extraction:
    """Read the tiny language, or Chinese."""
    return extract(text) if text.startswith("报告") else read_text(text)


class _Landing:
    """The folder of all cases: a town each, under which its report is found again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        towns = (
            p for p in load_places().by_code.values() if p.level == "township" and p.name.endswith("镇")
        )
        self._towns = iter(sorted(towns))
        self._declared: list[str] = []
        self._number = 0

    def take_in(self, case: Case) -> str:
        """Write the reports of a case; return the code of its town."""
        town = next(self._towns)
        texts = [(2024 if case.is_dated else 0, case.head, case.now)]
        texts += [(2023, "", case.before)] if case.before is not None else []
        texts += [(2024, case.head, case.edition)] if case.edition is not None else []
        for year, head, lines in texts:
            self._number += 1
            name = f"{self._number:04}.txt"
            text = (
                _chinese(town, year, lines)
                if lines[0].startswith("一、")
                else _tiny(town, year, head, lines)
            )
            (self._folder / name).write_text(text, encoding="utf-8")
            self._declared.append(f"{name},{town.code if case.declared is None else case.declared}")
        return town.code

    def close(self) -> None:
        lines = "\n".join(["file,declared_code", *self._declared])
        (self._folder / "manifest.csv").write_text(lines + "\n", encoding="utf-8")


def _chinese(town: Place, year: int, lines: list[str]) -> str:
    return "\n".join([f"{town.name}人民政府{year}年{WORDS}", *lines])


def _tiny(town: Place, year: int, head: str, lines: list[str]) -> str:
    words = "\n".join(lines).replace("〔地名〕", f"{town.name}{town.code[:6]}")
    return f"报告 {town.code} {year} township_government {town.name}人民政府 {head}\n{words}\n{WORDS}"


@dataclass(frozen=True)
class Found:
    """What was published, and under which code each case is."""

    published: Published
    codes: list[str]
    peers: list[str]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    landing, home = (
        _Landing(folder := tmp_path_factory.mktemp("cases")),
        Home.at(tmp_path_factory.mktemp("home")),
    )
    codes = [landing.take_in(case) for case in CASES]
    jumps = [*(100 + 3 * number for number in range(PEERS - 1)), 4000]
    peers = [
        landing.take_in(Case("", "", [f"duty_report_count {now}", *COMMON], ["duty_report_count 100"]))
        for now in jumps
    ]
    landing.close()
    run_once(home, folder, read_either, workers=1)
    return Found(open_published(home), codes, peers)


def outcome(published: Published, code: str, rule: str) -> str:
    (row,) = published.rows(
        "select sum(evaluated_count) as evaluated, sum(violated_count) as violated,"
        " sum(not_evaluable_count) as open from quality_evaluation join report using (report_id)"
        " where coalesce(jurisdiction_code, '') = ? and coalesce(report_year, 2024) = 2024 and finding = ?",
        [code, rule],
    )
    if row["violated"]:
        return YES
    return NO if row["evaluated"] else OPEN if row["open"] else "not applied"


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{case.rule} {case.outcome}" for case in CASES])
def test_what_a_rule_says_of_its_fixture(found: Found, number: int) -> None:
    case = CASES[number]
    assert outcome(found.published, found.codes[number], case.rule) == case.outcome


def test_every_rule_has_a_fixture_that_violates_one_that_holds_and_one_that_cannot_be_judged() -> None:
    wanted = {(rule.finding, word) for rule in load_rules() for word in (YES, NO, OPEN)}
    there = {(case.rule, case.outcome) for case in CASES}
    assert there | set(JUDGED_ELSEWHERE) == wanted
    assert not there & set(JUDGED_ELSEWHERE)


def test_what_one_place_does_is_held_against_twenty_others(found: Found) -> None:
    outcomes = [outcome(found.published, code, "jump_beyond_peers") for code in found.peers]
    assert outcomes == [NO] * (PEERS - 1) + [YES]


def test_what_everybody_writes_is_nobodys_copy(found: Found) -> None:
    (row,) = found.published.rows(
        "select common_count, own_sentence_count, shared_share from mart_report_credibility"
        " where jurisdiction_code = ? and year = 2024",
        [found.peers[0]],
    )
    assert (row["common_count"], row["own_sentence_count"], row["shared_share"]) == (3, 1, 0.0)


def test_a_finding_names_its_rule_and_numbers_and_says_in_both_languages_what_is_wrong(
    found: Found,
) -> None:
    wide = next(i for i, case in enumerate(CASES) if any("８２．３" in line for line in case.now))
    (row,) = found.published.rows(
        "select q.*, o.text from quality_finding as q join report using (report_id)"
        " join observation as o on o.observation_id = q.observation_id"
        " where jurisdiction_code = ? and q.finding = 'rate_is_not_the_ratio'",
        [found.codes[wide]],
    )
    assert (row["observed"], round(row["expected"], 2), row["tolerance"]) == (82.3, 81.3, 0.05)
    assert row["text"] == "８２．３"
    assert row["sentence"].startswith("调解矛盾纠纷123件")
    assert row["sentence_end"] - row["sentence_start"] == len(row["sentence"])
    assert len(row["other_observations"].split("|")) == 2
    assert row["message_zh"] == "调解成功率印作82.3%，按调解成功件数计算为81.3%（100 / 123）"
    assert "printed as 82.3 %, the counts give 81.3 % (100 / 123)" in row["message_en"]


def test_no_message_has_a_place_that_nothing_filled(found: Found) -> None:
    rows = found.published.rows("select distinct finding, message_zh, message_en from quality_finding")
    assert {row["finding"] for row in rows} >= {case.rule for case in CASES if case.outcome == YES}
    assert not [row for row in rows if "{" in row["message_zh"] + row["message_en"]]
