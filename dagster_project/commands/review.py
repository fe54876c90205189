"""``fazhi review``: what a person should look at, and what a person decided about it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.text import Text

from dagster_project.messages import console, labelled, table_of
from dagster_project.summary import command, shown
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.review import LOW_CONFIDENCE, Decision, Item, Queue, decide, find_item, read_queue

_DEFAULT_LIMIT = 20
_SHORT = 8
_KINDS = {
    "contradicts": ("自相矛盾 contradicts", "原文如此 accept，否则 override · accept what is printed so"),
    "conflicting": ("数值不一 conflicting", "看哪个是总数，override · see which is the whole, and override"),
    "anomalous": ("异常 anomalous", "对照原文，读对则 accept · compare with the text, accept if read right"),
    "low_confidence": ("把握不大 unsure", "读对 accept，非此指标 drop · accept, or drop where it is none"),
}
_HEADINGS = ["id", "地区 place", "年度 year", "指标 metric", "数值 value", "缘由 why", "句子 sentence"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """List the queue, or write one decision down.

    Raises:
        WrongArguments: nothing is published, there is no such fact, or the decision says too little.
    """
    if arguments.action is None:
        limit = _DEFAULT_LIMIT if arguments.limit is None else arguments.limit
        if limit < 1:
            raise WrongArguments(f"--limit is {limit}.", expected="1 or more")
        _list(read_queue(home, arguments.place, arguments.year, limit), home, arguments.format)
    else:
        item = find_item(home, _wanted(arguments.id, "the id of a fact"))
        _decide(home, item, _decision(arguments))
    return 0


def _list(queue: Queue, home: Home, form: str) -> None:
    if form == "json":
        found = {"version": queue.version, "waiting": queue.waiting, "decided": queue.decided}
        records = [asdict(item) for item in queue.items]
        print(json.dumps({**found, "items": records}, ensure_ascii=False, indent=1))
        return
    out = console()
    if queue.items:
        out.print(table_of(_HEADINGS, map(_row, queue.items)))
    else:
        out.print("没有待复核的事实 · no fact waits for a review")
    told = console(stderr=True)
    told.print(f"{len(queue.items)} of 共 {queue.waiting} facts wait 待复核 (version 版本 {queue.version})")
    if queue.decided:
        told.print(f"{queue.decided} 项已决，下次运行生效 · decided; they take effect with {command()} run")
    if queue.items:
        _tell_what_to_do(queue.items, home)


def _row(item: Item) -> list[object]:
    kinds = [_KINDS[kind][0] for kind in item.kinds]
    if item.confidence is not None and item.confidence < LOW_CONFIDENCE:
        kinds[-1] += f" {item.confidence:.2f}"
    why = "; ".join([*kinds, *item.findings])
    sentence = (item.sentence or "").strip()
    return [item.item_id[:_SHORT], item.place, str(item.year), item.metric, _value(item), why, sentence]


def _value(item: Item) -> str:
    values = item.told or [] if item.value is None else [item.value]
    told = " | ".join(f"{value:.15g}" for value in values)
    return f"{'? ' if item.value is None else ''}{told} {item.unit}"


def _tell_what_to_do(items: list[Item], home: Home) -> None:
    told = console(stderr=True)
    present = {kind for item in items for kind in item.kinds}
    told.print(Text("\n如何处理 · what to do", style="bold"))
    told.print(labelled(words for kind, words in _KINDS.items() if kind in present))
    base, item = f"{command()} review", items[0].item_id[:_SHORT]
    rest = f"--reason … --by … --home {shown(home.root)}"
    for action in (f"accept {item}", f"override {item} VALUE", f"drop {item}"):
        told.print(f"  {base} {action} {rest}")


def _decision(arguments: argparse.Namespace) -> Decision:
    value = arguments.value
    if arguments.action == "override":
        value = _number(_wanted(value, "the value that holds"))
    elif value is not None:
        raise WrongArguments(f"{arguments.action} takes no value, and {value!r} was given.")
    reason = _wanted(arguments.reason, "--reason: why")
    return Decision(arguments.action, reason, _wanted(arguments.by, "--by: who (a role or initials)"), value)


def _wanted(given: str | None, what: str) -> str:
    if given is None or not given.strip():
        raise WrongArguments(
            "The decision says too little.",
            expected=what,
            todo="fazhi review accept ID --reason … --by …",
        )
    return "".join(letter if letter.isprintable() else " " for letter in given).strip()


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        raise WrongArguments(f"{written!r} is no number.", expected="such as 12 or 95.6") from None


def _decide(home: Home, item: Item, decision: Decision) -> None:
    path, existed = decide(home, item, decision)
    done = f"{decision.action} {item.place} {item.year} {item.metric}"
    replaced = "，取代先前的决定 in place of an earlier one" if existed else ""
    pairs: Iterable[tuple[str, object]] = [
        ("决定 · decided", f"{done} → {decision.value:.15g}" if decision.value is not None else done),
        ("写入 · written to", f"{shown(path)}{replaced}"),
        ("生效 · takes effect", f"{command()} run --home {shown(home.root)}"),
    ]
    console().print(labelled(pairs))
