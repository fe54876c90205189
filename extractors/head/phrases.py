"""Where a head names its issuer: phrases, the most telling first.

What belongs here: cutting phrases out of title, lines, fields, signature and first sentence. What does not:
what kind of issuer or which place they name (``issuer``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.head.dates import arabic_dates, strip_date
from extractors.head.lines import Line
from extractors.head.rules import any_word, issuer_endings, vocabulary, words
from extractors.head.title import Title

_YEARS = re.compile(
    r"^(?:关于)?(?:报送|上报|呈报|呈送|印发)?(?:[(（]?20\d\d年?(?:[-—–~至]20\d\d)?年?(?:度|以来)?[)）]?的?)?"
)
_CUT = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PARTY_THEN_GOVERNMENT = re.compile(
    r"^(?:中共|中国共产党).{2,30}?(?:委员会|工作委员会|党组|工委|[县区市旗州省]委(?![员全依办宣政组统]))(?!办)[、和及,，]?(?=.{3})"
)
_JUNK = "的、，,。:：()（）-—《》“”\"'·"
_SHORT_LINE = 34
_OUTER_SPACE = re.compile(r"\s*[:：|｜]\s*([^\s:：|｜]{2,30})")


def issuer_phrases(
    title: Title | None, head: Sequence[Line], tail: Sequence[Line], opening: str
) -> Iterator[str]:
    """Yield the phrases that may name the issuer, the most telling first."""
    if title:
        yield from (line for line in title.issuer_lines[::-1] if not line.startswith("中共"))
        yield from reversed(cut_issuer(title.text).split("、"))
        yield from _short_lines(head[title.last + 1 : title.last + 5])
        yield from _short_lines(head[max(0, title.first - 2) : title.first])
    yield from _field_values([*head, *tail])
    yield from _short_lines(tail[::-1])
    yield from _subjects(opening)
    yield from _trail_steps(head)


def cut_issuer(title: str) -> str:
    """Return the part of a title that stands for its issuer, or nothing."""
    plain = _PARTY_THEN_GOVERNMENT.sub("", arabic_dates(title))
    plain = _YEARS.sub("", plain)
    ends = [m.start() for m in (_CUT.search(plain), _issuer_end().search(plain)) if m]
    return plain[: min(ends, default=0)].strip(_JUNK)


@cache
def _issuer_end() -> re.Pattern[str]:
    own = "".join(f"(?!{pattern})" for pattern in vocabulary()["title"]["issuer_own"])
    return re.compile(f"{own}(?:{any_word('title', 'issuer_ends').pattern})")


def _short_lines(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        # a line that ends in a colon is the addressee
        if (
            len(line.text) <= _SHORT_LINE
            and not line.is_furniture
            and not line.text.startswith("中共")
            and line.text[-1] not in ":："
        ):
            text = strip_date(line.text).strip(_JUNK)
            if text.endswith(issuer_endings()):
                yield text


def _field_values(lines: Sequence[Line]) -> Iterator[str]:
    fields = any_word("furniture", "issuer_fields")
    lines = [line for line in lines if fields.search(line.raw)]
    for name in words("furniture", "issuer_fields") if lines else ():
        for line in lines:
            at = line.raw.find(name)
            if at >= 0 and (match := _OUTER_SPACE.match(line.raw, at + len(name))):
                # fields of one line may stand without a space between them
                yield any_word("furniture", "words").split(match[1], maxsplit=1)[0].strip(_JUNK)


def _subjects(opening: str) -> Iterator[str]:
    for match in _subject_and_verb().finditer(arabic_dates(opening)):
        yield match[1].strip(_JUNK)


@cache
def _subject_and_verb() -> re.Pattern[str]:
    """A clause that begins with its subject, after 2023年 or 在…下 where there is such."""
    begin = r"(?:^|[,，。:：\n])(?:20\d\d年(?:度|以来)?[,，]?)?(?:在[^,，。]{4,40}[,，])?"
    return re.compile(rf"{begin}([\u4e00-\u9fff]{{2,24}}?)(?={any_word('subject', 'verbs').pattern})")


def _trail_steps(head: Sequence[Line]) -> Iterator[str]:
    for line in head:
        if line.is_furniture and ">" in line.raw:
            yield from (step.strip(_JUNK) for step in reversed(line.text.split(">")))
