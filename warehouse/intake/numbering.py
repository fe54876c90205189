"""The numbers that Word itself puts before headings and list items: 一、 （一） 1. from the file's settings.

What belongs here: which label a paragraph is printed with. What does not: its words (``word``). A form of
number that is not known here, a bullet, or a count past what it can write leaves a paragraph without a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_CHINESE = "一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_PARTS_ITSELF = "、，。．：）】)]"
"""Behind these a number needs no space before the words."""


def _counted(number: int) -> str:
    """Write a number up to 99 as Chinese counts: 十, 十二, 二十."""
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    shown = ("" if tens == 1 else _CHINESE[tens - 1]) + "十" if tens else ""
    return shown + (_CHINESE[ones - 1] if ones else "")


def _one_of(signs: str) -> Callable[[int], str]:
    def written(number: int) -> str:
        if not 0 < number <= len(signs):
            raise ValueError(number)
        return signs[number - 1]

    return written


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "lowerLetter": _one_of("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": _one_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    # Below a hundred these write the same.
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    start: int
    format: str
    text: str
    suffix: str
    restarts: bool
    is_legal: bool
    """All numbers of the label in Arabic digits."""


@dataclass
class _List:
    """One list: its levels, and how far each has been counted."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)

    def next_label(self, at: int) -> str:
        """Count one further on a level, and return the label for it."""
        level = self.levels[at]
        count = self.counts[at]
        self.counts[at] = level.start if count is None else count + 1
        for below in range(at + 1, _LEVELS):
            if below not in self.levels or self.levels[below].restarts:
                self.counts[below] = None
        if level.format not in _FORMATS:
            return ""
        try:
            label = _PLACE.sub(lambda place: self._written(int(place[1]) - 1, level.is_legal), level.text)
        except (KeyError, ValueError):
            return ""
        return label if not label or label[-1] in _PARTS_ITSELF else label + level.suffix

    def _written(self, at: int, is_legal: bool) -> str:
        level, count = self.levels[at], self.counts[at]
        return _FORMATS["decimal" if is_legal else level.format](level.start if count is None else count)


def paragraph_labels(document: Any) -> dict[Any, str]:
    """Return the label of each paragraph of a document that Word numbers, by its element."""
    relations = document.part.rels.values()
    root = next((rel.target_part.element for rel in relations if rel.reltype.endswith("/numbering")), None)
    if root is None:
        return {}
    book = _Numbering(root, document.styles.element)
    labels = {}
    for paragraph in document.element.body.iter(_W + "p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is None and (label := book.label(paragraph)):
            labels[paragraph] = label
    return labels


class _Numbering:
    """The lists of a document, counted on as its paragraphs are asked for in their order."""

    def __init__(self, root: Any, styles: Any) -> None:
        self._nums = {num.get(_W + "numId"): num for num in root.iter(_W + "num")}
        self._abstract = {one.get(_W + "abstractNumId"): one for one in root.iter(_W + "abstractNum")}
        self._styles = {style.get(_W + "styleId"): style for style in styles.iter(_W + "style")}
        self._default = next((name for name, style in self._styles.items() if _is_default(style)), None)
        self._lists: dict[str, _List] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """Return a paragraph's label; empty where it has none."""
        number, at = self._position(paragraph)
        num = self._nums.get(number)
        if number is None or num is None or number == "0":
            return ""
        found = self._list_of(num)
        if number not in self._begun:
            self._begun.add(number)
            for override in num.findall(_W + "lvlOverride"):
                if (start := _value(override, "startOverride")) is not None:
                    level = _number(override.get(_W + "ilvl"))
                    found.counts[level : level + 1] = [_number(start) - 1]
        return found.next_label(at) if at in found.levels else ""

    def _position(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and the level of a paragraph: its own, else those of its style."""
        number = level = None
        for properties in self._properties(paragraph):
            place = properties.find(_W + "numPr")
            if place is not None:
                number = number or _value(place, "numId")
                level = level or _value(place, "ilvl")
        return number, min(_number(level or "0"), _LEVELS - 1)

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        own = paragraph.find(_W + "pPr")
        if own is not None:
            yield own
        name = (_value(own, "pStyle") if own is not None else None) or self._default
        passed: set[str] = set()
        while name is not None and name in self._styles and name not in passed:
            passed.add(name)
            style = self._styles[name]
            if (properties := style.find(_W + "pPr")) is not None:
                yield properties
            name = _value(style, "basedOn")

    def _list_of(self, num: Any) -> _List:
        """The list that a number belongs to; several numbers count on in one."""
        key = _value(num, "abstractNumId") or ""
        if key not in self._lists:
            self._lists[key] = _List(dict(self._levels(key)))
        return self._lists[key]

    def _levels(self, key: str) -> Iterator[tuple[int, _Level]]:
        abstract = self._abstract.get(key)
        link = _value(abstract, "numStyleLink") if abstract is not None else None
        if link is not None:
            linked = (one for one in self._abstract.values() if _value(one, "styleLink") == link)
            abstract = next(linked, abstract)
        for level in abstract.findall(_W + "lvl") if abstract is not None else ():
            yield _number(level.get(_W + "ilvl")), _Level(
                _number(_value(level, "start") or "0"),
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText") or "",
                "" if _value(level, "suff") == "nothing" else " ",
                _value(level, "lvlRestart") != "0",
                level.find(_W + "isLgl") is not None,
            )


def _is_default(style: Any) -> bool:
    return style.get(_W + "type") == "paragraph" and style.get(_W + "default") in ("1", "true")


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(_W + name)
    written: str | None = child.get(_W + "val") if child is not None else None
    return written


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 6 else 0
