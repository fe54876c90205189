"""Who reports in the simulated nation: towns, counties and county departments with their real codes.

What belongs here: the list of issuers, in an order that any first part of it is a fair sample of. What does
not: what they write (``documents``).
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import NamedTuple

from extractors.places import load_places
from extractors.places.table import Place

DEPARTMENTS = (
    "司法局", "市场监督管理局", "卫生健康局", "教育局", "综合行政执法局", "交通运输局", "农业农村局",
    "应急管理局", "自然资源局", "住房和城乡建设局", "水利局", "人力资源和社会保障局", "民政局", "财政局",
    "文化和旅游局", "审计局", "统计局",
)  # fmt: skip
_TOWN_ENDINGS = ("镇", "乡", "街道")
_COUNTY_ENDINGS = ("县", "区", "市", "旗")


class Issuer(NamedTuple):
    """One body that reports every year."""

    name: str
    """As it stands in its titles: the county before the town or the department."""
    we: str
    """What it calls itself: 镇, 县, 局."""
    code: str
    level: str
    """township, county or department."""


@cache
def issuers() -> tuple[Issuer, ...]:
    """Return all issuers, shuffled by a hash of their names: the same on every machine."""
    towns = [issuer for place in _places("township", _TOWN_ENDINGS) if (issuer := _town(place))]
    counties = list(_places("county", _COUNTY_ENDINGS))
    found = [*towns, *(Issuer(p.name, p.name[-1], p.code, "county") for p in counties if _is_plain(p))]
    found += [
        Issuer(place.name + department, "局", place.code, "department")
        for place in counties
        if _is_plain(place)
        for department in DEPARTMENTS
    ]
    return tuple(sorted(found, key=lambda issuer: (_shuffled(issuer.name + issuer.code), issuer)))


def _places(level: str, endings: tuple[str, ...]) -> list[Place]:
    return [p for p in load_places().by_code.values() if p.level == level and p.name.endswith(endings)]


def _town(place: Place) -> Issuer | None:
    county = load_places().by_code[place.parent]
    if county.level != "county" or not _is_plain(county):
        return None
    we = "街道" if place.name.endswith("街道") else place.name[-1]
    return Issuer(county.name + place.name, we, place.code, "township")


def _is_plain(county: Place) -> bool:
    """Its name says which county it is: 市辖区 and names shared by several do not."""
    return county.name != "市辖区" and len(load_places().upper[county.name]) == 1


def _shuffled(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
