"""Which place of the newest code list goes on with one of an older list: rules, the surest first.

What belongs here: the rules and how sure each is. What does not: reading or writing tables
(``build_versions``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from extractors.places.names import folded_unit_name, plain_unit_name, short_upper_names, unit_stem

_LEAST_SHARE = 0.6
Rule = tuple[str, float, Callable[[str], bool]]
"""Name of a rule, how sure it is, and whether a place of today fits."""
Found = tuple[str, str, float]
"""Code of the successor, rule, confidence."""


class Span(NamedTuple):
    """A code, the name it stood for, and the first and last vintage in which it did."""

    code: str
    name: str
    level: str
    parent: str
    first: str
    last: str


class Vintage:
    """The places of one code list, by what rules ask for."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str]], villages: Mapping[str, list[str]]) -> None:
        """Index the rows: code, name, level, parent."""
        self.rows = {row[0]: row for row in rows}
        self.villages = villages
        self.children: dict[str, list[str]] = {}
        for code, (_, _, _, parent) in self.rows.items():
            self.children.setdefault(parent, []).append(code)

    def plain_name(self, code: str) -> str:
        """Return the name of a place without the divisions above that are glued on."""
        _, name, level, parent = self.rows[code]
        if level != "township":
            return name
        above = self.rows.get(parent)
        return plain_unit_name(name.removesuffix("办事处"), [above[1]] if above else [])

    def stem(self, code: str) -> str:
        """Return what is left of a name without its kind."""
        name = self.plain_name(code)
        if self.rows[code][2] == "township":
            return unit_stem(folded_unit_name(name))
        return min([name, *short_upper_names(name)], key=len)


class Successors:
    """Finds successors; a county's is found once and used for all its townships."""

    def __init__(self, current: Vintage, older: Mapping[str, Vintage]) -> None:
        """Keep both sides; ``older`` by scheme."""
        self._current, self._older = current, older
        self._inside: dict[str, list[str]] = {}
        for code, row in current.rows.items():
            for length in (2, 4):
                self._inside.setdefault(f"{row[2]}{code[:length]}", []).append(code)
        self._counties: dict[tuple[str, str], str | None] = {}
        self._village_homes: dict[str, dict[str, set[str]]] = {}

    def find(self, span: Span) -> Found | None:
        """Return the successor of a span that has ended, or None where no rule finds one."""
        old = self._older[span.last]
        if span.level == "township":
            return self._township(span.code, old, span.last)
        return self._upper(span.code, old)

    def _upper(self, code: str, old: Vintage) -> Found | None:
        name, stem, level = old.plain_name(code), old.stem(code), old.rows[code][2]
        prefix = "" if level == "province" else code[: 2 if level == "prefecture" else 4]
        near = self._inside.get(f"{level}{prefix}", [])
        rules: tuple[Rule, ...] = (
            ("same_name", 0.98, lambda c: self._current.plain_name(c) == name),
            ("upgraded", 0.95, lambda c: self._current.stem(c) == stem),
        )
        for rule, sure, fits in rules:
            codes = [c for c in near if fits(c)]
            if len(codes) == 1:
                return codes[0], rule, sure
        if level == "county" and (found := self._by_children(code, old)):
            return found
        return (code, "same_code", 0.7) if code in self._current.rows else None

    def _by_children(self, code: str, old: Vintage) -> Found | None:
        """The county of the province that holds most of the units of the old one, by name."""
        names = {old.plain_name(child) for child in old.children.get(code, ())}
        counts: Counter[str] = Counter()
        for unit in self._inside.get(f"township{code[:2]}", []):
            if self._current.plain_name(unit) in names:
                counts[self._current.rows[unit][3]] += 1
        if not names or not counts:
            return None
        (best, count), *rest = counts.most_common(2)
        share = count / len(names)
        is_clear = share >= _LEAST_SHARE and (not rest or rest[0][1] < count)
        return (best, "same_children", round(0.9 * min(share, 1.0), 2)) if is_clear else None

    def _county_of(self, parent: str, scheme: str) -> str | None:
        key = (parent, scheme)
        if key not in self._counties:
            old = self._older[scheme]
            is_kept = parent in self._current.rows and self._current.stem(parent) == old.stem(parent)
            found = None if is_kept else self._upper(parent, old)
            self._counties[key] = parent if is_kept else (found[0] if found else None)
        return self._counties[key]

    def _township(self, code: str, old: Vintage, scheme: str) -> Found | None:
        parent = old.rows[code][3]
        county = self._county_of(parent, scheme) if parent in old.rows else None
        near = self._current.children.get(county, []) if county else []
        return (
            self._by_name(code, old, near)
            or self._by_villages(code, old, near, 0.95)
            or self._kept_code(code, old)
            or self._moved(code, old)
        )

    def _by_name(self, code: str, old: Vintage, near: list[str]) -> Found | None:
        name, stem = old.plain_name(code), old.stem(code)
        rules: tuple[Rule, ...] = (
            ("same_name", 0.98, lambda c: self._current.plain_name(c) == name),
            (
                "same_spelling",
                0.96,
                lambda c: folded_unit_name(self._current.plain_name(c)) == folded_unit_name(name),
            ),
            ("upgraded", 0.93, lambda c: self._current.stem(c) == stem),
        )
        for rule, sure, fits in rules:
            codes = [c for c in near if fits(c)]
            if len(codes) == 1:
                return codes[0], "same_code" if codes[0] == code else rule, sure
        return None

    def _by_villages(self, code: str, old: Vintage, near: list[str], most: float) -> Found | None:
        """The unit of the same county that holds most of its villages now: it was merged into that."""
        stems = {stem for stem in old.villages.get(code, ()) if len(stem) > 1}
        counts = Counter(c for c in near for stem in self._current.villages.get(c, ()) if stem in stems)
        if not counts or len(stems) < 2:
            return None
        best, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        share = min(count / len(stems), 1.0)
        return (best, "same_villages", round(most * share, 2)) if share >= _LEAST_SHARE else None

    def _kept_code(self, code: str, old: Vintage) -> Found | None:
        if code not in self._current.rows:
            return None
        alike = bool(set(old.stem(code)) & set(self._current.stem(code)))
        return code, "same_code", 0.9 if alike else 0.6

    def _moved(self, code: str, old: Vintage) -> Found | None:
        """The only unit of that name in the prefecture: its county changed."""
        name = old.plain_name(code)
        codes = [
            c for c in self._inside.get(f"township{code[:4]}", []) if self._current.plain_name(c) == name
        ]
        if len(codes) == 1:
            return codes[0], "moved", 0.85
        return None
