"""A number in its sentence: which words stand beside it, and what it has become so far.

A *mention* is one numeral on its way to an observation. The words beside it decide its
metric: on its left, back to the last comma or number (further when those words are mere
filler), and on its right, up to the next mark. What belongs here: windows of words. What
does not: rules, metrics, status.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.numbers import Numeral
from extractors.outline import Outline, Section

Span = tuple[int, int]

QUANTITIES = frozenset({"cardinal", "percent", "money", "range"})
_TIME = (
    r"20[0-9]{2}年度?|[0-9]{1,2}(?:-[0-9]{1,2})?月份?底?|截至|截止|目前|今年以来|今年|本年度?|当年|年内|全年|[上下]半年|期间|以来"
    r"|去年|上年度?|上一年度?|同期|年末|年底|月底|底"
)
_FILLER = re.compile(
    rf"(?:{_TIME}|共计|合计|总计|累计|共|总数|总量|总|计|达到了?|达|为|是|有|已|均|都|各|约|近|超过?|其中|分别|数量|件数|人数|场次|次数|金额"
    r"|完成|实现|保持在|保持|维持在|稳定在|高|就|则|了|也|仅|另|另有|还|并|且|又|年|度|至|到|在|的|较|比|与|同|和|相比|对|为|我[镇街乡县市区局]"
    r"|全[镇街乡县市区]|[“”\"'：:，,、\s\-—*（）()\[\]])*"
)
_VERBS = re.compile(
    rf"(?:实[考到参有训]|自行|直接|共同|分别|配备|开展了?|组织了?|举办了?|召开了?|办理|补办|实施|进行|新增|各乡镇|各部门|各单位|各镇|各街道|县级|部门|实际|主动|先后|现场|{_FILLER.pattern[3:-2]})*"
)
_MODIFIERS = frozenset({"年", "岁", "小时", "天", "日", "周岁", "分钟", "公里", "平方米", "平方公里"})
"""Units of numbers that describe a noun (10年以上经验的12名): they do not part it from its number."""
_LEFT_MARK = re.compile(r"[，,：:（()）;；。\n]")
_RIGHT_MARK = re.compile(r"[，,。；;、:：（()）\n！？|]")
_SOLE_RIGHT_MARK = re.compile(r"[，,。；;：:（(）\n！？|]")
"""为96家陶瓷、茶叶企业开展体检: where nothing stands on the left, a list on the right is read through."""
_QUOTED = re.compile(r"[“《][^“”《》\n]{1,30}[”》]")
_BRACKETED = re.compile(r"[（(][^（）()]{1,12}[）)](?![，,。；;、\n])")
_PREDICATE = re.compile(r"(?:均|全部|已|都|皆|全|悉|占|按期|按时|也|并|得到|同比|较|比)")
_NOUN_ENDS = re.compile(r"全部|均|皆|悉数|已全|如期|按期|按时")
_BRACKET = re.compile(r"[()（）]")
_LIST_ON = re.compile(r"(?:和|与|及|以及)\Z")
RIGHT_LENGTH = 26
"""Words further right than this do not belong to the number."""


@dataclass(slots=True)
class Mention:
    """One quantity of the text, with its windows and what has been decided about it."""

    numeral: Numeral
    section: Section
    sentence: Span
    statement: Span
    """The full sentence, semicolons ignored: time and hope reach that far."""
    gap: Span
    """From the end of the number before, or the sentence's start, to this number."""
    near: list[Span] = field(default_factory=list)
    right: Span | None = None
    is_bare: bool = False
    """Nothing but filler stands beside it."""
    depth: int = 0
    """How many brackets are open around it, counted within the sentence."""
    bracket: int = -1
    """Where the innermost of them opens, or -1."""
    role: str = "observation"
    stands_alone: bool = False
    """No words of its own stand directly on its left."""
    is_last_year: bool = False
    """A comparison makes it last year's level (由133件升至172件)."""
    row_year: int | None = None
    """The year that the row of its table is about."""
    row_label: str | None = None
    """The label of its row, where it stands in a table."""
    open_right: Span | None = None
    """The words on its right where the next number, not a mark, ends them: a last resort."""

    lead: int = field(init=False)
    """Where the numeral or the qualifier in front of it begins."""
    stop: int = field(init=False)
    """Where its unit ends."""

    def __post_init__(self) -> None:
        """Take from the numeral what is asked for most."""
        self.lead, self.stop = self.numeral.lead, self.numeral.stop


def is_filler(text: str, *, verbs_too: bool = False) -> bool:
    """Whether ``text`` says nothing of what is counted; ``verbs_too`` ignores mere doing words as well."""
    return (_VERBS if verbs_too else _FILLER).fullmatch(text) is not None


def _marks(view: str, start: int, end: int) -> list[int]:
    """Return the ends of the marks in a gap, those inside quotes and titles left out."""
    marks = [match.end() for match in _LEFT_MARK.finditer(view, start, end)]
    if not marks:
        return marks
    quoted = [m.span() for m in _QUOTED.finditer(view, start, end)]
    quoted += [m.span() for m in _BRACKETED.finditer(view, start, end)]
    if not quoted:
        return marks
    return [mark for mark in marks if not any(a < mark <= b for a, b in quoted)]


def _left_window(view: str, gap: Span, marks: Sequence[int]) -> tuple[Span, bool]:
    """Return the words left of a number, and whether they are mere filler."""
    for start in (*reversed(marks), gap[0]):
        if not _VERBS.fullmatch(view, start, gap[1]):
            return (start, gap[1]), False
    return (gap[0], gap[1]), True


def _right_window(view: str, stop: int, limit: int, mark: re.Pattern[str]) -> tuple[Span | None, bool]:
    """Return the words right of a number up to a mark, and whether a mark closes them."""
    end = min(limit, stop + RIGHT_LENGTH)
    position = stop
    while match := mark.search(view, position, end):
        aside = _BRACKETED.match(view, match.start())  # 15个村（社区）工作站
        aside = aside or (_QUOTED.match(view, match.start() - 1) if match.start() else None)
        if aside is None:
            return ((stop, match.start()) if match.start() > stop else None), True
        position = aside.end()
    closed = end < limit or limit >= len(view) or view[limit - 1 : limit] in "。\n；;！？"
    return ((stop, end) if end > stop else None), closed


class _Brackets:
    """The brackets that are open in a sentence, counted from number to number."""

    def __init__(self, view: str) -> None:
        self._view = view
        self._sentence: Span = (-1, -1)
        self._read = 0
        self._opened: list[int] = []

    def open_at(self, sentence: Span, end: int) -> list[int]:
        """Return where the brackets open that are open at ``end``; asked from left to right."""
        if sentence != self._sentence or end < self._read:
            self._sentence, self._read, self._opened = sentence, sentence[0], []
        for match in _BRACKET.finditer(self._view, self._read, end):
            if match.group() in "(（":
                self._opened.append(match.start())
            elif self._opened:
                self._opened.pop()
        self._read = end
        return self._opened


def read_mentions(view: str, numerals: Sequence[Numeral], outline: Outline) -> list[Mention]:
    """Return a mention for each quantity of the view, windows set, in order."""
    mentions: list[Mention] = []
    previous: Mention | None = None
    brackets = _Brackets(view)
    quantities = [n for n in numerals if n.kind in QUANTITIES]
    for i, numeral in enumerate(quantities):
        sentence = outline.sentence_at(numeral.start)
        same = previous is not None and previous.sentence == sentence
        start = _behind(previous) if same and previous else sentence[0]
        gap = (start, max(numeral.lead, sentence[0]))
        statement = outline.statement_at(numeral.start)
        mention = Mention(numeral, outline.section_at(numeral.start), sentence, statement, (min(gap), gap[1]))
        following = quantities[i + 1].lead if i + 1 < len(quantities) else len(view)
        _set_windows(view, mention, min(following, sentence[1]), following < sentence[1])
        opened = brackets.open_at(sentence, numeral.lead)
        if opened:
            mention.depth, mention.bracket = len(opened), opened[-1]
        mentions.append(mention)
        if numeral.unit not in _MODIFIERS:
            previous = mention
    return mentions


def _behind(previous: Mention) -> int:
    """Return where the words right of the number before end: they are not the next number's."""
    return previous.right[1] if previous.right and previous.stands_alone else previous.stop


def _set_windows(view: str, mention: Mention, limit: int, number_follows: bool) -> None:
    marks = _marks(view, *mention.gap)
    left, is_bare = _left_window(view, mention.gap, marks)
    mark = marks[-1] if marks else mention.gap[0]
    mention.stands_alone = is_bare or left[0] != mark
    right, closed = _right_window(view, mention.stop, limit, _RIGHT_MARK)
    beyond = _right_window(view, mention.stop, limit, _SOLE_RIGHT_MARK)[0] if mention.stands_alone else None
    if right and not _FILLER.fullmatch(view, *right):
        text = view[right[0] : right[1]]
        if _PREDICATE.match(text) and not mention.stands_alone:
            right = None
        elif closed or not number_follows or _LIST_ON.search(text):
            ends = None if mention.stands_alone else _NOUN_ENDS.search(text, 1)
            mention.right = (right[0], right[0] + ends.start()) if ends else right
            mention.open_right = right if ends else beyond
        else:
            mention.open_right = right
    if mention.stands_alone and mention.right:
        left = (mark, mention.gap[1])  # 27次开展科室学法: what stands before the comma is another's
    mention.near = [left]
    mention.is_bare = is_bare and mention.right is None
