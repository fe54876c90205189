"""Who reports: issuer as written, its kind, and its place, from invented reports on real places."""

from __future__ import annotations

import pytest

from extractors.head import read_head
from extractors.places.table import load_places, load_villages

BODY = "\n\n一、主要做法\n本单位安排了学法活动，修订了两项制度。\n\n二、存在的不足\n宣传形式不多。\n"

TITLES = [
    # the place's own government or office
    ("渤海镇人民政府2024年法治政府建设年度报告", "渤海镇人民政府", "township_government", None),
    (
        "怀柔区渤海镇人民政府2024年法治政府建设年度报告",
        "渤海镇人民政府",
        "township_government",
        "110116108000",
    ),
    (
        "景宁畲族自治县渤海镇人民政府2024年法治政府建设年度报告",
        "渤海镇人民政府",
        "township_government",
        "331127101000",
    ),
    ("寨上街道办事处2024年法治政府建设年度报告", "寨上街道办事处", "street_office", "120116032000"),
    (
        "长沙市天心区坡子街街道办事处2022年法治政府建设总结",
        "坡子街街道办事处",
        "street_office",
        "430103002000",
    ),
    (
        "鲤城区人民政府金龙街道办事处关于2022年度法治政府建设的报告",
        "金龙街道办事处",
        "street_office",
        "350502007000",
    ),
    (
        "北京市怀柔区怀柔地区办事处2023年法治政府建设年度报告",
        "怀柔地区办事处",
        "street_office",
        "110116003000",
    ),
    ("江汉区水塔街2023年法治政府建设工作总结", "水塔街", "street_office", "420103003000"),
    ("乌里雅斯太镇2023年度法治政府建设报告", "乌里雅斯太镇", "township_government", "152525100000"),
    (
        "2023年贤庠镇党委政府主要负责人推进法治建设情况报告",
        "贤庠镇党委政府",
        "township_government",
        "330225104000",
    ),
    # counties and above, bare names and years in front
    ("静海区2023年度法治政府建设情况报告", "静海区人民政府", "county_government", "120118000000"),
    ("2020年静海区法治政府建设情况报告", "静海区人民政府", "county_government", "120118000000"),
    ("关于象山县2023年法治政府建设情况的报告", "象山县人民政府", "county_government", "330225000000"),
    ("大冶市人民政府2023年法治政府建设年度报告", "大冶市人民政府", "county_government", "420281000000"),
    ("乌审旗人民政府2023年法治政府建设年度报告", "乌审旗人民政府", "county_government", "150626000000"),
    ("济源市2021年法治政府建设情况的报告", "济源市人民政府", "county_government", "419001000000"),
    ("浦东新区2023年法治政府建设情况报告", "浦东新区人民政府", "county_government", "310115000000"),
    ("东莞市人民政府2022年法治政府建设年度报告", "东莞市人民政府", "prefecture_government", "441900000000"),
    ("恩施州2023年法治政府建设情况报告", "恩施州人民政府", "prefecture_government", "422800000000"),
    (
        "大兴安岭地区行政公署2023年法治政府建设年度报告",
        "大兴安岭地区行政公署",
        "prefecture_government",
        "232700000000",
    ),
    ("湖北省人民政府2023年法治政府建设年度报告", "湖北省人民政府", "provincial_government", "420000000000"),
    ("上海市人民政府2023年法治政府建设情况报告", "上海市人民政府", "provincial_government", "310000000000"),
    ("本溪市2023年法治政府建设情况报告", "本溪市人民政府", "prefecture_government", "210500000000"),
    # departments, by the division that they belong to
    ("本溪市平山区农业农村局2023年法治政府建设情况报告", "平山区农业农村局", "department", "210502000000"),
    ("重庆市长寿区司法局2021年法治政府建设情况报告", "长寿区司法局", "department", "500115000000"),
    ("怀柔区市场监管局2022年法治政府建设年度报告", "怀柔区市场监管局", "department", "110116000000"),
    # a development zone of the same name has fewer bureaus: the text must speak for it
    ("白塔区教育局2023年法治政府建设年度报告", "白塔区教育局", "department", "211002000000"),
    ("东城区司法局2023年法治政府建设年度报告", "东城区司法局", "department", "110101000000"),
    ("上海市教育委员会2023年法治政府建设情况报告", "上海市教育委员会", "department", "310000000000"),
    ("象山县人民政府办公室2023年度法治政府建设情况", "象山县人民政府办公室", "department", "330225000000"),
    (
        "中共象山县委全面依法治县委员会办公室2023年法治建设情况报告",
        "象山县委全面依法治县委员会办公室",
        "department",
        "330225000000",
    ),
    (
        "宁波市生态环境局象山分局2023年法治政府建设工作情况",
        "宁波市生态环境局象山分局",
        "department",
        "330225000000",
    ),
    (
        "国家税务总局长寿区税务局2023年法治政府建设年度报告",
        "国家税务总局长寿区税务局",
        "department",
        "500115000000",
    ),
    ("象山县贤庠镇司法所2023年法治政府建设工作总结", "贤庠镇司法所", "department", "330225104000"),
    ("象山县委社会工作部2023年法治建设情况报告", "象山县委社会工作部", "department", "330225000000"),
    # zones, regiments, bodies of the state
    (
        "廊坊经济技术开发区管理委员会2022年法治政府建设情况报告",
        "廊坊经济技术开发区管理委员会",
        "zone_committee",
        "131071000000",
    ),
    ("第八师一四一团2023年法治政府建设工作报告", "第八师一四一团", "other", "654203509000"),
    ("应急管理部2022年法治政府建设年度报告", "应急管理部", "central", None),
    ("中华人民共和国水利部2022年法治政府建设年度报告", "中华人民共和国水利部", "central", None),
    ("国家税务总局2023年法治政府建设情况报告", "国家税务总局", "central", None),
]


@pytest.mark.parametrize(("title", "issuer", "kind", "code"), TITLES)
def test_a_title_tells_issuer_kind_and_place(title: str, issuer: str, kind: str, code: str | None) -> None:
    report = read_head(title + BODY)
    assert (report.issuer, report.issuer_kind, report.jurisdiction_code) == (issuer, kind, code)
    assert report.is_report
    assert report.title == title


ELSEWHERE = [
    ("# 2024 年度法治政府建设工作报告\n\n沈荡镇人民政府\n\n(2025 年 1 月)", "沈荡镇人民政府", "330424101000"),
    (
        "中共海盐县沈荡镇委员会\n海盐县沈荡镇人民政府\n关于2024年法治政府建设的报告",
        "沈荡镇人民政府",
        "330424101000",
    ),
    (
        "中共海盐县沈荡镇委员会海盐县沈荡镇人民政府关于2024年法治政府建设的报告",
        "沈荡镇人民政府",
        "330424101000",
    ),
    ("沈荡镇党委、沈荡镇人民政府关于2024年法治政府建设的报告", "沈荡镇人民政府", "330424101000"),
    (
        "索引号：X-1 发布机构：象山县统计局 发布日期：2024-02-01\n2024年度法治政府建设总结",
        "象山县统计局",
        "330225000000",
    ),
    ("首页 > 政务公开 > 象山县 > 贤庠镇\n2024年度法治政府建设总结", "贤庠镇", "330225104000"),
    ("2024年度法治政府建设总结\n县司法局：\n2024年，沈荡镇坚持依法办事。", "沈荡镇", "330424101000"),
    ("2024年，清波街道以学法为抓手，推进法治政府建设，取得一定成效。", "清波街道", "330102001000"),
    ("2024年，在区委的领导下，清波街道持续推进法治政府建设，取得一定成效。", "清波街道", "330102001000"),
    (
        "2024年度法治政府建设总结\n今年我局学法四次。\n象山县水利局\n2025年1月8日",
        "象山县水利局",
        "330225000000",
    ),
    ("关于2024年法治政府建设情况的报告\n贤庠镇人民政府 2025-01-10", "贤庠镇人民政府", "330225104000"),
    (
        "贤庠镇2024年法治政府建设总结\n来源：象山县贤庠镇人民政府发布日期：2025-01-09",
        "贤庠镇人民政府",
        "330225104000",
    ),
    (
        "索引号 | 01 | 发布机构 | 贤庠镇人民政府 | 生成日期 | 2025-01-16\n2024年法治政府建设总结",
        "贤庠镇人民政府",
        "330225104000",
    ),
    ("县司法局2024年法治政府建设总结\n2024年，象山县司法局坚持普法。", "象山县司法局", "330225000000"),
]


@pytest.mark.parametrize(("head", "issuer", "code"), ELSEWHERE)
def test_an_issuer_outside_the_title_is_found(head: str, issuer: str, code: str) -> None:
    report = read_head(head + ("" if head.endswith("日") else BODY))
    assert (report.issuer, report.jurisdiction_code) == (issuer, code)


def test_an_addressee_is_no_issuer_and_a_self_reference_tells_the_kind() -> None:
    report = read_head(
        "关于2023年法治政府建设的报告\n县委、县政府：\n我镇组织学法，全镇参与。我镇调解纠纷。" + BODY
    )
    assert (report.issuer, report.issuer_kind, report.jurisdiction_code) == (
        None,
        "township_government",
        None,
    )


def test_a_bare_division_that_speaks_of_our_bureau_is_a_department() -> None:
    report = read_head("象山县2023年法治政府建设总结\n我局组织学法。我局调解纠纷。" + BODY)
    assert (report.issuer_kind, report.jurisdiction_code) == ("department", "330225000000")


def test_a_bureau_without_a_name_belongs_to_the_only_city_that_its_text_names() -> None:
    opening = "2022年，全市司法行政系统在市委、市政府领导下推进法治政府建设。"
    report = read_head(opening + "我局起草《遂宁市甲条例》，我局审查《遂宁市乙办法》。")
    assert (report.issuer, report.issuer_kind, report.jurisdiction_code) == (
        None,
        "department",
        "510900000000",
    )


NAMESAKES = [
    (
        "罗星街道2024年法治政府建设总结",
        "区委、区政府高度重视。区司法局到场指导。",
        "350105001000",
        "kind_fits:区",
    ),
    ("罗星街道2024年法治政府建设总结", "县委、县政府高度重视。", "330421002000", "kind_fits:县"),
    ("城关镇2024年法治政府建设总结", "按照湟源县的部署开展工作。", "630123100000", "county:湟源县"),
    ("东风路街道2024年法治政府建设总结", "落实《大冶市工作方案》。", "420281002000", "county:大冶市"),
    ("东城区司法局2024年法治政府建设总结", "按照许昌市的部署开展工作。", "411002570000", "prefecture:许昌市"),
    ("莲塘街道2024年法治政府建设总结", "按照南昌县的部署，南昌县委领导。", "360121100000", "county:南昌县"),
]


@pytest.mark.parametrize(("title", "text", "code", "cue"), NAMESAKES)
def test_the_text_tells_namesakes_apart(title: str, text: str, code: str, cue: str) -> None:
    report = read_head(f"{title}\n{text}{BODY}")
    assert report.jurisdiction_code == code
    assert cue in report.jurisdiction_evidence


@pytest.mark.parametrize(
    "text",
    ["没有任何线索。", "市委、市政府与区委、区政府、县委、县政府都很重视。", "学习枫桥经验和延安精神。"],
)
def test_namesakes_without_a_clear_lead_stay_open(text: str) -> None:
    report = read_head(f"罗星街道2024年法治政府建设总结\n{text}{BODY}")
    assert report.jurisdiction_code is None
    assert {"350105001000", "330421002000"} <= set(report.jurisdiction_candidates)


@pytest.mark.parametrize("characters", [2, 3])
def test_two_villages_of_one_namesake_settle_it(characters: int) -> None:
    codes = load_places().units["太平镇"]
    taken = " ".join(stem for code in codes[1:] for stem in load_villages()[code][1])
    own = [stem for stem in load_villages()[codes[0]][1] if len(stem) == characters and stem not in taken][:2]
    assert len(own) == 2
    report = read_head("太平镇2024年法治政府建设总结\n在" + "村、".join(own) + "村开展活动。" + BODY)
    assert report.jurisdiction_code == codes[0]
    assert len(report.jurisdiction_evidence) == 3


def test_a_row_that_names_the_office_is_not_taken_for_the_only_one_of_its_name() -> None:
    report = read_head("新华街道办事处2024年法治政府建设总结" + BODY)
    assert report.jurisdiction_code is None
    assert len(report.jurisdiction_candidates) > 20


LAW_FIRMS = [
    ("聘请福建某某律师事务所律师。区政府支持。", "firm_province:福建省"),
    ("聘请北京甲乙（福州）律师事务所律师。区政府支持。", "firm_city:福州市"),
    ("聘请北京甲乙律师事务所（福州）律师。区政府支持。", "firm_city:福州市"),
]


@pytest.mark.parametrize(("text", "cue"), LAW_FIRMS)
def test_a_law_firm_speaks_for_its_province_or_for_the_city_in_brackets(text: str, cue: str) -> None:
    report = read_head(f"罗星街道2024年法治政府建设总结\n{text}{BODY}")
    assert report.jurisdiction_code == "350105001000"
    assert cue in report.jurisdiction_evidence
