"""Where the rows of the quality page lead: each to the sentence that it is about, and back."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from warehouse.audit import CheckOutcome
from warehouse.html import Html, element
from warehouse.quality.page.gather import Quality
from warehouse.quality.page.words import code, empty, section, told

_PLACES = ("place", "year", "metric", "file")


class Sources:
    """Sentences, numbered in the order in which the page first needs them."""

    def __init__(self, quality: Quality) -> None:
        """Nothing is needed yet."""
        self._evidence = quality.evidence
        self._articles: list[Html] = []

    def of_check(self, outcome: CheckOutcome, place: int) -> Html:
        """Return a link to where a sample row of a check comes from; nothing where that is not known."""
        source = self._evidence.get((outcome.table, outcome.name, place))
        return self._link(source, f"{outcome.table}.{outcome.name}") if source else Html("")

    def of_finding(self, row: Mapping[str, Any]) -> Html:
        """Return a link to the sentence of a finding."""
        return self._link(row, str(row["finding"]))

    def _link(self, source: Mapping[str, Any], named: str) -> Html:
        number = len(self._articles) + 1
        self._articles.append(_article(number, source, named))
        words = told("原句 · sentence" if source["sentence"] else "出处 · source")
        return element("a", words, href=f"#sentence-{number}", id=f"row-{number}")

    def section(self) -> Html:
        """Return the section that all these links lead to."""
        none = empty("没有需要核对的句子。 · There is no sentence to look at.")
        return section("sentences", "出处与句子 · Sources and sentences", *(self._articles or [none]))


def _article(number: int, source: Mapping[str, Any], named: str) -> Html:
    where = " · ".join(str(source[name]) for name in _PLACES if source[name] is not None)
    lines = [element("h3", f"{number}. {named}"), element("p", where, class_="where")]
    if source["sentence"]:
        offsets = f" {source['start_offset']}–{source['end_offset']}"
        lines.append(element("blockquote", *_marked(source)))
        lines.append(element("p", told("字符位置 · characters"), offsets, class_="where"))
    else:
        lines.append(empty("针对整份文件，没有单独的句子。 · About the whole document, not one sentence."))
    lines.append(element("p", code(f"sha256 {source['document_id']}"), class_="where"))
    lines += _explained(source)
    back = element("a", told("回到该行 · back to the row"), href=f"#row-{number}")
    return element("article", *lines, element("p", back), id=f"sentence-{number}", tabindex=-1)


def _explained(source: Mapping[str, Any]) -> list[Html]:
    cell = [source[name] for name in ("jurisdiction_code", "year", "metric")]
    if any(part is None for part in cell):
        return []
    return [element("p", code("fazhi explain " + shlex.join(map(str, cell))))]


def _marked(source: Mapping[str, Any]) -> tuple[object, ...]:
    """Return the sentence with its number marked, where the two fit together."""
    text, begin = source["sentence"], source["sentence_start"]
    if begin is None or source["start_offset"] is None:
        return (text,)
    start, end = source["start_offset"] - begin, source["end_offset"] - begin
    if not 0 <= start < end <= len(text):
        return (text,)
    return text[:start], element("mark", text[start:end]), text[end:]
