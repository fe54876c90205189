"""Keep private persons out of what is shown: names in breakdowns, numbers of identity and contact.

Officials named in running text are left alone; a count that is split by person is not: its labels are
masked, its numbers stay. A name found so is masked wherever else the document has it. Masks keep every
length, so that offsets into a masked sentence stay true.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

MASK = "＊"
Span = tuple[int, int]

_HAN = "[\u4e00-\u9fff]"
_NAME = rf"{_HAN}{{2,6}}·{_HAN}{{2,6}}|{_HAN}{{2,4}}?"
_CHINESE = "一二三四五六七八九十百两"
_COUNT = rf"[0-9０-９{_CHINESE}]{{1,8}}(?:[余多]|\.[0-9]+)?"
_MEASURE = r"[件起宗例次人场户份个项天名]"
_JOINTS = re.compile(r"[、，,；;和与及其余中等|\s]*")
_LINE = re.compile(r"[^\n]+")
_BRACKET = re.compile(r"[（(][^（）()\n]{2,160}[)）]?")
_FULL_WIDTH = str.maketrans(
    "０１２３４５６７８９ＸｘＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＹＺ－＿．＠＋：",
    "0123456789XxABCDEFGHIJKLMNOPQRSTUVWYZ-_.@+:",
)
_LONG_RUN = re.compile(r"[0-9０-９][0-9０-９()（） —–－-]{5}")
_MARK_OF_NUMBERS = re.compile("@|＠|QQ|ＱＱ|QＱ|ＱQ|微信|护照|号：|号:")
_NUMBERS = re.compile(
    r"(?<![0-9])(?:"
    r"[1-9][0-9]{5} ?(?:19|20)[0-9]{2} ?[0-9]{4} ?[0-9]{3}[0-9Xx]"  # identity number
    r"|[0-9]{15,}[Xx]?"  # of the old kind, or several in a row: no quantity is so long
    r"|62[0-9]{2}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?"  # account; any four figures may be a table's row
    r"|(?:\+?86[ -]?)?1[3-9][0-9](?:[0-9]{8}|-[0-9]{4}-[0-9]{4})(?! ?[元万亿%]|\.[0-9])"  # mobile
    r"|(?<![0-9] )1[3-9][0-9] [0-9]{4} [0-9]{4}(?! ?[元万亿%]|\.[0-9]| [0-9])"
    r"|[(（]?0[0-9]{2,3}[)）]?[ ]?[-—–]?[ ]?[0-9]{7,8}"  # telephone with its area
    r")(?![0-9])"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
    r"|(?:账号|帐号|卡号|身份证号?码?|证件号码?|电话|手机号?码?|联系方式|QQ号?|微信号?|护照号?码?)"
    r"[：: 为是]{0,3}(?P<value>[A-Za-z0-9_-]{7,30})"
)


@dataclass(frozen=True, slots=True)
class _Words:
    surnames: frozenset[str]
    compound_surnames: tuple[str, ...]
    words: tuple[str, ...]
    endings: str
    others: frozenset[str]
    entry: re.Pattern[str]
    """One count with the labels in front of it."""
    before_entry: re.Pattern[str]
    """The character before the labels of a count: nowhere else is an entry looked for."""
    likely: re.Pattern[str]
    """An entry whose first label begins like a name."""
    before_likely: re.Pattern[str]
    by: re.Pattern[str]
    before_by: re.Pattern[str]
    """How a name behind its count begins."""


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("privacy.toml").read_text(encoding="utf-8"))
    behind_role = "|".join(f"(?<={role})" for role in data["roles"])
    between = "|".join(sorted(data["between"], key=len, reverse=True))
    names = rf"(?P<names>(?:{_NAME})(?:[、和与及](?:{_NAME})){{0,9}})"
    surnames = "".join(data["surnames"].split())
    firsts = surnames + "".join(name[0] for name in data["compound_surnames"])
    likely = rf"(?=[{firsts}]|.{{1,2}}某|[^\s。；，]{{2,6}}·)"
    ends_of_roles = "".join(sorted({role[-1] for role in data["roles"]}))
    opens = r"（(、，,；;：:。|\s“”\""
    # the count may be no further than ten names and six words in between
    before = rf"[{opens}{ends_of_roles}](?={_HAN}{{2}}[\u4e00-\u9fff·、|：:\s]{{0,160}}[0-9０-９{_CHINESE}])"
    entry = (
        rf"(?:\A|(?<=[{opens}])|{behind_role})"
        rf"{names}(?:{between}|[|：:\s]){{0,6}}{_COUNT}\s*(?:{_MEASURE}|(?=\s*[|，,、；;)）\n]|\Z))"
    )
    by = "|".join(data["by"])
    verbs = "办理|承办|调解|代理|负责|化解|主持"
    return _Words(
        frozenset(surnames),
        tuple(data["compound_surnames"]),
        tuple(data["words"]),
        data["endings"],
        frozenset(data["others"]),
        re.compile(entry),
        re.compile(before),
        re.compile(likely + entry),
        re.compile(before + likely),
        re.compile(rf"{_COUNT}\s*{_MEASURE}(?:分别)?(?:{by}){names}(?={verbs}|[，,、；;。)）])"),
        re.compile(rf"{_MEASURE}(?:分别)?(?:{by})"),
    )


def is_personal_name(label: str) -> bool:
    """Whether the label of a breakdown reads like a person's name."""
    known = _words()
    if "·" in label:
        return True
    if "某" in label[1:]:
        return 2 <= len(label) <= 4 and not label.endswith(tuple(known.endings))
    longest = 4 if label.startswith(known.compound_surnames) else 3
    begins = label[:1] in known.surnames or label.startswith(known.compound_surnames)
    is_word = label.startswith(known.words) or label.endswith(tuple(known.endings)) or label in known.others
    return begins and 2 <= len(label) <= longest and not is_word


def personal_names(text: str) -> list[Span]:
    """Return where breakdowns of ``text`` name a person."""
    found: set[Span] = set()
    inside: Callable[[int], bool] | None = None
    for group in _groups(text):
        named = [span for entry in group for span in entry if is_personal_name(text[span[0] : span[1]])]
        is_split = len(group) > 1 or len(named) > 1 or any(_is_behind_role(text, span) for span in named)
        if not named:
            continue
        inside = inside or _inside_brackets(text)
        if is_split or inside(named[0][0]):
            found.update(named)
            found.update(s for entry in group for s in entry if _may_be_name(text[s[0] : s[1]]))
    for match in _words().by.finditer(text) if _words().before_by.search(text) else ():
        spans = _split(text, match.span("names"))
        found.update(span for span in spans if is_personal_name(text[span[0] : span[1]]))
    return sorted(found)


def _inside_brackets(text: str) -> Callable[[int], bool]:
    spans = [match.span() for match in _BRACKET.finditer(text)]
    starts = [start for start, _ in spans]

    def inside(position: int) -> bool:
        i = bisect_right(starts, position) - 1
        return i >= 0 and position < spans[i][1]

    return inside


def _groups(text: str) -> Iterator[list[list[Span]]]:
    """Yield runs of labelled counts that follow each other; of each count, the labels that share it."""
    group: list[list[Span]] = []
    last = 0
    for match in _entries(text):
        if group and not _JOINTS.fullmatch(text, last, match.start("names")):
            yield group
            group = []
        group.append(_split(text, match.span("names")))
        last = match.end()
    if group:
        yield group


def _entries(text: str) -> Iterator[re.Match[str]]:
    """Yield what the pattern of an entry finds; none where no entry begins like a name."""
    known = _words()
    if not any(known.likely.match(text, place) for place in _places_behind(known.before_likely, text)):
        return
    last = 0
    for place in _places_behind(known.before_entry, text):
        if place >= last and (match := known.entry.match(text, place)):
            last = match.end()
            yield match


def _places_behind(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    yield 0
    for match in pattern.finditer(text):
        yield match.end()


def _split(text: str, span: Span) -> list[Span]:
    """Return the single names of a list of them."""
    parts, start = [], span[0]
    for joint in re.finditer("[、和与及]", text[span[0] : span[1]]):
        parts.append((start, span[0] + joint.start()))
        start = span[0] + joint.end()
    return [(a, b) for a, b in [*parts, (start, span[1])] if b - a > 1]


def _is_behind_role(text: str, span: Span) -> bool:
    return not re.match(r"[（(、，,；;：:。|\s“”\"]", text[span[0] - 1 : span[0]] or "。")


def _may_be_name(label: str) -> bool:
    """Whether a label that stands among names is one, of a surname that words begin with."""
    known = _words()
    if not 2 <= len(label) <= 3 or label in known.others:
        return False
    return not (label.startswith(known.words) or label.endswith(tuple(known.endings)))


def personal_numbers(text: str) -> list[Span]:
    """Return where identity numbers, accounts, telephone numbers and mail addresses stand."""
    if not (_LONG_RUN.search(text) or _MARK_OF_NUMBERS.search(text)):
        return []
    found: list[Span] = []
    for line in _LINE.finditer(text):
        if _LONG_RUN.search(text, *line.span()) or _MARK_OF_NUMBERS.search(text, *line.span()):
            folded, start = line.group().translate(_FULL_WIDTH), line.start()
            spans = (match.span("value" if match["value"] else 0) for match in _NUMBERS.finditer(folded))
            found += ((start + a, start + b) for a, b in spans)
    return found


class Redactor:
    """What of one document may not be shown."""

    def __init__(self, text: str) -> None:
        """Look the whole text over, once."""
        names = personal_names(text)
        self._names = sorted({text[a:b] for a, b in names}, key=lambda name: (-len(name), name))
        self._numbers = personal_numbers(text)
        self.spans = sorted({*names, *self._elsewhere(text), *self._numbers})
        """Where it stands in the text."""

    def _elsewhere(self, text: str) -> Iterator[Span]:
        # Names of two letters are left: 江山 is a town as well.
        for name in self._names:
            if len(name) > 2 or "某" in name:
                yield from (match.span() for match in re.finditer(re.escape(name), text))

    def is_personal(self, start: int, end: int) -> bool:
        """Whether a numeral is (a piece of) the number of a person: it counts nothing."""
        i = bisect_left(self._numbers, (end, -1)) - 1
        return i >= 0 and start < self._numbers[i][1]

    def hide(self, text: str) -> str:
        """Return words that were cut out of the document, their length kept, masked."""
        for name in self._names:
            text = text.replace(name, MASK * len(name))
        return masked(text, personal_numbers(text))


def mask_persons(text: str) -> str:
    """Return ``text`` with names in breakdowns and numbers of persons masked, its length kept."""
    return masked(text, Redactor(text).spans)


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return ``text`` with every letter of the spans masked; white space stays."""
    if not (spans := tuple(spans)):
        return text
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [letter if letter.isspace() else MASK for letter in letters[start:end]]
    return "".join(letters)
