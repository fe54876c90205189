"""Places that only an older code list has, and which place goes on with them."""

from __future__ import annotations

import pytest

from extractors.head import read_head
from extractors.places import load_places, resolve_place
from extractors.places.older import SCHEMES, load_bridges, load_versions, older_places, scheme_of
from extractors.reference.build_versions import spans_of
from extractors.reference.succession import Span, Successors, Vintage


def test_a_place_of_an_older_list_keeps_its_code_and_scheme() -> None:
    report = read_head("四川省凉山彝族自治州甘洛县阿嘎乡人民政府2019年法治政府建设年度报告\n全乡学法。\n")
    assert (report.jurisdiction_code, report.jurisdiction_scheme) == ("513435208000", "nbs2019")
    assert report.jurisdiction_evidence == ("older_list:nbs2019:阿嘎乡",)
    assert report.issuer_kind == "township_government"


PATHS = [
    ("甘洛县阿嘎乡", "513435208000"),
    ("凉山彝族自治州甘洛县阿嘎乡人民政府", "513435208000"),
    # the county is gone, too
    ("河南省许昌市许昌县", "411023000000"),
    # what the newest list has goes before what an older one has
    ("怀柔区渤海镇", "110116108000"),
]


@pytest.mark.parametrize(("text", "code"), PATHS)
def test_an_older_name_is_found_by_its_path(text: str, code: str) -> None:
    assert resolve_place(text).code == code


def test_an_older_name_without_path_is_a_candidate_and_no_more() -> None:
    found = resolve_place("阿嘎乡")
    assert found.code is None
    assert "513435208000" in found.candidates


def test_an_older_name_under_another_county_is_not_taken() -> None:
    assert resolve_place("北京市怀柔区阿嘎乡").code is None


def test_every_version_lies_within_the_vintages_and_none_overlaps_another() -> None:
    ranks = {scheme: at for at, scheme in enumerate(SCHEMES)}
    last_end: dict[str, int] = {}
    for version in load_versions():
        first, last = ranks[version.first], ranks[version.last]
        assert last_end.get(version.code, -1) < first <= last
        last_end[version.code] = last
    current = {code for code, end in last_end.items() if end == len(SCHEMES) - 1}
    assert current == set(load_places().by_code)


def test_every_bridge_leads_from_a_version_that_ended_to_a_place_of_today() -> None:
    ended = {(v.code, v.first) for v in load_versions() if v.last != SCHEMES[-1]}
    bridges = load_bridges()
    assert len({(b.code, b.first) for b in bridges}) == len(bridges) > 7000
    for bridge in bridges:
        assert (bridge.code, bridge.first) in ended
        assert bridge.successor in load_places().by_code
        assert 0.5 <= bridge.confidence < 1


def test_the_scheme_of_a_code_is_the_last_list_that_had_it() -> None:
    assert scheme_of("110116108000") == "nbs2023"
    assert {scheme_of(code) for code in older_places()} == set(SCHEMES[:-1])


# A small country: two counties of one prefecture then, what became of them now.
THEN = [
    ("990000000000", "甲省", "province", ""),
    ("990100000000", "乙市", "prefecture", "990000000000"),
    ("990121000000", "东山县", "county", "990100000000"),
    ("990122000000", "西河县", "county", "990100000000"),
    ("990121100000", "柳林镇", "township", "990121000000"),
    ("990121200000", "石桥乡", "township", "990121000000"),
    ("990121201000", "青沙乡", "township", "990121000000"),
    ("990121202000", "白塔乡", "township", "990121000000"),
    ("990121203000", "东山县红岩乡", "township", "990121000000"),
    ("990121204000", "无名乡", "township", "990121000000"),
    ("990122100000", "双溪镇", "township", "990122000000"),
    ("990122101000", "古井镇", "township", "990122000000"),
    ("990122102000", "金沟镇", "township", "990122000000"),
]
NOW = [
    ("990000000000", "甲省", "province", ""),
    ("990100000000", "乙市", "prefecture", "990000000000"),
    ("990103000000", "东山区", "county", "990100000000"),
    ("990104000000", "清平区", "county", "990100000000"),
    ("990103100000", "柳林镇", "township", "990103000000"),
    ("990103101000", "石桥镇", "township", "990103000000"),
    ("990103102000", "沙湾镇", "township", "990103000000"),
    ("990103103000", "红岩乡", "township", "990103000000"),
    ("990104100000", "双溪镇", "township", "990104000000"),
    ("990104101000", "古井镇", "township", "990104000000"),
    ("990104102000", "白塔乡", "township", "990104000000"),
]
SUCCESSORS = [
    ("990121000000", "990103000000", "upgraded"),
    ("990122000000", "990104000000", "same_children"),
    ("990121100000", "990103100000", "same_name"),
    ("990121200000", "990103101000", "upgraded"),
    ("990121201000", "990103102000", "same_villages"),
    ("990121202000", "990104102000", "moved"),
    ("990121203000", "990103103000", "same_name"),
    ("990121204000", None, None),
    ("990122100000", "990104100000", "same_name"),
    ("990122102000", None, None),
]


@pytest.mark.parametrize(("code", "successor", "rule"), SUCCESSORS)
def test_a_successor_is_found_by_the_surest_rule_or_not_at_all(
    code: str, successor: str | None, rule: str | None
) -> None:
    villages_then = {"990121201000": ["上沙", "下沙", "沙湾", "长滩"], "990121204000": ["孤村", "远村"]}
    villages_now = {"990103102000": ["上沙", "下沙", "沙湾", "新村"]}
    finder = Successors(Vintage(NOW, villages_now), {"nbs2016": Vintage(THEN, villages_then)})
    row = next(row for row in THEN if row[0] == code)
    found = finder.find(Span(*row, "nbs2016", "nbs2016"))
    assert (found[:2] if found else (None, None)) == (successor, rule)


def test_a_code_that_was_given_to_another_place_does_not_make_it_the_successor() -> None:
    then = [*THEN[:3], ("990121100000", "柳林镇", "township", "990121000000")]
    now = [
        *THEN[:3],
        ("990121100000", "石桥镇", "township", "990121000000"),
        ("990121105000", "柳林镇", "township", "990121000000"),
    ]
    finder = Successors(Vintage(now, {}), {"nbs2016": Vintage(then, {})})
    found = finder.find(Span(*then[-1], "nbs2016", "nbs2016"))
    assert found == ("990121105000", "same_name", 0.98)


def test_a_code_whose_name_changed_has_two_spans() -> None:
    tables = {
        "nbs2016": {"1": ("1", "柳林街道办事处", "township", "0")},
        "nbs2019": {"1": ("1", "柳林街道", "township", "0")},
        "nbs2023": {"1": ("1", "石桥街道", "township", "0")},
    }
    assert list(spans_of(tables)) == [
        Span("1", "柳林街道", "township", "0", "nbs2016", "nbs2019"),
        Span("1", "石桥街道", "township", "0", "nbs2023", "nbs2023"),
    ]
