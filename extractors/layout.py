"""From the text as given to a text that reads on, with the way back for every offset.

Reports come with page breaks inside sentences, Markdown marks, full-width digits and
spaces around numbers. Rules are written for the *view*, in which these are gone; whatever
is found there is reported at the offsets of the text as given.

What belongs here: characters and lines. What does not: headings' meaning, numbers, words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]

# One character for one: nothing here may change a length.
_TO_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９％．＋－／＜＞＝＊＃ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ\u00a0\u3000\t\u2002\u2003",
    "0123456789%.+-/<>=*#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ     ",
)
_WIDE_CHARACTER = re.compile("[０-９％．＋－／＜＞＝＊＃ａ-ｚＡ-Ｚ\u00a0\u3000\t\u2002\u2003]")
_WIDE = "[^\x00-\x7f\u200b-\u200f\u2060\ufeff]"
_MAY_DROP = re.compile("[\r\u200b-\u200f\u2060\ufeff*# ]")
"""How whatever is dropped begins."""
_DROP = re.compile(
    # zero-width characters and bold marks, but where they part two numbers
    "\r(?=\n)|(?<![0-9])(?:[\u200b-\u200f\u2060\ufeff]|\\*\\*)|(?:[\u200b-\u200f\u2060\ufeff]|\\*\\*)(?![0-9])"
    "|(?:(?<=\n)|^) *#{1,6} *"  # Markdown heading marks
    "|(?:(?<=\n)|^) +|(?<! ) +(?=\n)"
    # spaces beside Chinese characters, but the one that parts 四次 二是 is a mark
    f"|(?<={_WIDE}) +(?! |[一二三四五六七八九十]是)"
    f"|(?<! ) +(?={_WIDE}|[%,;:)])(?![一二三四五六七八九十]是)"
    "|(?<=[(,;:]) +(?=[0-9(])"
)
_LONE_RETURN = re.compile("\r(?!\n)")
_LINE_BREAK = re.compile(r"\n\s*")
_BLANKS = frozenset(" \u3000\t\r")
NUMBERED = re.compile(
    r"第[一二三四五六七八九十]+[章节部分]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,2}[)）]"
    r"|[0-9]{1,2}[、.．)）](?![0-9])|[(（][0-9]{1,2}[)）]|[①-⑳]"
)
"""How numbered headings and list items begin."""
_BODY = re.compile("[，。；、,;：]")
_ENDS_OPEN = re.compile(r"[\u4e00-\u9fff0-9，、,“《(（·—”》-]")
_GOES_ON = re.compile(r"[\u4e00-\u9fff0-9“”《》，。；、,)）%]")
_QUANTITY_AHEAD = re.compile(r"[0-9]+(?:\.[0-9]+)?[余多]?(?:[\u4e00-\u9fff]|\Z)")
_CELL = re.compile(r"[0-9.,%]+")
_FIELD = re.compile(r"[^，。；、,;]{2,8}[:：]")
_FULL_WIDTH_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_FURNITURE = re.compile(r"上一篇|下一篇|打印|来源|发布|发表|日期|索引号|文号|浏览|访问|字体|字号|责任编辑")


@dataclass(frozen=True, slots=True)
class Layout:
    """The view of a text and the map back to it."""

    source: str
    view: str
    _view_starts: list[int]
    _source_starts: list[int]

    def source_start(self, position: int) -> int:
        """Return the offset in the source of the view's character at ``position``."""
        i = bisect_right(self._view_starts, position) - 1
        return self._source_starts[i] + position - self._view_starts[i]

    def source_end(self, position: int) -> int:
        """Return the offset in the source just behind the view's character before ``position``."""
        return self.source_start(position - 1) + 1 if position else 0


def _is_heading(line: str) -> bool:
    return line.startswith("#") or (bool(NUMBERED.match(line)) and "。" not in line and len(line) < 60)


def _reads_on(line: str, following: str) -> bool:
    """Whether a sentence goes on over the line break between the two."""
    if not line or not following or "|" in line or NUMBERED.match(following) or following[0] in "#*":
        return False
    if line[-1] in "”》" and not _QUANTITY_AHEAD.match(following):
        return False
    if (
        line[-1].isdigit()
        and following[0].isdigit()
        and (_CELL.fullmatch(line) or _CELL.fullmatch(following))
    ):
        return False  # a table's column, one cell a line
    if _is_heading(line) or not _ENDS_OPEN.match(line[-1]) or not _GOES_ON.match(following):
        return False
    if _FURNITURE.search(following[:12]) or _FURNITURE.search(line[:12]):
        return False
    if _BODY.search(line):
        # A short line without a full stop before a self-contained paragraph is a heading or a list item.
        return not _FIELD.match(line) and (len(line) >= 4 or line[-1] in "，、,")
    return bool(_QUANTITY_AHEAD.match(following)) or line[-1].isdigit()


def _removals(text: str) -> list[Span]:
    spans = list(_dropped(text))
    spans += (span for span in _line_breaks(text) if _may_join(text, span[0]) and _joins(text, span))
    return sorted(spans)


def _dropped(text: str) -> Iterator[Span]:
    """Yield what ``_DROP`` finds; it is asked only where something that it drops can begin."""
    position = 0
    while hit := _MAY_DROP.search(text, position):
        if match := _DROP.match(text, hit.start()):
            yield match.span()
        position = match.end() if match else hit.end()


def _line_breaks(text: str) -> Iterator[Span]:
    """Yield every line break with the blanks around it."""
    for match in _LINE_BREAK.finditer(text):
        start, end = match.span()
        while start and text[start - 1] in _BLANKS:
            start -= 1
        yield start, end


def _may_join(text: str, start: int) -> bool:
    """Whether the line that ends at ``start`` may go on: most end in a full stop."""
    return start > 0 and (text[start - 1].isspace() or _ENDS_OPEN.match(text, start - 1) is not None)


def _joins(text: str, line_break: Span) -> bool:
    """Whether a sentence goes on over a line break."""
    start, end = line_break
    line = text[text.rfind("\n", 0, start) + 1 : start].strip()
    stop = text.find("\n", end)
    return _reads_on(line, text[end : stop if stop >= 0 else len(text)].strip())


def read_layout(text: str) -> Layout:
    """Build the view of ``text``: full-width digits halved, marks dropped, broken sentences joined."""
    plain = _LONE_RETURN.sub("\n", text) if "\r" in text else text
    if wide := set(_WIDE_CHARACTER.findall(text)):
        plain = _FULL_WIDTH_THOUSANDS.sub(",", plain)
        for character in wide:
            plain = plain.replace(character, character.translate(_TO_HALF_WIDTH))
    pieces: list[str] = []
    view_starts, source_starts = [0], [0]
    length = position = 0
    for start, end in _removals(plain):
        if end <= position:
            continue
        start = max(start, position)
        pieces.append(plain[position:start])
        length += start - position
        position = end
        view_starts.append(length)
        source_starts.append(end)
    pieces.append(plain[position:])
    return Layout(text, "".join(pieces), view_starts, source_starts)
