"""Build the table of romanised place names from ``places.csv.gz``: what the hosts of governments are made of.

It needs two public packages where it runs, and nowhere else (both MIT licensed; the readings are facts)::

    pip install pypinyin==0.55.0 pypinyin-dict==0.9.0
    python -m extractors.reference.build_hosts

One file appears beside this script, byte for byte the same on every run:

``host_names.csv.gz``
    For each province, prefecture and county: its code, and how its name without 省, 市, 区, 县 … is read,
    without tones, syllables apart. A name of one character keeps its kind (沛县: ``pei xian``). Where two
    dictionaries of phrases read a name differently, or one with its kind otherwise than without, all readings
    stand, parted by ``|``: one that nobody uses is on no host.

What does not belong here: what a host puts around a name, which ``extractors/places/hosts.toml`` says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from extractors.places.names import short_upper_names
from extractors.places.table import Place, load_places
from extractors.reference.build_places import HERE, write_table

OFFICIAL = {"陕西": "shaan xi"}
"""Spelled otherwise than it is read, so that it is not taken for 山西."""


def upper_places() -> Iterator[Place]:
    """Yield the divisions above the townships in the order of their codes."""
    return (place for place in load_places().by_code.values() if place.level != "township")


def bare_name(name: str) -> str:
    """Return a division's name without its kind, unless one character would be left."""
    return min(short_upper_names(name) or [name], key=len)


def readings(names: Iterable[str]) -> dict[str, list[str]]:
    """Return how each division's bare name is read, the surest reading first."""
    from pypinyin_dict.phrase_pinyin_data import large_pinyin

    names = list(names)
    plain = [_read(name) for name in names]
    large_pinyin.load()  # From here on its phrases go before those of pypinyin itself.
    found = {}
    for name, other in zip(names, plain, strict=True):
        bare = bare_name(name)
        ways = [_read(name), _read(bare), other]
        found[name] = [OFFICIAL[bare]] if bare in OFFICIAL else list(dict.fromkeys(ways))
    return found


def _read(name: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name, v_to_u=False)[: len(bare_name(name))])


def host_rows(places: Sequence[Place]) -> list[tuple[str, str]]:
    """Return code and readings of each place.

    Raises:
        SystemExit: a character has no reading; the dictionaries are not those that are asked for.
    """
    found = readings(place.name for place in places)
    for name, ways in found.items():
        if not "".join(ways).replace(" ", "").isascii():
            raise SystemExit(f"{name}: read as {ways}; expected letters, see the versions in the docstring")
    return [(place.code, "|".join(found[place.name])) for place in places]


def main(arguments: list[str]) -> int:
    """Build the table; takes no arguments."""
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    rows = host_rows(list(upper_places()))
    write_table(HERE / "host_names.csv.gz", ("code", "readings"), rows)
    print(f"{len(rows)} places", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
