"""Pages that are not reports, and genuine reports that come close to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.head import read_head

HEAD = "松岭镇2023年法治政府建设情况报告\n\n2023年，松岭镇加强学法。\n\n"

REFUSED = [
    # documents of sample sites, told by the issuer
    ("*市水务局2023年法治政府建设总结\n*局学法。", "masked"),
    ("**区2022年法治政府建设情况报告\n全区学法。", "masked"),
    ("XX县法治政府建设报告\n全县学法。", "masked"),
    ("A市2023年法治政府建设情况报告\n全市学法。", "template"),
    ("某县水务局法治政府建设2023年总结\n我局学法。", "template"),
    ("2023年法治政府建设情况报告\n2023年，某县紧扣部署，全年专题学习21次，覆盖590余人次。", "template"),
    ("2023年法治政府建设总结\n某街道持续学法，办理案件31件。", "template"),
    # told by the words around it
    (HEAD + "以上是为您准备的文稿。更多范文请加微信领取。", "seller"),
    (HEAD + "上传者：青山\n文档大小：32KB", "seller"),
    (HEAD + "如需定制，联系客服老师。", "seller"),
    ("以下是小编整理的总结\n" + HEAD, "template"),
    (HEAD + "我镇加强公文汇 www.abc.com 普法教育。", "template"),
    (HEAD + "目录\n普法_第1页\n执法_第2页", "template"),
    # masked copies
    (HEAD + "调解纠纷**件，成功**件，宣传**场次，受众**人次。", "masked"),
    (HEAD + "普法XX场，发放资料XX份，调解XX件。", "masked"),
    (HEAD + "调解(略)件，普法(略)次，检查(略)家。", "masked"),
    (HEAD + "20 (略)年度安排如下。", "masked"),
    (HEAD + "20XX年继续学法。", "masked"),
    (HEAD + "20**年继续学法。", "masked"),
    (HEAD + "****年，全镇学法。", "masked"),
    # years replaced at one stroke
    (HEAD + "贯彻《实施纲要(2021-2021年)》。", "template"),
    # essays, machine text
    ("揭秘松岭省法治政府建设\n这里的变化令人惊叹。", "essay"),
    ("法治松岭建设的历史性跨越\n从2012年起步。", "essay"),
    ("好的，以下是一份符合要求的法治政府建设报告", "machine_text"),
    ("法治政府建设报告\n2023年松岭镇推进。希望这篇报告对您有帮助。", "machine_text"),
    # other papers about the rule of law
    (
        "《松岭区法治政府建设报告》文字解读\n一、起草背景\n为了公开。\n二、主要内容\n四个部分。",
        "interpretation",
    ),
    (
        "松岭区法治政府建设情况报告\n\n一、起草背景\n按照要求。\n二、制定依据\n条例。\n三、主要内容\n四个部分。",
        "interpretation",
    ),
    (HEAD + "解读机关：松岭区司法局", "interpretation"),
    ("松岭区法治政府建设实施方案（2021-2025年）\n为推进，制定本方案。", "plan"),
    ("松岭区2023年法治政府建设工作要点\n一、学法。", "plan"),
    ("关于松岭区2023年法治政府建设考核情况的通报\n各镇：", "notice"),
    ("松岭区召开法治政府建设示范创建推进会\n区领导出席。", "news"),
    ("松岭区法治政府建设取得新成效\n本报讯 松岭区持续推进法治政府建设。", "news"),
    ("法治政府建设知识竞赛题库\n1.下列正确的是", "exam"),
    ("法治政府建设学习\n一、单选题\nA.一\nB.二\nC.三\nD.四", "exam"),
    ("松岭区2023年行政复议案件统计分析报告\n全年复议。", "related"),
    ("法治政府建设\n【概况】2023年，松岭区学法。\n【机构】内设科室。", "not_rule_of_law"),
    ("法治政府建设热点问题问答\n问：什么是法治政府？答：依法行政。", "interpretation"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_page_that_is_no_report_is_refused_with_its_reason(text: str, reason: str) -> None:
    report = read_head(text)
    assert (report.is_report, report.reject_reason, report.report_type) == (False, reason, None)


KEPT = [
    HEAD + "全年开展政策解读9次，政策解读覆盖率100%，出台文件均附起草说明、制定依据。",
    HEAD + "审查文件的起草过程、制定依据与制定背景。",
    HEAD + "某甲与某公司在某小区发生纠纷，某镇司法所调解成功。",
    HEAD + "落实7×24小时值守，公文网上办理2300件，公文汇编3册。",
    HEAD + "普法**12**场，发放资料**300**份，调解**9**件。",
    HEAD + "（2021-2025年）普法规划落实，附件下载见后。",
    HEAD + "关注微信公众号，添加微信公众号二维码。\n文档下载",
    HEAD + "张某、李×等人案件各1件。当事人王**。",
    HEAD + "附表（略）。",
    HEAD + "法律明白人代写诉状9份，村法律顾问代写文书2份。",
    "松岭镇2023年法治政府建设年度报告公示\n2023年，松岭镇加强学法。",
    "松岭镇2023年法治政府建设工作成效\n2023年，松岭镇加强学法。",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_report_that_speaks_of_such_things_stays_a_report(text: str) -> None:
    report = read_head(text)
    assert (report.reject_reason, report.report_type) == (None, "rule_of_law")


def _texts(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".md"))


def test_every_real_report_is_accepted(shared_dir: Path) -> None:
    reasons = {
        path.name: read_head(path.read_text(encoding="utf-8")).reject_reason
        for path in _texts(shared_dir / "reports")
    }
    assert len(reasons) == 5
    assert set(reasons.values()) == {None}


def test_of_the_samples_only_the_template_is_refused(samples_dir: Path) -> None:
    reasons = {}
    for path in _texts(samples_dir):
        content = path.read_bytes()
        if content.startswith(b"%PDF") or path.name == "README.md":
            continue
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030")
        reasons[path.name] = read_head(text).reject_reason
    assert len(reasons) >= 17
    assert {name for name, reason in reasons.items() if reason} == {"template-xian.txt"}
