"""What a text can be compared by without being kept: hashes of its sentences, and the parts that it lacks.

Two reports share a sentence where they share its hash. Years are masked in both kinds of hash, or a copied
text would differ by its new title alone; the second kind masks every figure, so that a text with new figures
is seen to be the old one. What belongs here: hashes. What does not: whose reports are held against which.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from extractors.families import missing_parts

LEAST_LETTERS = 12
"""A shorter sentence says too little to be anybody's own (各项工作有序推进)."""
_HASH_BYTES = 8
_LAYOUT = re.compile(r"[\s|*#_\u200b-\u200f\u2060\ufeff\u00ad]+")
_END = re.compile(r"[。!?;；]")
_YEAR = re.compile(r"20[0-9]{2}(?=年|\))")
_FIGURE = re.compile(r"[0-9][0-9.,]*[万亿]?|[〇零一二三四五六七八九十百千万亿两]+")
_NO_LETTER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a report is recognised by."""

    sentences: tuple[int, ...]
    """64-bit hash of each sentence, figures kept; in order, each once."""
    patterns: tuple[int, ...]
    """The same with every figure masked."""
    missing_parts: tuple[str, ...] | None
    """Prescribed parts that it has in no form; None where none is prescribed, or too little is there."""


def read_signature(text: str, family: str | None) -> Signature:
    """Return the signature of a report's text, the same in every process and on every day."""
    said = _YEAR.sub("年", _LAYOUT.sub("", unicodedata.normalize("NFKC", text)))
    sentences = [sentence for sentence in _END.split(said) if _is_long_enough(sentence)]
    patterns = (_FIGURE.sub("#", sentence) for sentence in sentences)
    return Signature(
        tuple(dict.fromkeys(map(_hash, sentences))),
        tuple(dict.fromkeys(map(_hash, patterns))),
        missing_parts(family, said),
    )


def _is_long_enough(sentence: str) -> bool:
    return len(sentence) >= LEAST_LETTERS and len(_NO_LETTER.sub("", sentence)) >= LEAST_LETTERS


def _hash(sentence: str) -> int:
    digest = hashlib.blake2b(sentence.encode(), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)
