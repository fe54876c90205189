"""Hosts of governments, and what they and a publisher say of places that a text leaves open."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

import pytest

from extractors.head import read_head
from extractors.places import load_places, settle_by_origin
from extractors.places.cues import load_cues
from extractors.places.hosts import host_rules, load_readings, read_host
from extractors.places.table import REFERENCE
from extractors.reference import build_hosts, count_hosts

MAWEI, JIASHAN = "350105001000", "330421002000"
XIANGSHAN_NINGBO, XIANGSHAN_GUILIN = "330225000000", "450304000000"
STREET = "罗星街道办事处2024年度法治政府建设工作报告\n2024年，本街道推进法治建设，现报告如下。\n"


def by(url: str, text: str = STREET, publishers: Sequence[str] = ()) -> str | None:
    head = read_head(text)
    urls = [url] if url else []
    return settle_by_origin(head.jurisdiction_candidates, head.issuer, text, urls, publishers).code


@pytest.mark.parametrize(("host", "codes"), host_rules()["examples"].items())
def test_a_host_of_the_examples_names_its_places(host: str, codes: list[str]) -> None:
    for url in (f"https://{host}/col/1229/index.html", f"http://{host.upper()}:8080", f"http://{host}."):
        assert [code for name in read_host(url) for code in name.codes] == codes


@pytest.mark.parametrize(
    "url",
    ["", "jiashan.gov.cn", "http://[jiashan.gov.cn", "https://gov.cn/jiashan", "https://jiashan.gov.cn.example.com",
     "https://jiashangov.cn", "https://嘉善.gov.cn", "https://jiashan1.gov.cn", "http://example.com/jiashan.gov.cn"],
)  # fmt: skip
def test_an_address_that_only_looks_like_a_government_of_a_place_names_none(url: str) -> None:
    assert read_host(url) == ()


@pytest.mark.parametrize(
    ("url", "code", "why"),
    [
        ("https://www.jiashan.gov.cn/art/2025/1/1.html", JIASHAN, "the host of its county"),
        ("https://jiashan.jiaxing.gov.cn/", JIASHAN, "the county below its city"),
        ("https://www.mawei.gov.cn/", MAWEI, "the host of the other's district"),
        ("https://www.jiaxing.gov.cn/", None, "a city supports its children only weakly"),
        ("https://www.zhejiang.gov.cn/", None, "a province even less"),
        ("https://www.huairou.gov.cn/", None, "of none of them"),
        ("https://jiashan.fuzhou.gov.cn/", None, "a name that is not below the name above it is none"),
        ("https://js.gov.cn/", None, "initials"),
        ("", None, "no address"),
    ],
)
def test_a_host_settles_between_namesakes_that_the_text_leaves_open(
    url: str, code: str | None, why: str
) -> None:
    assert read_head(STREET).jurisdiction_candidates
    assert by(url) == code, why


def test_a_host_never_wins_over_the_text() -> None:
    settled = STREET + "一、主要成效\n福州市马尾区委依法治区办到街道调研。\n"
    assert read_head(settled).jurisdiction_code == MAWEI
    hinted = STREET + "一、主要成效\n根据区委、区政府的要求，区司法局到街道调研。\n"
    assert read_head(hinted).jurisdiction_code == MAWEI
    # What the host says is worth no more than the least lead that settles a place.
    rules = load_cues()
    assert rules.weights["host"] <= rules.accept
    weakest = min(v for k, v in rules.weights.items() if v > 0 and not k.startswith(("host", "said")))
    assert rules.weights["host"] + rules.weights["host_above"] - weakest < rules.accept


def test_a_hint_of_the_text_against_the_host_leaves_the_place_open() -> None:
    text = STREET + "一、主要成效\n与福建海潮律师事务所签订法律顾问合同。\n"
    assert read_head(text).jurisdiction_code is None
    assert by("https://www.mawei.gov.cn", text) == MAWEI
    assert by("https://www.jiashan.gov.cn", text) is None
    assert by("https://jiashan.jiaxing.gov.cn", text) is None


def test_places_that_the_text_speaks_against_are_never_chosen() -> None:
    text = STREET + "一、主要成效\n马尾区、嘉善县的经验得到推广。\n"
    head = read_head(text)
    assert head.jurisdiction_code is None
    assert by("", text, ["福州市马尾区人民政府"]) == MAWEI
    others = [c for c in head.jurisdiction_candidates if c not in (MAWEI, JIASHAN)]
    for code in others:
        county = load_places().path(code)[1].name
        assert by("", text, [f"{county}人民政府"]) is None, county


def test_a_shared_host_name_keeps_all_its_places() -> None:
    both = (XIANGSHAN_NINGBO, XIANGSHAN_GUILIN)
    url = ["https://www.xiangshan.gov.cn"]
    assert settle_by_origin(both, "", "", url, []).code is None
    alone = settle_by_origin((XIANGSHAN_NINGBO, "330226000000"), "", "", url, [])
    assert (alone.code, alone.evidence) == (XIANGSHAN_NINGBO, ("exact_name:象山县", "host:xiangshan"))
    narrowed = settle_by_origin(both, "", "", ["https://xiangshan.ningbo.gov.cn"], [])
    assert narrowed.code == XIANGSHAN_NINGBO


def test_the_evidence_names_each_cue() -> None:
    head = read_head(STREET)
    urls, publishers = ["https://jiashan.jiaxing.gov.cn"], ["嘉善县人民政府"]
    found = settle_by_origin(head.jurisdiction_candidates, head.issuer, STREET, urls, publishers)
    assert found.evidence == (
        "exact_name:罗星街道", "said_county:嘉善县", "host_above:jiaxing", "host:jiashan",
    )  # fmt: skip


def test_every_division_above_the_townships_has_a_reading_in_letters() -> None:
    upper = {place.code for place in load_places().by_code.values() if place.level != "township"}
    assert set(load_readings()) == upper
    for code, ways in load_readings().items():
        assert all(way.replace(" ", "").isascii() and way.islower() for way in ways), code
        bare = build_hosts.bare_name(load_places().by_code[code].name)
        assert len(ways[0].split()) == len(bare), code


@pytest.mark.parametrize(
    ("code", "reading"),
    [
        ("610000000000", "shaan xi"), ("140400000000", "chang zhi"), ("341500000000", "lu an"),
        ("510682000000", "shi fang"), ("130225000000", "lao ting"), ("320322000000", "pei xian"),
        ("331127000000", "jing ning"), ("522701000000", "du yun"),
    ],
)  # fmt: skip
def test_names_of_several_readings_are_read_as_the_place_is_called(code: str, reading: str) -> None:
    assert load_readings()[code][0] == reading


def test_the_counts_add_up_and_initials_tell_few_places(capsys: pytest.CaptureFixture[str]) -> None:
    for level, places, alone, two, more, below, initials in count_hosts.name_counts():
        assert alone + two + more == places, level
        assert below >= 0.99 * places
        assert initials < 0.15 * places
    assert count_hosts.main() == 0
    assert "county" in capsys.readouterr().out


def test_the_committed_table_carries_no_date() -> None:
    content = (REFERENCE / "host_names.csv.gz").read_bytes()
    assert content[4:8] == b"\0\0\0\0"
    assert gzip.decompress(content).startswith(b"code,readings\n110000000000,bei jing\n")
