"""Words and small pieces that all sections of the quality page share: both languages, marks, tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from warehouse.html import Html, element

# A sign and words each: nothing is told by colour alone.
_OUTCOMES = {
    "pass": ("✓", "通过", "pass"),
    "fail": ("✗", "未通过", "fail"),
    "error": ("!", "出错", "error"),
    "not_evaluated": ("–", "未评", "not evaluated"),
}
_SEVERITIES = {
    "abort": "阻止发布 · aborts",
    "warn": "仅警告 · warns",
    "error": "严重 · error",
    "warning": "警告 · warning",
    "info": "提示 · info",
}


def both(chinese: object, english: object) -> Html:
    """Return words in both languages, each told as what it is."""
    if not str(english):
        return element("span", chinese)
    return Html(element("span", chinese) + " " + element("span", english, lang="en", class_="en"))


def told(text: str) -> Html:
    """Return words written as ``中文 · English``."""
    chinese, _, english = text.partition(" · ")
    return both(chinese, english)


def outcome_mark(outcome: str) -> Html:
    """Return an outcome as a sign and its words."""
    sign, chinese, english = _OUTCOMES.get(outcome, ("?", outcome, ""))
    drawn = element("span", sign, aria_hidden="true", class_="sign")
    return element("span", drawn, " ", both(chinese, english), class_=_class_of(outcome))


def outcome_sign(outcome: str) -> Html:
    """Return an outcome as its sign alone, with its words for who hears the page."""
    sign, *words = _OUTCOMES.get(outcome, ("?", outcome))
    said = " ".join(words)
    return element("span", sign, role="img", aria_label=said, title=said, class_=_class_of(outcome))


def _class_of(outcome: str) -> str:
    return f"outcome {outcome}" if outcome in _OUTCOMES else "outcome"


def severity(word: str) -> Html:
    """Return how grave something is."""
    return told(_SEVERITIES.get(word, word))


def count(number: int) -> str:
    """Return a number of rows."""
    return f"{number:,}"


def code(text: object) -> Html:
    """Return a name or a command."""
    return element("code", text)


def empty(text: str, command: str = "") -> Html:
    """Return what stands where there is nothing to show: why, and what to do."""
    return element("p", told(text), " ", *([code(command)] if command else []), class_="empty")


def section(name: str, title: str, *children: Html) -> Html:
    """Return a section under its heading."""
    heading = element("h2", told(title), id=f"{name}-heading")
    return element("section", heading, *children, id=name, aria_labelledby=f"{name}-heading")


def table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[object]], numeric: Collection[int] = ()
) -> Html:
    """Return a table that scrolls by itself where the page is narrow, by key as well."""
    kinds = [{"class_": "number"} if place in numeric else {} for place in range(len(headings))]
    heads = (element("th", told(h), scope="col", **kind) for h, kind in zip(headings, kinds, strict=True))
    lines = (
        element("tr", *(element("td", cell, **kind) for cell, kind in zip(row, kinds, strict=True)))
        for row in rows
    )
    body = element("thead", element("tr", *heads)), element("tbody", *lines)
    whole = element("table", element("caption", told(caption)), *body)
    return element("div", whole, class_="scroll", tabindex=0, role="region", aria_label=caption)
