"""Names of places and issuers, resolved from the name alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.places import cli_record, load_places, resolve_place
from extractors.places.names import folded_unit_name, short_upper_names, unit_stem

TOWNSHIPS = [place.code for place in load_places().by_code.values() if place.level == "township"]

SETTLED = [
    ("福建省福州市马尾区罗星街道办事处", "350105001000"),
    ("福建省/福州市/马尾区/罗星街道", "350105001000"),
    ("马尾区罗星街道", "350105001000"),
    ("福州市罗星街道党工委", "350105001000"),
    ("福建罗星街道", "350105001000"),
    ("嘉善县罗星街道办", "330421002000"),
    ("北京市怀柔区渤海镇人民政府", "110116108000"),
    ("北京市市辖区怀柔区渤海镇", "110116108000"),
    ("中共北京市怀柔区渤海镇委员会", "110116108000"),
    ("鲤城区人民政府金龙街道办事处", "350502007000"),
    ("静海区", "120118000000"),
    ("重庆市长寿区人民政府", "500115000000"),
    ("东莞市", "441900000000"),
    ("东莞市石龙镇人民政府", "441900102000"),
    ("嘉峪关市人民政府", "620200000000"),
    ("河南省济源市坡头镇", "419001105000"),
    ("恩施州", "422800000000"),
    ("大兴安岭地区行政公署", "232700000000"),
    ("内蒙古自治区", "150000000000"),
    ("贤庠镇", "330225104000"),
    ("北京市怀柔区怀柔地区办事处", "110116003000"),
    ("江汉区水塔街", "420103003000"),
    (" 怀柔区 渤海镇 ", "110116108000"),
]


@pytest.mark.parametrize(("written", "code"), SETTLED)
def test_a_name_that_settles_the_place_gives_its_code(written: str, code: str) -> None:
    found = resolve_place(written)
    assert (found.code, found.candidates) == (code, ())
    assert found.evidence


SPELLED_OTHERWISE = [
    ("武汉市江汉区水塔街道", "420103003000", "a doubled 街 in the code list"),
    ("高平市北城街街道办事处", "140581001000", "an alias with its path"),
    ("北城街街道", "140581001000", "an alias without"),
    ("北京市房山区良乡镇", "110111008000", "镇 for 地区"),
    ("陕西省安康市宁陕县江口回族镇", "610923102000", "a nationality that the code list leaves out"),
    ("湖北省枣阳市杨垱镇", "420683102000", "one character of another form"),
    ("湖北省枣阳市杨?镇", "420683102000", "a character lost on the way"),
    ("徐州市贾汪区大黄山街道", "320371003000", "a unit that the code list puts into a zone"),
    ("重庆市两江新区双凤桥街道", "500112017000", "a county that the code list does not have"),
]


@pytest.mark.parametrize(("written", "code", "why"), SPELLED_OTHERWISE)
def test_another_spelling_finds_the_unit_of_the_code_list(written: str, code: str, why: str) -> None:
    assert resolve_place(written).code == code, why


@pytest.mark.parametrize(
    "name", ["罗星街道", "城关镇人民政府", "东风路街道办事处", "朝阳区", "北城街道", "永安镇"]
)
def test_a_shared_name_stays_open_with_all_its_bearers(name: str) -> None:
    found = resolve_place(name)
    table = load_places()
    core = name.removesuffix("人民政府").removesuffix("办事处")
    bearers = table.units.get(core, []) + table.upper.get(core, [])
    assert found.code is None
    assert len(bearers) > 1
    assert set(bearers) <= set(found.candidates)


def test_a_county_name_that_two_places_bear_leaves_two_candidates_below_it() -> None:
    found = resolve_place("西安区先锋街道")
    assert found.code is None
    assert sorted(code[:6] for code in found.candidates) == ["220403", "231005"]


@pytest.mark.parametrize("text", ["", "法治政府", "人民政府", "今年以来", "12345", "?", "、"])
def test_words_that_name_no_place_are_settled_on_none(text: str) -> None:
    assert resolve_place(text).code is None


def test_a_name_one_character_off_is_never_settled_without_a_path() -> None:
    found = cli_record("1", "渤诲镇")
    assert found["code"] is None
    assert "110116108000" in found["candidates"]


def test_the_record_of_the_command_has_the_fields_of_its_contract() -> None:
    assert cli_record("7", "静海区") == {
        "id": "7",
        "code": "120118000000",
        "scheme": "nbs2023",
        "candidates": [],
        "evidence": ["unique_name:静海区"],
    }


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TOWNSHIPS), st.sampled_from(["", "/"]))
def test_the_path_of_every_township_leads_back_to_it(code: str, between: str) -> None:
    table = load_places()
    path = between.join(place.name for place in reversed(table.path(code)))
    found = resolve_place(path)
    assert code == found.code or code in found.candidates


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TOWNSHIPS))
def test_a_bare_name_is_settled_rightly_or_left_open_with_the_truth_among_the_candidates(code: str) -> None:
    name = load_places().by_code[code].name
    record = cli_record("1", name)
    assert record["code"] == code or (record["code"] is None and code in record["candidates"])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="市区县镇乡街道办事处人民政府渤海怀柔东城（）()/ ?", max_size=30))
def test_no_text_breaks_the_resolver(text: str) -> None:
    found = resolve_place(text)
    assert found.code is None or found.candidates == ()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("渤海镇", "渤海"),
        ("北城街街道", "北城"),
        ("江口回族镇", "江口"),
        ("东风路街道", "东风路"),
        ("街道", ""),
        ("回族乡", "回族"),
    ],
)
def test_a_stem_has_no_kind_and_no_nationality(name: str, stem: str) -> None:
    assert unit_stem(name) == stem


@pytest.mark.parametrize(
    ("one", "other"),
    [("水塔街街道", "水塔街道"), ("柏泉办事处街道", "柏泉街道"), ("铁南街道地区", "铁南街道")],
)
def test_spellings_of_one_unit_fold_to_one_name(one: str, other: str) -> None:
    assert folded_unit_name(one) == folded_unit_name(other)


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("长寿区", ["长寿"]),
        ("恩施土家族苗族自治州", ["恩施", "恩施州"]),
        ("新疆维吾尔自治区", ["新疆", "新疆区"]),
        ("随县", []),
    ],
)
def test_short_names_of_divisions(name: str, shorts: list[str]) -> None:
    assert short_upper_names(name) == shorts
