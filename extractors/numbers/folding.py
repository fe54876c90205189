"""The view of a text in which numerals are read: the same length, fewer ways to write a character.

What belongs here: one-to-one substitutions of characters that occur in numerals. What does not:
anything that moves an offset.
"""

from __future__ import annotations

import re
import unicodedata

_SIGNS = ("％．－＋／～＃（）［］＊：", "%.-+/~#()[]*:")
_TRADITIONAL = ("萬億兩餘點個幾塊雙陸貳參叁仟佰圓○負對折時號", "万亿两余点个几块双陆贰叁叁仟佰圆〇负对折时号")
_BLANKS = "\u3000\u00a0\u2002\u2003\u2005\u2007\u2009\u202f\t"


def _folded_characters() -> dict[str, str]:
    table = (
        dict(zip(*_SIGNS, strict=True)) | dict(zip(*_TRADITIONAL, strict=True)) | dict.fromkeys(_BLANKS, " ")
    )
    digits = {chr(code): unicodedata.digit(chr(code), None) for code in range(128, 0x10000)}
    return {a: b for a, b in table.items() if a != b} | {
        c: str(d) for c, d in digits.items() if d is not None and c.isdecimal()
    }


_FOLDED = _folded_characters()
_ODD = re.compile("[" + re.escape("".join(_FOLDED)) + "]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_FULL_WIDTH_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def _fold_distant_digit(match: re.Match[str]) -> str:
    return str(unicodedata.digit(match[0])) if match[0].isdecimal() else match[0]


def fold(text: str) -> str:
    """Return ``text`` of the same length, its digits, signs, blanks and traditional numerals in one form."""
    if text.isascii() and "\t" not in text:
        return text
    if "，" in text:
        text = _FULL_WIDTH_COMMA.sub(",", text)
    if _BEYOND.search(text):
        text = _BEYOND.sub(_fold_distant_digit, text)
    for character in set(_ODD.findall(text)):
        text = text.replace(character, _FOLDED[character])
    return text
