"""Who is kept out of what is shown: names that split a count, numbers of persons. All are invented."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.privacy import MASK, Redactor, is_personal_name, mask_persons, personal_numbers

SPLIT_BY_PERSON = [
    ("受理行政复议案件7件（[甲某]6件，[乙某]1件）", "brackets"),
    ("共7件([王建国]6件、[李秀英]1件)", "half-width brackets"),
    ("（[林海]6件，[方水根]1件）", "surnames that words begin with, given names that words hold"),
    ("（[欧阳建华] 6 件；[王伟] 1 件）", "a compound surname, spaces"),
    ("（[阿卜杜拉·买买提]3件，[张伟]2件）", "a name with a dot"),
    ("（[王建国]：6件；[李秀英]：1件）", "colons"),
    ("（[王建国]6，[李秀英]1）", "no measure word"),
    ("（[王建国]、[李秀英]各3件）", "one count for two"),
    ("（调解员[王建国]调解6件，[李秀英]1件）", "a role and a verb"),
    ("其中[赵法根]3件、[文建国]2件", "a rare surname beside a common one"),
    ("调解员年度办件：[王建国]43件，[李秀英]29件，其余由村社承担", "a list without brackets"),
    ("人民调解员[王建国]、[李秀英]全年分别调解131宗、117宗", "names first, counts after"),
    ("调解员[王建国]上门7次", "one name behind its role"),
    ("6件由[王建国]办理，1件由[李秀英]办理", "counts first, names after"),
    ("| [王建国] | 6 |\n| [李秀英] | 1 |", "rows of a table"),
    ("调解员[王建国]办结6件。年底，[王建国]获评能手。", "the same name elsewhere"),
]

NO_PERSON = [
    "受理10件（一审6件，二审4件）",
    "（金融3件，房屋2件，安全1件）",
    "涉及金额4260万元",
    "连续两年",
    "高空抛物3件、高龄补贴2件",
    "（任务3项，方案2个），许可5件、处罚3件",
    "班子会议3次、全体会议2次",
    "（简易程序3件，普通程序2件）",
    "包括车辆3起、马路2起",
    "康养机构3个，古树2株",
    "镇长王建国主持会议3次",
    "尚缺3名，尚需5万元",
]

NUMBERS = [
    ("身份证[11010519491231002X]", "identity number"),
    ("[110105194912310021]。", "identity number of digits"),
    ("[１１０１０５１９４９１２３１００２Ｘ]", "full-width"),
    ("[110105491231002]", "identity number of the old kind"),
    ("[110105] [19491231] [002X]。", "identity number with spaces"),
    ("电话[13912345678]", "mobile"),
    ("[13912345678] 2024年", "mobile before another number"),
    ("[139-1234-5678]", "mobile with dashes"),
    ("[139] [1234] [5678]", "mobile with spaces"),
    ("[0512-52345678]", "telephone"),
    ("[6222020200112233445]", "account"),
    ("[6222] [0202] [0011] [2233] [445]", "account in groups"),
    ("账号：[1234567890]", "a short account behind its word"),
    ("邮箱[zhang.san@mail.example.com]，", "mail address"),
    ("[a@b.cn]", "a short mail address"),
    ("微信：[abc_12345]", "an account of letters"),
    ("[11010519491231002113912345678]", "two in a row"),
]


def planted(text: str) -> tuple[str, str]:
    """The text without its marks, and what must come of it."""
    plain, wanted, hidden = "", "", False
    for letter in text:
        if letter in "[]":
            hidden = letter == "["
            continue
        plain += letter
        wanted += MASK if hidden else letter
    return plain, wanted


@pytest.mark.parametrize("text", [t for t, _ in SPLIT_BY_PERSON], ids=[n for _, n in SPLIT_BY_PERSON])
def test_the_names_that_split_a_count_are_masked_and_the_counts_stay(text: str) -> None:
    plain, wanted = planted(text)
    assert mask_persons(plain) == wanted


@pytest.mark.parametrize("text", NO_PERSON)
def test_kinds_and_officials_in_running_text_are_left_alone(text: str) -> None:
    assert mask_persons(text) == text


@pytest.mark.parametrize("text", [t for t, _ in NUMBERS], ids=[n for _, n in NUMBERS])
def test_numbers_of_persons_are_masked(text: str) -> None:
    plain, wanted = planted(text)
    assert mask_persons(plain) == wanted


NOT_PERSONAL = [
    "罚款13912345678元", "电话：12345", "共3 746件", "2024-2025年", "数量 1200 1300 1400 1500",
    "镇 120 139 1234 5678", "139 1234 5678 12",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_amounts_hotlines_and_years_are_no_numbers_of_persons(text: str) -> None:
    assert personal_numbers(text) == []


@pytest.mark.parametrize(
    ("label", "is_name"),
    [("王建国", True), ("张某某", True), ("甲某", True), ("司马青", True), ("某镇", False), ("金额", False),
     ("王家村", False), ("李", False), ("张三李四", False), ("其余", False)],
)  # fmt: skip
def test_a_label_is_a_name_by_its_surname_and_its_length(label: str, is_name: bool) -> None:
    assert is_personal_name(label) == is_name


def test_words_cut_out_of_a_document_lose_the_names_that_the_document_splits_by() -> None:
    redactor = Redactor("（王建国6件，李秀英1件）")
    assert redactor.hide("王建国") == MASK * 3
    assert redactor.hide("李秀英的热线13912345678") == f"{MASK * 3}的热线{MASK * 11}"


def test_the_counts_of_a_breakdown_are_observations_without_their_names() -> None:
    text = (
        "某县渤海镇人民政府2024年法治政府建设年度报告\n\n一、主要成效\n\n"
        "全年办理行政复议案件7件（王建国6件，李秀英1件）。联系人手机13912345678。\n"
    )
    extraction = extract(text)
    shown = str([(o.subset, o.sentence, o.section) for o in extraction.observations])
    assert [o.value for o in extraction.observations] == [7, 6, 1]
    assert [o.subset for o in extraction.observations[1:]] == [MASK * 2, MASK * 2]
    assert not any(secret in shown for secret in ("王建国", "李秀英", "13912345678"))
    for observation in extraction.observations:
        start, end = (place - observation.sentence_start for place in (observation.start, observation.end))
        assert observation.sentence[start:end] == observation.text


@pytest.mark.parametrize("text", [t for t, _ in NUMBERS], ids=[n for _, n in NUMBERS])
def test_no_piece_of_a_number_of_a_person_is_an_observation(text: str) -> None:
    plain, _ = planted(text)
    body = f"某县渤海镇人民政府2024年法治政府建设年度报告\n\n一、主要成效\n\n{plain}，全年接待群众46人次。\n"
    extraction = extract(body)
    assert [o.value for o in extraction.observations] == [46]
    start = body.index(plain)
    roles = {n.role for n in extraction.numbers if start <= n.start < start + len(plain)}
    assert not roles & {"observation"}
