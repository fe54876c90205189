"""What stands around the tables: header, pickers, buttons, downloads; the desk that remembers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import polars as pl

from warehouse.errors import FazhiError, WrongArguments
from warehouse.explore.asking import MOST_ROWS, SHOWN_ROWS, Answer
from warehouse.explore.charts import MOST_METRICS
from warehouse.explore.choice import PAGES, CellKey, Choice, Query
from warehouse.explore.downloads import csv_bytes, workbook_bytes
from warehouse.explore.library import Library
from warehouse.explore.markup import Button, element, empty, note, words
from warehouse.explore.overview import answer_table
from warehouse.explore.queries import Offered, summary
from warehouse.explore.wording import Language, Wording, language_of, plain
from warehouse.home import Home
from warehouse.questions import Question
from warehouse.readers import Published

LOOKS_EVERY = os.environ.get("FAZHI_EXPLORE_LOOKS_EVERY", "10s")
"""How often a page that nobody touches looks for a newer version."""
FIRST_STATEMENT = "select jurisdiction_code, year, dispute_mediated_count\nfrom fact_disputes\norder by 1, 2"
_EMPTY_CELL = "select 1 as there from report where report_id = ?"
Trouble = Callable[[Wording], str]


@dataclass
class Desk:
    """What one page of the browser remembers: its version, its language and what was chosen last."""

    home: Home
    library: Library
    asked: Query
    language: Language
    choice: Choice | None = None
    unknown: list[str] = field(default_factory=list)
    shown: int | None = None
    renewed: bool = False

    @classmethod
    def at_home(cls, query: Query, accepted: str | None) -> Desk:
        """Return the desk of a page that was opened with a query."""
        home = Home.at()
        asked = query.get("lang")
        language = language_of(asked if isinstance(asked, str) else None, accepted)
        return cls(home, Library(home), query, language)

    def look(self, tell: Callable[[int | None], None]) -> None:
        """Tell where another version has become current than the one that is shown."""
        if (version := self.library.version()) != self.shown:
            tell(version)

    def open(self) -> tuple[Published | None, Trouble]:
        """Return the current version, or what to say where there is none to open."""
        before = self.shown
        self.shown = self.library.version()
        try:
            published = self.library.current()
        except WrongArguments:
            return None, lambda say: nothing_there(self.home, say)
        except (FazhiError, duckdb.Error, OSError) as error:
            engine = str(error)
            return None, lambda say: fault(say("cannot_open"), say("cannot_open_todo"), engine)
        self.renewed = (before is not None and before != published.version) or self.renewed
        self.shown = published.version
        return published, lambda say: _renewed(published, say) if self.renewed else ""

    def choose(
        self, page: str, places: Sequence[str], years: Sequence[int], metrics: Sequence[str]
    ) -> Choice:
        """Keep what is chosen, and return it."""
        self.choice = Choice(tuple(places), tuple(sorted(years)), tuple(metrics), page)
        return self.choice

    @staticmethod
    def other_language(language: Language) -> Language:
        """Return the other one."""
        return "en" if language == "zh" else "zh"


def accepted_language(mo: Any) -> str | None:
    """Return what languages the browser says it takes."""
    request = mo.app_meta().request
    headers: Mapping[str, str] = request.headers if request else {}
    return headers.get("accept-language")


def tell_address(mo: Any, query: Mapping[str, str]) -> None:
    """Put the choice into the browser's address, so that it can be sent to somebody."""
    address = mo.query_params()
    for name in ("place", "year", "metric", "page", "lang"):
        wanted = query.get(name)
        if address.get(name) == wanted:
            continue
        if wanted is None:
            address.remove(name)
        else:
            address.set(name, wanted)


def header(desk: Desk, published: Published | None, say: Wording, language: str) -> str:
    """Return the title, what is published, and the switch of the language."""
    told_to = {"language": say.language, "title": say("title"), "editor": say("ask_statement")}
    told = element("h1", words(say("title"))) + element("p", words(say("subtitle")))
    told += element("span", language, class_="fz-language")
    lines = note(_published_line(published, say)) if published else ""
    attributes = "".join(f' data-fz-{name}="{words(value)}"' for name, value in told_to.items())
    return f'<header class="fz"{attributes}><div class="fz-top">{told}</div>{lines}</header>'


def _published_line(published: Published, say: Wording) -> str:
    found = summary(published)
    first, last = found["first_year"] or "–", found["last_year"] or "–"
    counts = {name: plain(found[name]) for name in ("reports", "places", "figures")}
    version = say("version", version=published.version, day=str(found["built_at"] or "")[:10])
    return f"{say('summary', first=first, last=last, **counts)} · {version} · {say('sources_kept')}"


def _renewed(published: Published, say: Wording) -> str:
    told = words(say("renewed", version=published.version))
    return element("p", told, class_="fz fz-renewed", role="status")


def nothing_there(home: Home, say: Wording) -> str:
    """Return what a page says before anything is published."""
    inner = element("h2", words(say("no_warehouse"))) + empty(say("no_warehouse_todo"), "make run")
    return element("main", inner + note(say("no_warehouse_home", home=home.root)), class_="fz")


def fault(head: str, todo: str, engine: str) -> str:
    """Return what went wrong and what to do, then the engine's own words."""
    inner = element("p", element("strong", words(head)) + " " + words(todo))
    return element("div", inner + element("pre", words(engine)), class_="fz fz-fault", role="alert")


def tab_names(say: Wording) -> dict[str, str]:
    """Return the pages' names for the row of tabs."""
    return {say(f"page_{page}"): "" for page in PAGES}


def page_of(name: str, say: Wording) -> str:
    """Return the page that a tab stands for."""
    return next((page for page in PAGES if say(f"page_{page}") == name), PAGES[0])


@dataclass(frozen=True, slots=True)
class Labels:
    """What the lists show of a choice."""

    places: list[str]
    years: list[str]
    metrics: list[str]


def labels(offered: Offered, choice: Choice) -> Labels:
    """Return the labels that stand for what is chosen and can still be."""
    return Labels(
        [label for label, code in offered.places.items() if code in choice.places],
        [label for label, year in offered.years.items() if year in choice.years],
        [label for label, key in offered.metrics.items() if key in choice.metrics],
    )


def picker(mo: Any, say: Wording) -> Callable[[str, Mapping[str, Any], list[str]], Any]:
    """Return a way to make a list of which several can be chosen."""

    def pick(key: str, options: Mapping[str, Any], value: list[str]) -> Any:
        return mo.ui.multiselect(dict(options), value=value, label=say(key), full_width=True)

    return pick


def pickers(page: str, places: str, years: str, metrics: str) -> str:
    """Return the lists to choose from, as far as a page heeds them."""
    every = [places, years, metrics]
    heeded = {"ask": [], "coverage": [], "findings": every[:2]}.get(page, every)
    shown = "".join(element("div", one) for one in heeded)
    return element("div", shown, class_="fz fz-pickers") if shown else ""


def unknown(desk: Desk, say: Wording) -> str:
    """Return what of the address this version does not have."""
    return "".join(note(say("unknown_link", what=what)) for what in desk.unknown)


def shown_if(holds: bool, inner: str) -> str:
    """Return HTML, hidden where it is of no use."""
    return element("div", inner) if holds else element("div", inner, hidden="hidden")


def section(inner: str, heading: str | None = None) -> str:
    """Return a part of the page under its heading."""
    head = element("h2", words(heading)) if heading else ""
    return element("section", head + inner, class_="fz")


def buttons(mo: Any, labelled: Iterable[tuple[CellKey, str]], opens: Callable[[CellKey], None]) -> Any:
    """Return a button for each cell and label: pressed, it opens the cell's evidence."""
    return mo.ui.dictionary({
        _name(key, label): mo.ui.button(label=label, on_change=lambda _, key=key: opens(key))
        for key, label in dict.fromkeys(labelled)
    })


def lookup(made: Any) -> Button:
    """Return a way to find the button of a cell."""
    return lambda key, label: str(made.elements[_name(key, label)].text)


def _name(key: CellKey, label: str) -> str:
    return f"{key.report_id}/{key.metric}/{label}"


def is_there(published: Published | None, cell: CellKey) -> bool:
    """Whether the version that is shown now has the report of a cell that was opened in another."""
    return published is not None and bool(published.rows(_EMPTY_CELL, [cell.report_id]))


def trend_notes(choice: Choice, drawn: int, say: Wording) -> str:
    """Return why there is no line, or not every one."""
    if choice.page != "trend":
        return ""
    if not drawn:
        return section(empty(say("trend_one_year")))
    return section(note(say("trend_more", shown=MOST_METRICS))) if drawn > MOST_METRICS else ""


def takeaway(mo: Any, frame: pl.DataFrame, name: str, published: Published, say: Wording) -> Any:
    """Return the two downloads of what a page shows; they are made when they are asked for."""
    if frame.is_empty():
        return mo.Html("")
    told = say("download_from", version=published.version)
    stem = f"fazhi-{name}-v{published.version}"
    csv = mo.download(data=lambda: csv_bytes(frame), filename=f"{stem}.csv", label=say("download_csv"))
    book = mo.download(
        data=lambda: workbook_bytes(frame, name, [told]), filename=f"{stem}.xlsx", label=say("download_excel")
    )
    return mo.hstack([csv, book], justify="start", gap=1)


def catalogue(tables: Sequence[tuple[str, str]], say: Wording) -> str:
    """Return the tables and their meanings, folded away."""
    lines = (element("dt", words(name)) + element("dd", words(meaning)) for name, meaning in tables)
    inner = element("summary", words(say("ask_tables"))) + element("dl", "".join(lines))
    return element("details", inner, class_="fz fz-catalogue")


def questions(asked: Iterable[Question], say: Wording) -> dict[str, str]:
    """Return statements by what they ask, one's own first."""
    ready = {say.either(question.asked_zh, question.asked_en): question.statement for question in asked}
    return {say("ask_own"): FIRST_STATEMENT, **ready}


def first_hint(say: Wording) -> str:
    """Return what to do before anything is asked."""
    return empty(say("ask_first"))


def answer(found: Answer, say: Wording) -> str:
    """Return the rows of an answer, or why there are none."""
    if found.frame is None:
        return fault(found.told(say), "", f"{say('error_engine')}: {found.engine_words}")
    if found.frame.is_empty():
        return section(empty(say("empty_answer")))
    rows = plain(found.frame.height)
    caption = say("ask_rows", rows=rows, seconds=f"{found.seconds:.2f}")
    below = ""
    if found.frame.height > SHOWN_ROWS:
        below = note(say("ask_shown", rows=rows, shown=SHOWN_ROWS, most=plain(MOST_ROWS)))
    return section(answer_table(found.frame, caption, SHOWN_ROWS) + below)

