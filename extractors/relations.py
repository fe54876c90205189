"""How one number hangs on another: changes, shares, from–to, the marks of parts and totals.

What belongs here: the shape of a sentence with several numbers. What does not: metrics; a
relation is found before anything is known of what the numbers measure.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.lists import JOINT
from extractors.mentions import Mention
from extractors.wordlists import any_of

_FROM = re.compile(
    r"(?:由|从|自)(?P<when>20[0-9]{2}年度?|去年|上年|上一年|原来|原有|最初|年初|此前|以前)?的?\Z"
)
_TO = re.compile(r"[^，,。；、]{0,9}(?:至|到|为|成|达)(?:20[0-9]{2}年度?的?|今年的?)?\Z")
_CHANGE = r"[0-9.]+(?:%|个百分点)"
_CHANGES = re.compile(rf"分别[^0-9，,]{{1,8}}({_CHANGE}(?:[、，和及]{_CHANGE})+)")
_TOTAL = re.compile(r"(?<!公)共(?![同享建治产用青])|合计|总计|累计|总数")
_BATCH = re.compile(r"(?<![得评])分\Z")
_ATTRIBUTE = re.compile(r"的[0-9]")
_PLUS = re.compile(r"[^，,。；、0-9]{0,8}\+")
_BESIDE_CHANGE = re.compile(
    r"(?:同比|环比|相较于?|较|比|与|同|和|相比|对比|去年|上年度?|上一年度?|同期|20[0-9]{2}年度?|年末|年底|底|末|以来|的|有所|大幅|明显|显著|略有|分别"
    r"|则|也|又|均|了|数量|总量|人数|件数|总数|案件数|[，,、（(：:\s])*"
)


@dataclass(frozen=True, slots=True)
class _Words:
    partial: re.Pattern[str]
    up: tuple[str, ...]
    down: tuple[str, ...]
    weak: frozenset[str]
    comparison: re.Pattern[str]
    share: tuple[str, ...]
    parts: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("relations.toml").read_text(encoding="utf-8"))
    change = data["change"]
    return _Words(
        partial=any_of(data["partial"]["words"]),
        up=tuple(change["up"]),
        down=tuple(change["down"]),
        weak=frozenset(change["weak"]),
        comparison=any_of(change["comparison"]),
        share=tuple(data["share"]["before"]),
        parts=tuple(data["part"]["markers"]),
    )


def change_sign(view: str, mention: Mention, *, after_last_year: bool = False) -> int:
    """Return 1 or -1 where the number is a rise or a fall, 0 where it is a level.

    ``after_last_year`` says that the number before it is last year's level (比上年的6次多3次).
    """
    before = view[mention.gap[0] : mention.lead]
    before = re.sub(r"(?:(?:幅度|幅|率)(?:为|达|达到)?|了|约|近|超过?)+\Z", "", before[-24:])
    words = _words()
    sign, verb = 0, ""
    for value, verbs in ((1, words.up), (-1, words.down)):
        for candidate in verbs:
            if before.endswith(candidate) and len(candidate) > len(verb):
                sign, verb = value, candidate
    if not sign:
        return 0
    compared = bool(words.comparison.search(before)) or (after_last_year and len(before) <= 4)
    is_rate = mention.numeral.kind == "percent" or mention.numeral.unit in ("百分点", "个百分点")
    return (
        sign
        if compared or (is_rate and (verb not in words.weak or mention.gap[0] > mention.sentence[0]))
        else 0
    )


def change_attaches(view: str, mention: Mention, level: Mention) -> bool:
    """Whether nothing but comparison stands between a level and the change behind it."""
    verbs = "|".join(sorted(_words().up + _words().down, key=len, reverse=True))
    start = level.right[1] if level.right and level.right[1] <= mention.lead else level.stop
    between = view[start : mention.lead]
    bare = re.sub(rf"(?:{verbs})(?:了|约|近|率|幅度|幅|为|达|达到)*\Z", "", between)
    bare = re.sub(
        r"(?:20[0-9]{2}年度?|上年度?|去年|同期)+的?(?:共|为|是)?[0-9.,]+[\u4e00-\u9fff]{1,2}", "", bare
    )
    return _BESIDE_CHANGE.fullmatch(bare) is not None


def continues(view: str, mention: Mention, before: Mention) -> bool:
    """Whether a number goes on with the list of the number before it (6.6%和12.3%)."""
    same = mention.numeral.kind == before.numeral.kind and mention.sentence == before.sentence
    return same and JOINT.fullmatch(view[before.stop : mention.lead]) is not None


def rank_among_changes(view: str, mention: Mention) -> int | None:
    """Return to which level before it, counted backwards, a change of a list belongs (分别下降6%和12%)."""
    text = view[mention.sentence[0] : mention.sentence[1]]
    at = mention.numeral.start - mention.sentence[0]
    for found in _CHANGES.finditer(text):
        places = [found.start(1) + m.start() for m in re.finditer(_CHANGE, found[1])]
        if at in places:
            return len(places) - places.index(at)
    return None


def is_share(view: str, mention: Mention) -> bool:
    """Whether a percentage says how much of something else it is (占83.9%, 87%的乡镇)."""
    if mention.numeral.unit != "%":
        return False
    before = view[mention.gap[0] : mention.lead]
    clause = re.split(r"[，,；;：:]", before)[-1]
    if any(clause.rstrip("约近为达到超过了").endswith(word) for word in _words().share) or re.search(
        r"占[^，,率]{0,18}\Z|权重[^，,]{0,6}\Z|分值[^，,]{0,6}\Z|不足[^，,率]{2,16}的\Z", clause
    ):
        return True
    return view.startswith("的", mention.stop) and not view.startswith(("的完成率", "的水平"), mention.stop)


def is_from(view: str, mention: Mention, following: Mention) -> re.Match[str] | None:
    """Return the match of 由/从 where the number is the starting point of a change to ``following``."""
    if following.sentence != mention.sentence:
        return None
    if not _TO.fullmatch(view[mention.stop : following.lead]):
        return None
    return _FROM.search(view, mention.gap[0], mention.lead)


def part_marker(view: str, mention: Mention) -> int | None:
    """Return where the gap before the number says that parts follow (其中), or None."""
    text = view[mention.gap[0] : mention.lead]
    places = [text.rfind(word) for word in _words().parts if word in text]
    at = max(places, default=-1)
    if at < 0 or re.search(r"[。；;]", text[at:]):
        return None
    if text.startswith(("含",), at) and not re.search(r"[（(，,、]\s*\Z", text[:at]):
        return None
    return mention.gap[0] + at


def is_partial_figure(view: str, mention: Mention) -> bool:
    """Whether the number is an average or a best, which no metric is (单条最高56万次)."""
    text = view[mention.near[0][0] : mention.lead]
    if "+" in text or _PLUS.match(view, mention.stop):  # 1名网格员+1名民警
        return True
    if _ATTRIBUTE.match(view, mention.stop):  # 罚款5000元以上的3件
        return True
    return _BATCH.search(text) is not None or _words().partial.search(text) is not None


def is_total(view: str, mention: Mention) -> bool:
    """Whether the text itself calls the number a total."""
    text = view[max(mention.gap[0], mention.lead - 16) : mention.lead]
    return "其中" not in text and _TOTAL.search(text) is not None
