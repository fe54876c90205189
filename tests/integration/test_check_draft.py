"""A draft before it is published: what is planted is found, a clean draft has nothing, nothing is stored."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import Any

import docx
import pytest

from dagster_project.cli import main
from extractors.privacy import MASK
from warehouse import Home
from warehouse.drafts import Checked, DraftFinding, annotate, check_draft, read_paper
from warehouse.drafts.years import load_cues, year_taken_for_current

TITLE = "渤海镇人民政府{}年法治政府建设年度报告"
COPIED = "镇党委把法治建设摆在全局工作的重要位置，定期听取汇报，研究解决难点问题，推动各项任务落到实处。"
NUMBERED = "全镇开展法治宣传活动{}场次，发放宣传资料{}份，展板{}块，解答咨询{}人次，群众法治意识进一步增强。"
LAST_YEAR = "\n".join(
    [
        TITLE.format(2023),
        "一、2023年主要举措和成效",
        COPIED,
        NUMBERED.format(21, 4300, 16, 410),
        "全年受理信访事项47件，排查矛盾纠纷300件。",
        "二、存在的问题和不足",
        "执法人员业务能力有待提高，个别村法律顾问作用发挥不够充分。",
        "三、党政主要负责人履行推进法治建设第一责任人职责情况",
        "主要负责人带头学法。",
        "四、2024年工作安排",
        "计划开展法治培训6场。",
    ]
)
PROBLEMS = "二、存在的不足\n基层法治力量仍显薄弱，部分案卷制作不够规范，需要在今后工作中逐步改进和完善。\n"
# A paper of fewer than 500 letters is not asked for its parts.
FILLING = [
    "镇村两级干部走进院落田头，围绕土地流转、集体资产、邻里相处等话题与群众面对面交流，把条文讲成身边的道理。",
    "审批窗口实行首问负责、一次告知，申请人少跑路、少等候，办理时限和收费依据全部上墙，接受监督。",
    "合同从起草到签订全程留痕，先由法律顾问提出书面意见，再提交会议讨论，未经审查的一律不予签署。",
    "村规民约由村民商议修订，红白喜事、卫生保洁、停车秩序写得清清楚楚，执行情况张榜公示，人人可以评说。",
    "综合执法队伍实行网格巡查，对占道经营、乱堆乱放以劝导为先，对屡劝不改的依照程序处理，文书送达一律留存回执。",
]
CLEAN = "\n".join(
    [
        TITLE.format(2024),
        "现将本镇2024年度法治政府建设情况报告如下。",
        "一、2024年主要举措和成效",
        "全年受理信访事项52件，排查矛盾纠纷311件。调解矛盾纠纷226件，成功调解220件，调解成功率97.3%。",
        "其中，调解员甲某调解31件，乙某调解17件。",
        "作出行政处罚81件，其中简易程序58件，普通程序23件，罚款合计102350元。",
        "另有部门联合检查12次。全年审结行政诉讼案件3件，胜诉1件。",
        NUMBERED.format(25, 5100, 19, 388).replace("群众法治意识进一步增强", "尊法学法守法"),
        *FILLING,
        PROBLEMS.strip(),
        "三、党政主要负责人履行推进法治建设第一责任人职责情况",
        "主要负责人定期研究法治工作，带头述法。",
        "四、2025年工作安排",
        "计划开展法治培训8场，计划组织旁听庭审2次。",
    ]
)

# What is put in place of what, all into one draft; what is then found, and words that its sentence has.
PLANTED: dict[str, tuple[str, str, str, str | None]] = {
    "the heading is last year's": ("一、2024年", "一、2023年", "heading_of_other_year", "2023年主要举措"),
    "the plan is for this year": ("四、2025年", "四、2024年", "heading_of_other_year", "2024年工作安排"),
    "the opening is last year's": ("本镇2024年度", "本镇2023年度", "sentence_of_other_year", "2023年度"),
    "a sentence is last year's": ("另有", "2023年，另有", "sentence_of_other_year", "2023年，另有"),
    "the rate is not the ratio": ("97.3%", "98.9%", "rate_is_not_the_ratio", "98.9%"),
    "the parts are not the sum": ("简易程序58件", "简易程序60件", "parts_are_not_the_whole", "60件"),
    "a part is above its whole": ("胜诉1件", "胜诉4件", "part_above_whole", "4件"),
    "a paragraph is last year's": ("作出行政处罚", f"{COPIED}\n作出行政处罚", "copied_paragraph", "镇党委"),
    "only numbers are new": ("尊法学法守法", "群众法治意识进一步增强", "copied_but_numbers", "25场次"),
    "a figure is gone": ("全年受理信访事项52件，", "", "absent_metric", None),
    "a part is gone": (PROBLEMS, "", "prescribed_part_missing", None),
    "persons are named": ("调解220件", "调解220件（王建国120件，李秀英100件）", "person_named", MASK),
    "an identity number": ("罚款合计", "当事人11010519491231002X罚款合计", "personal_number", MASK),
    "a mobile number": ("另有", "另有群众（电话13912345678）反映，", "personal_number", MASK),
    "an office's telephone": ("部门联合检查", "检查（镇政府010-61631234）", "contact_given", MASK),
}
SECRETS = ("王建国", "李秀英", "11010519491231002X", "13912345678", "61631234")
NO_YEAR = CLEAN.replace("2024年度", "").replace("2024年", "").replace("2025年", "下一步")
SAME_YEAR = CLEAN.replace("2024年", "2023年").replace("2025年", "2024年")


def planted() -> str:
    text = CLEAN
    for name, (old, new, *_) in PLANTED.items():
        assert text.count(old) == 1, name
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("drafts")
    texts = {"上年": LAST_YEAR, "clean": CLEAN, "planted": planted(), "no-year": NO_YEAR, "same": SAME_YEAR}
    for name, text in texts.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    document = docx.Document()
    for line in planted().split("\n"):
        paragraph = document.add_paragraph()
        for piece in line.split("，"):
            paragraph.add_run(piece + "，" if piece != line.split("，")[-1] else piece)
    table = document.add_table(rows=2, cols=3)
    rows = [("调解员", "件数", "电话"), ("各村", "12", "13987654321")]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(str(place / "planted.docx"))
    return place


def check(folder: Path, name: str, last_year: str | None = "上年.txt") -> Checked:
    before = folder / last_year if last_year else None
    return check_draft(read_paper(folder / name), before, Home(folder / "nowhere"))


@pytest.fixture(scope="module")
def found(folder: Path) -> Checked:
    """The draft with everything planted in it."""
    return check(folder, "planted.txt")


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_contradiction_is_found_with_its_sentence(found: Checked, name: str) -> None:
    _, _, finding, words = PLANTED[name]
    of_kind = [f for f in found.findings if f.finding == finding]
    assert of_kind, sorted({f.finding for f in found.findings})
    if words is not None:
        assert any(words in (f.sentence or "") for f in of_kind), of_kind
    for f in of_kind:
        assert f.message_zh and f.message_en and f.todo_zh and f.todo_en and "{" not in f.message_zh
        assert f.severity in ("error", "warning", "info")


def test_persons_are_found_and_never_shown(found: Checked) -> None:
    told = str(found.findings) + str(found.notes)
    assert [secret for secret in SECRETS if secret in told] == []
    assert {f.finding: f.severity for f in found.findings if f.finding.startswith("person")} == {
        "person_named": "error", "personal_number": "error"
    }  # fmt: skip


def test_offsets_lead_to_the_sentence_in_the_draft(found: Checked) -> None:
    placed = [f for f in found.findings if f.sentence_start is not None]
    assert len(placed) > 10
    for f in placed:
        written = "".join(found.draft.text[f.sentence_start : f.sentence_end].split())
        shown = "".join((f.sentence or "").split())
        assert len(written) == len(shown)
        assert all(a == b or b == MASK for a, b in zip(written, shown, strict=True))
        assert f.start is not None and f.sentence_start <= f.start < (f.sentence_end or 0)


def test_a_clean_draft_has_no_finding_and_says_what_was_not_looked_at(folder: Path) -> None:
    clean = check(folder, "clean.txt")
    assert clean.findings == []
    assert clean.numbers > 10
    assert not (folder / "nowhere").exists()


def test_without_last_years_report_it_says_what_could_not_be_looked_for(folder: Path) -> None:
    alone = check(folder, "clean.txt", None)
    assert (alone.findings, alone.before) == ([], None)
    assert any("copies, absent metrics and changes" in en for _, en in alone.notes)


@pytest.mark.parametrize(("name", "finding"), [("no-year.txt", "no_year"), ("same.txt", "year_not_advanced")])
def test_a_title_without_a_year_or_with_last_years(folder: Path, name: str, finding: str) -> None:
    assert finding in {f.finding for f in check(folder, name).findings}


def test_the_home_s_last_report_of_the_same_body_is_taken_and_nothing_is_written(
    sample_home: Path, tmp_path: Path, samples_dir: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    draft = tmp_path / "草稿.txt"
    text = (samples_dir / "dongbang-2024.txt").read_text(encoding="utf-8")
    draft.write_text(text.replace("2024", "2025").replace("2023", "2024"), encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    before = state_of(sample_home)
    assert main(["check", str(draft), "--format", "json", "--home", str(sample_home)]) == 10
    found = json.loads(capsys.readouterr().out)
    assert (found["year"], found["last_year"]["year"]) == (2025, 2024)
    assert found["last_year"]["file"] == "dongbang-2024.txt"
    kinds = {finding["finding"] for finding in found["findings"]}
    assert {"copied_paragraph", "part_above_whole"} & kinds
    assert state_of(sample_home) == before
    assert list((tmp_path / "temporary").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["temporary", "草稿.txt"]


def state_of(folder: Path) -> list[tuple[str, int, int]]:
    stats = ((path, path.lstat()) for path in sorted(folder.rglob("*")))
    return [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in stats]


def test_the_word_file_has_a_comment_at_each_finding_s_paragraph(folder: Path) -> None:
    draft = read_paper(folder / "planted.docx")
    checked = check(folder, "planted.docx")
    content = annotate(draft, checked.findings)
    assert content == annotate(draft, checked.findings), "no clock in it"
    document = docx.Document(io.BytesIO(content))
    comments = {comment.comment_id: comment.text for comment in document.comments}
    assert [secret for secret in (*SECRETS, "13987654321") if secret in str(comments)] == []
    marked = paragraphs_with_comments(document)
    for f in checked.findings:
        told = [words for number, words in marked if f.message_zh in comments[number]]
        assert told, f
        if f.sentence is not None:
            assert any(_fits(f.sentence, words) for words in told), (f.sentence, told)
    in_table = [words for number, words in marked if words == "13987654321"]
    assert len(in_table) == 1, "of a table's row, the cell"
    original = [paragraph.text for paragraph in docx.Document(str(folder / "planted.docx")).paragraphs]
    assert [paragraph.text for paragraph in document.paragraphs] == original


def paragraphs_with_comments(document: Any) -> list[tuple[int, str]]:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = []
    for paragraph in document.element.body.iter(f"{space}p"):
        words = "".join(node.text or "" for node in paragraph.iter(f"{space}t"))
        marks = paragraph.iter(f"{space}commentRangeStart")
        found += [(int(mark.get(f"{space}id")), words) for mark in marks]
    return found


def _fits(sentence: str, paragraph: str) -> bool:
    """The paragraph has the sentence, letters behind a mask aside; of a table's row it is one cell."""
    bare, length = "".join(paragraph.split()), len(sentence := "".join(sentence.split()))
    windows = (bare[i : i + length] for i in range(max(1, len(bare) - length + 1)))
    in_it = any(all(a == b or b == MASK for a, b in zip(w, sentence, strict=False)) for w in windows)
    return in_it or "|" in sentence


def test_the_terminal_tells_all_and_how_to_get_the_comments(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["check", str(folder / "planted.docx"), "--last-year", str(folder / "上年.txt")]
    assert main(given) == 10
    told = capsys.readouterr().out
    assert [secret for secret in SECRETS if secret in told] == []
    for words in ("矛盾 contradiction", "未保存任何内容", "-o ", "处理 · what to do"):
        assert words in told
    assert list(tmp_path.iterdir()) == []
    assert main([*given, "-o", "checked.docx", "--format", "json"]) == 10
    assert len(list(docx.Document("checked.docx").comments)) > 8
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {
        "file", "title", "issuer", "year", "last_year", "numbers", "contradictions", "not_checked", "findings"
    }  # fmt: skip
    assert all(set(f) == set(DraftFinding.__dataclass_fields__) for f in found["findings"])


REFUSED: dict[str, tuple[str, list[str], int, str]] = {
    "a template": ("某县2024年法治政府建设年度报告\n调解XX件，成功XX件，罚款XX元。", [], 3, "占位|范文"),
    "another paper": ("关于举办2024年春季运动会的通知\n各科室：现定于四月举办，请踊跃报名。", [], 3, "文种"),
    "no words": ("12 34", [], 3, "汉字"),
    "an empty file": ("", [], 3, "cannot be read"),
    "comments into a text": (CLEAN, ["-o", "out.docx"], 2, "no folder|Word"),
    "last year's file is the draft": (CLEAN, ["--last-year", "{draft}"], 2, "says the same as the draft"),
    "last year's file is not there": (CLEAN, ["--last-year", "nothing.txt"], 3, "no file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_checked_is_told_clearly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    text, more, code, words = REFUSED[name]
    draft = tmp_path / "draft.txt"
    draft.write_text(text, encoding="utf-8")
    given = [piece.replace("{draft}", str(draft)) for piece in more]
    assert main(["check", str(draft), *given, "--home", str(tmp_path / "none")]) == code
    told = capsys.readouterr().err
    assert any(word in told for word in words.split("|")), told
    assert [path.name for path in tmp_path.iterdir()] == ["draft.txt"]


def test_the_draft_itself_is_never_written_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = folder / "planted.docx"
    before = draft.read_bytes()
    assert main(["check", str(draft), "-o", str(draft)]) == 2
    assert draft.read_bytes() == before
    assert "not written to" in capsys.readouterr().err


EXAMPLES = [(cue.name, *example) for cue in load_cues()[0] for example in cue.examples]


@pytest.mark.parametrize(("cue", "year", "sentence", "told"), EXAMPLES)
def test_each_cue_for_years_keeps_to_its_examples(cue: str, year: int, sentence: str, told: int) -> None:
    assert (year_taken_for_current(sentence, year) or 0) == told, cue
