"""The scan of a text for numerals, from left to right, each found once.

What belongs here: where reading starts and goes on. What does not: any rule about one kind of numeral.
"""

from __future__ import annotations

import re

from extractors.numbers import tables
from extractors.numbers.arabic import read_arabic
from extractors.numbers.chinese import NUMERALS, PLAIN, read_chinese
from extractors.numbers.figures import Numeral
from extractors.numbers.folding import fold

_FOLLOW = "".join(
    sorted(set(tables.units_by_first_character()) | set("余多来几成折月日号季点半%分至到—~- 以左上"))
)
FINANCIAL_IS_A_WORD = "队入退行大登着内水海收放等"
_FINANCIAL = NUMERALS[len(PLAIN) :]
_RUN_BEGINS = (
    rf"(?<![{NUMERALS}].)(?:(?<=[{PLAIN}])|(?<![{FINANCIAL_IS_A_WORD}].))"
    rf"|(?<=[{FINANCIAL_IS_A_WORD}][{_FINANCIAL}].)"
)
_HIT = re.compile(
    rf"[0-9{NUMERALS}](?:(?<=[0-9])|(?:{_RUN_BEGINS})[{NUMERALS}]*+"
    rf"(?:(?<=[十百千万亿])[0-9]++[十百千万亿]*+|点[{NUMERALS}]++)?"
    rf"(?:(?=[{re.escape(_FOLLOW)}])|(?<=第.)|(?<=第..)|(?<=第...)|(?<=第....)))"
)


def scan(text: str) -> list[Numeral]:
    """Return the numerals of ``text`` in order, apart; every digit run lies whole in one of them."""
    view = fold(text)
    found: list[Numeral] = []
    at, search = 0, _HIT.search
    while hit := search(view, at):
        start = hit.start()
        if "0" <= view[start] <= "9":
            numeral: Numeral | None = read_arabic(view, start)
        else:
            numeral = read_chinese(view, start, hit.end())
        if numeral is None:
            at = _first_digit(view, start, hit.end())
            continue
        if found and numeral.start < found[-1].end:
            at = max(hit.end(), numeral.end)
            continue
        found.append(numeral)
        at = max(numeral.end, start + 1)
    return found


def _first_digit(view: str, start: int, end: int) -> int:
    """Return where to go on behind a refused Chinese run: at its first Arabic digit, else at its end."""
    for at in range(start, end):
        if "0" <= view[at] <= "9":
            return at
    return end
