"""What a reader has chosen to see, and the address that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from warehouse.errors import WrongArguments
from warehouse.explanation import find_place
from warehouse.readers import Published
from warehouse.statements import read_statement

PAGES = ("figures", "trend", "peers", "movers", "coverage", "findings", "ask")
Found = TypeVar("Found")
Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class CellKey:
    """One cell: what one report says of one metric."""

    report_id: str
    metric: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Places, years and metrics; of years and metrics, none means all."""

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    metrics: tuple[str, ...] = ()
    page: str = "figures"

    def parameters(self, *names: str) -> dict[str, Any]:
        """Return what a statement asks of a choice, by the names of its parameters."""
        every = {"places": list(self.places), "years": list(self.years), "metrics": list(self.metrics)}
        return {name: every[name] for name in names or every}

    def everywhere(self) -> Choice:
        """Return the same of all places."""
        return replace(self, places=())

    def query(self, language: str) -> dict[str, str]:
        """Return the parameters of the address that leads here; several of one kind in one, with commas."""
        chosen = {
            "place": ",".join(self.places),
            "year": ",".join(map(str, self.years)),
            "metric": ",".join(self.metrics),
            "page": self.page,
            "lang": language,
        }
        return {key: value for key, value in chosen.items() if value}

    def link(self, language: str) -> str:
        """Return the address, without its host."""
        return "?" + urlencode(self.query(language), safe=",")


def read_choice(published: Published, query: Query) -> tuple[Choice, list[str]]:
    """Return the choice that an address asks for, and what of it this version does not have.

    A place may be a code or a name. Without a place it is the one with most figures.
    """
    unknown: list[str] = []
    places = _known(_listed(query, "place"), lambda asked: _place(published, asked), unknown)
    years = _known(_listed(query, "year"), lambda asked: int(asked) if asked.isdecimal() else None, unknown)
    known = {row["metric"] for row in published.rows("select metric from dim_metric")}
    metrics = _known(_listed(query, "metric"), lambda asked: asked if asked in known else None, unknown)
    page = next(iter(_listed(query, "page")), PAGES[0])
    if not places:
        first = published.rows(read_statement("explore/places.sql"))[:1]
        places = tuple(row["jurisdiction_code"] for row in first)
    return Choice(places, years, metrics, page if page in PAGES else PAGES[0]), unknown


def linked_cell(published: Published, choice: Choice, query: Query) -> CellKey | None:
    """Return the cell that an address names, if it names one place, year and metric of this version."""
    if not (len(choice.places) == len(choice.years) == len(choice.metrics) == 1 and _listed(query, "place")):
        return None
    asked = {"place": choice.places[0], "year": choice.years[0], "metric": choice.metrics[0]}
    found = published.rows(read_statement("explore/cell_report.sql"), asked)
    return CellKey(found[0]["report_id"], choice.metrics[0]) if found else None


def _listed(query: Query, name: str) -> list[str]:
    # A browser's frontend keeps only the last of several parameters of one name: hence the commas.
    asked = query.get(name, [])
    given = [asked] if isinstance(asked, str) else asked
    return [word for words in given for word in words.split(",") if word]


def _place(published: Published, asked: str) -> str | None:
    try:
        return find_place(published, asked)[0]
    except WrongArguments:
        return None


def _known(
    asked: Iterable[str], find: Callable[[str], Found | None], unknown: list[str]
) -> tuple[Found, ...]:
    found = {word: find(word) for word in asked}
    unknown += [word for word, value in found.items() if value is None]
    return tuple(dict.fromkeys(value for value in found.values() if value is not None))
