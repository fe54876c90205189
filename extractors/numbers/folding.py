"""The view of a text in which numerals are read: the same length, fewer ways to write a character.

What belongs here: one-to-one substitutions of characters that occur in numerals. What does not:
anything that moves an offset.
"""

from __future__ import annotations

import re
import unicodedata

_FROM = "％．－＋／～＃（）［］＊：萬億兩餘點個幾塊雙陸貳參叁仟佰圓○〇ⅹ負對折時號　\u00a0\u2002\u2003\u2005\u2009\u202f\u2007\t"
_TO = "%.-+/~#()[]*:万亿两余点个几块双陆贰叁叁仟佰圆〇〇x负对折时号" + " " * 9
_ODD = re.compile(r"[" + re.escape(_FROM) + r"]|(?![0-9])\d")
_FULL_WIDTH_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_TABLE = str.maketrans(_FROM, _TO)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def _as_ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.digit(match.group()))


def fold(text: str) -> str:
    """Return ``text`` with digits, signs, blanks and traditional numerals in one form each; the length stays."""
    if text.isascii() or not _ODD.search(text):
        return text
    text = _FULL_WIDTH_COMMA.sub(",", text)
    return _OTHER_DIGIT.sub(_as_ascii_digit, text.translate(_TABLE))
