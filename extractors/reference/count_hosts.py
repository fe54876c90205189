"""Count how many places a romanised name tells alone, as hosts of governments bear them.

python -m extractors.reference.count_hosts
"""

from __future__ import annotations

from collections import Counter

from extractors.places.hosts import initials, load_readings, romanised
from extractors.places.table import load_places

HEADINGS = ("places", "alone", "of two", "of more", "below the host above", "by initials")


def name_counts() -> list[tuple[str, int, int, int, int, int, int]]:
    """Return for each level: its places; those alone in their name, whatever the level; those of two; of
    more; those that their name tells below the host of the division above; those alone in their initials.
    """
    names = {code: romanised(code)[0] for code in load_readings()}
    places = [load_places().by_code[code] for code in names]
    bearers, below = Counter(names.values()), Counter((p.parent, names[p.code]) for p in places)
    letters = Counter(initials(place) for place in places)
    rows = []
    for level in ("province", "prefecture", "county"):
        own = [place for place in places if place.level == level]
        times = [bearers[names[place.code]] for place in own]
        under = sum(below[place.parent, names[place.code]] == 1 for place in own)
        told = sum(letters[initials(place)] == 1 for place in own)
        rows.append((level, len(own), times.count(1), times.count(2), sum(t > 2 for t in times), under, told))
    return rows


def main() -> int:
    """Print how many places a romanised name tells alone."""
    print(f"{'':<11}" + "".join(f"{heading:>{len(heading) + 2}}" for heading in HEADINGS))
    for level, *counts in name_counts():
        cells = (f"{n:>{len(heading) + 2}}" for n, heading in zip(counts, HEADINGS, strict=True))
        print(f"{level:<11}" + "".join(cells))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
