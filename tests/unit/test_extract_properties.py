"""What holds of every text that is read, however odd: offsets, roles, order, time."""

from __future__ import annotations

import gc
import itertools
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors import extract
from extractors.layout import read_layout
from extractors.outline import read_outline
from extractors.periods import TimeReader
from extractors.privacy import MASK, mask_persons

ROLES = {
    "observation", "date", "ordinal", "citation", "name", "contact", "norm", "share", "change",
    "page_furniture", "other",
}  # fmt: skip
STATUSES = {"actual", "target", "prior_year", "cumulative", "negated_zero", "norm"}
QUALIFIERS = {"exact", "more_than", "at_least", "at_most", "about", "nearly", "range"}
SCOPES = {"own", "subordinates", "jurisdiction", "other_body"}
ENTRY_LENGTH = 40

PHRASES = """
2024年 法治政府建设年度报告 渤海镇人民政府 怀柔区 一、主要成效 二、存在的问题 三、下一步工作计划 一是 二是
其中 包括 分别为 均达 同比下降 较去年 由 至 由2023年的 等 各 的 每季度 不少于 力争 占比 个百分点 万元 人次
调解矛盾纠纷 开展普法讲座 执法检查 行政诉讼案件 发放资料 未发生行政复议 零败诉 无行政诉讼 百分之九十
上半年 1-11月 截至10月底 自2021年以来 “八五”普法以来 全年 目前 第3号 〔2024〕5号 12·4 **
（张某3件，李某2件） 13800001111 010-12345678 x@y.cn 110101199001011234
"""
PIECES = (
    *"0123456789０９零一二三十百千万亿两半第年月日号件次场人名份率余多约近超",
    *"，。、；：！？（）()“”《》〔〕[]|#*-—.·%％/~\n \u3000\u2009\u00a0\ufeff\r\t",
    *PHRASES.split(),
    "\n（一）", "\n1.", "\n## ", "| 年度 | 数量（万元） |\n|---|---|\n", "| 2024 | 12 |",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)
_RUN = re.compile(r"\d+")
_LAYOUT_TEXTS = st.text(
    st.sampled_from("12０９，。镇成效 \u3000\n\r*#|“”（:一、\ufeff\u2009ａx"), max_size=60
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_text_is_read_into_records_that_keep_the_contract(text: str) -> None:
    extraction = extract(text)
    for observation in extraction.observations:
        assert 0 <= observation.start < observation.end <= len(text)
        assert observation.text == text[observation.start : observation.end]
        assert observation.sentence_start <= observation.start and observation.end <= observation.sentence_end
        assert observation.status in STATUSES
        assert observation.qualifier in QUALIFIERS
        assert observation.scope in SCOPES
        assert 0 < observation.confidence <= 1
        assert (observation.qualifier == "range") == (observation.value_max is not None)
        if observation.period_start and observation.period_end:
            assert observation.period_start <= observation.period_end
        assert (observation.yoy is None) or observation.yoy.unit
        if observation.of_which:
            assert observation.of_which_start is not None and observation.of_which_start < observation.start
    for entry in extraction.numbers:
        assert entry.text == text[entry.start : entry.end]
        assert entry.role in ROLES
        assert entry.end - entry.start <= ENTRY_LENGTH or _RUN.fullmatch(entry.text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_digit_run_is_covered_whole_by_one_entry(text: str) -> None:
    entries = extract(text).numbers
    for run in _RUN.finditer(text):
        covering = [e for e in entries if e.start < run.end() and run.start() < e.end]
        assert len(covering) == 1, (run.group(), covering)
        assert covering[0].start <= run.start() and run.end() <= covering[0].end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_entries_follow_one_another_and_are_observations_exactly_where_one_stands(text: str) -> None:
    extraction = extract(text)
    places = [(entry.start, entry.end) for entry in extraction.numbers]
    assert places == sorted(places)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))
    for entry in extraction.numbers:
        stands_here = any(o.start < entry.end and entry.start < o.end for o in extraction.observations)
        assert (entry.role == "observation") == stands_here
    for observation in extraction.observations:
        assert any(e.start <= observation.start and observation.end <= e.end for e in extraction.numbers)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_is_read_the_same_way_again(text: str) -> None:
    assert extract(text) == extract(text)


@settings(max_examples=300, deadline=None)
@given(_LAYOUT_TEXTS | TEXTS)
@example("２０２４年  共１２件\n\n  一、**成效**\n")
def test_every_character_of_the_view_leads_back_to_the_one_it_was_made_from(text: str) -> None:
    layout = read_layout(text)
    places = [layout.source_start(i) for i in range(len(layout.view))]
    assert places == sorted(set(places))
    for i, place in enumerate(places):
        assert layout.source_end(i + 1) == place + 1
        halved = read_layout(f"x{text[place]}x").view[1:-1]
        assert layout.view[i] in (text[place], halved, ",")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_view_holds_every_digit_of_its_text_in_order(text: str) -> None:
    digits = [str(int(c)) for c in text if c in "0123456789０１２３４５６７８９"]
    assert [c for c in read_layout(text).view if c in "0123456789"] == digits


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_masking_keeps_the_length_and_does_nothing_more_the_second_time(text: str) -> None:
    masked = mask_persons(text)
    assert len(masked) == len(text)
    assert all(new in (old, MASK) for old, new in zip(text, masked, strict=True))
    assert mask_persons(masked) == masked


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(min_value=2000, max_value=2099))
def test_a_time_expression_names_a_stretch_whose_end_is_not_before_its_beginning(
    text: str, year: int
) -> None:
    times = TimeReader(text, year).expressions((0, len(text)))
    for time_ in times:
        assert 0 <= time_.at < time_.end <= len(text)
        assert time_.kind in {"year", "part", "since", "this", "compared"}
        assert (time_.start_date or "") <= (time_.end_date or "") or time_.end_date is None
    assert all(before.end <= after.at for before, after in itertools.pairwise(times))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_part_the_view_and_lie_within_one_section(text: str) -> None:
    view = read_layout(text).view
    outline = read_outline(view)
    position = 0
    while position < len(view):
        start, end = outline.sentence_at(position)
        assert start == position < end
        assert outline.statement_at(position)[0] <= position < outline.statement_at(position)[1]
        assert outline.section_at(start) == outline.section_at(end - 1)
        position = end


ENOUGH = 0.5
"""Seconds after which a measurement is not repeated: what takes so long is not blurred by the clock."""
GROWTH = 3.0
"""Twice the text may take this many times the time: two, and a margin for a busy machine."""


@pytest.fixture
def _no_collection() -> Iterator[None]:
    """What the collector does depends on all that lives in the process, not on the text."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _cpu(text: str) -> float:
    best, spent = float("inf"), 0.0
    for _ in range(5):
        begun = time.process_time()
        extract(text)
        lasted = time.process_time() - begun
        best, spent = min(best, lasted), spent + lasted
        if spent > ENOUGH:
            break
    return best


@pytest.mark.parametrize(
    "piece",
    [
        "1", " ", "\n", "，", "（", "“", "《", "[", "。", "、", "一", "一、", "其中", "1、", "1,",
        "1件", "1件；", "| 1 ", "| 数 |\n| 1 |\n", "由1至", "未发生",
        "（甲1件", "调解1件", "a@", "0571-", "2024年", "怀柔区", "二〇",
        "员", "员赵", "、赵一", "赵某", "阿·", "由赵", "*", "#", "\r", "一是", "第一", "至今以来", "行政",
        "。下一步", "力争1", "法院", "共1次由", "解读", "20", "号：",
    ],
    ids=repr,
)  # fmt: skip
@pytest.mark.usefixtures("_no_collection")
def test_time_grows_about_linearly_with_a_hostile_text(piece: str) -> None:
    extract(piece * 20)
    spent = [_cpu(piece * (size // len(piece))) for size in (2000, 4000, 8000)]
    # Over both doublings at once: each by itself is short, and what else the machine does would decide.
    assert spent[-1] <= GROWTH**2 * spent[0] + 0.002, spent
