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
_ONE_CHANGE = re.compile(_CHANGE)
_CHANGES = re.compile(rf"分别[^0-9，,]{{1,8}}({_CHANGE}(?:[、，和及]{_CHANGE})+)")
_FILLER_OF_CHANGE = re.compile(r"(?:(?:幅度|幅|率)(?:为|达|达到)?|了|约|近|超过?)+\Z")
_LAST_YEARS_LEVEL = re.compile(
    r"(?:20[0-9]{2}年度?|上年度?|去年|同期)+的?(?:共|为|是)?[0-9.,]+[\u4e00-\u9fff]{1,2}"
)
_TOTAL = re.compile(r"(?<!公)共(?![同享建治产用青])|合计|总计|累计|总数")
_CLAUSE_MARK = re.compile(r"[，,；;：:]")
_SHARE_OF = re.compile(r"占[^，,率]{0,18}\Z|权重[^，,]{0,6}\Z|分值[^，,]{0,6}\Z|不足[^，,率]{2,16}的\Z")
_BATCH = re.compile(r"(?<![得评])分\Z")
_STATEMENT_MARK = re.compile(r"[。；;]")
_OPENS_PART = re.compile(r"[（(，,、]\s*\Z")
_ATTRIBUTE = re.compile(r"的[0-9]")
_PLUS = re.compile(r"[^，,。；、0-9]{0,8}\+")
_BESIDE_CHANGE = re.compile(
    r"(?:同比|环比|相较于?|较|比|与|同|和|相比|对比|去年|上年度?|上一年度?|同期|20[0-9]{2}年度?|年末|年底|底|末|以来|的|有所|大幅|明显|显著|略有|分别"
    r"|则|也|又|均|了|数量|总量|人数|件数|总数|案件数|[，,、（(：:\s])*"
)


@dataclass(frozen=True, slots=True)
class _Words:
    partial: re.Pattern[str]
    signs: dict[str, int]
    """Each verb of change with its sign, the longest first."""
    ends: frozenset[str]
    """The last characters of these verbs, and of what may stand between them and the number."""
    verbs: re.Pattern[str]
    """A verb of change in front of its number."""
    weak: frozenset[str]
    comparison: re.Pattern[str]
    share: tuple[str, ...]
    parts: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("relations.toml").read_text(encoding="utf-8"))
    change = data["change"]
    signs = dict.fromkeys(change["up"], 1) | dict.fromkeys(change["down"], -1)
    signs = {verb: signs[verb] for verb in sorted(signs, key=len, reverse=True)}
    return _Words(
        partial=any_of(data["partial"]["words"]),
        signs=signs,
        ends=frozenset(verb[-1] for verb in signs) | frozenset("度幅率为达到了约近超过"),
        verbs=re.compile(rf"(?:{any_of(signs).pattern})(?:了|约|近|率|幅度|幅|为|达|达到)*\Z"),
        weak=frozenset(change["weak"]),
        comparison=any_of(change["comparison"]),
        share=tuple(data["share"]["before"]),
        parts=tuple(data["part"]["markers"]),
    )


def change_sign(view: str, mention: Mention, *, after_last_year: bool = False) -> int:
    """Return 1 or -1 where the number is a rise or a fall, 0 where it is a level.

    ``after_last_year`` says that the number before it is last year's level (比上年的6次多3次).
    """
    words = _words()
    if mention.gap[0] >= mention.lead or view[mention.lead - 1] not in words.ends:
        return 0
    before = _FILLER_OF_CHANGE.sub("", view[max(mention.gap[0], mention.lead - 24) : mention.lead])
    verb = next((verb for verb in words.signs if before.endswith(verb)), None)
    if verb is None:
        return 0
    compared = bool(words.comparison.search(before)) or (after_last_year and len(before) <= 4)
    is_rate = mention.numeral.kind == "percent" or mention.numeral.unit in ("百分点", "个百分点")
    is_change = compared or (is_rate and (verb not in words.weak or mention.gap[0] > mention.sentence[0]))
    return words.signs[verb] if is_change else 0


def change_attaches(view: str, mention: Mention, level: Mention) -> bool:
    """Whether nothing but comparison stands between a level and the change behind it."""
    start = level.right[1] if level.right and level.right[1] <= mention.lead else level.stop
    between = view[start : mention.lead]
    bare = _LAST_YEARS_LEVEL.sub("", _words().verbs.sub("", between))
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
        places = [found.start(1) + m.start() for m in _ONE_CHANGE.finditer(found[1])]
        if at in places:
            return len(places) - places.index(at)
    return None


def is_share(view: str, mention: Mention) -> bool:
    """Whether a percentage says how much of something else it is (占83.9%, 87%的乡镇)."""
    if mention.numeral.unit != "%":
        return False
    before = view[mention.gap[0] : mention.lead]
    clause = _CLAUSE_MARK.split(before)[-1]
    if clause.rstrip("约近为达到超过了").endswith(_words().share) or _SHARE_OF.search(clause):
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
    if at < 0 or _STATEMENT_MARK.search(text, at):
        return None
    if text.startswith(("含",), at) and not _OPENS_PART.search(text[:at]):
        return None
    return mention.gap[0] + at


def is_partial_figure(view: str, mention: Mention) -> bool:
    """Whether the number is an average or a best, which no metric is (单条最高56万次)."""
    text = view[mention.near[0][0] : mention.lead]
    if "+" in text or _PLUS.match(view, mention.stop):  # 1名网格员+1名民警
        return True
    if _ATTRIBUTE.match(view, mention.stop):  # 罚款5000元以上的3件
        return True
    if text.endswith("分") and _BATCH.search(text):
        return True
    return _words().partial.search(text) is not None


def is_total(view: str, mention: Mention) -> bool:
    """Whether the text itself calls the number a total."""
    text = view[max(mention.gap[0], mention.lead - 16) : mention.lead]
    return "其中" not in text and _TOTAL.search(text) is not None
