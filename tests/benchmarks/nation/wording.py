"""The wording of the simulated reports, read from ``wording.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

FILE = Path(__file__).with_name("wording.toml")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a figure, and the metric that the figure states, if any."""

    metric: str | None = None
    low: int = 0
    high: int = 0
    part_of: str | None = None
    rate_of: tuple[str, str] | None = None
    digits: int = 0
    ten_thousands: bool = False

    def draw(self, lot: Random, drawn: Mapping[str, float]) -> float:
        """Draw a figure that keeps what the slot promises towards those drawn before."""
        if self.part_of:
            whole = int(drawn[self.part_of])
            return whole - lot.randrange(whole // 6 + 1)
        if self.rate_of:
            part, whole = (drawn[name] for name in self.rate_of)
            return round(100 * part / whole, 1)
        if self.digits:
            return round(lot.uniform(self.low, self.high), self.digits)
        # Small figures are as common as large ones, as in real reports.
        figure = int(self.low * (self.high / self.low) ** lot.random())
        return round(figure, -2) if self.ten_thousands else figure

    def printed(self, figure: float) -> str:
        """Return the figure as the sentence prints it."""
        return f"{figure / 10000:g}" if self.ten_thousands else f"{figure:g}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement in several wordings."""

    texts: tuple[str, ...]
    section: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """All that is said in the simulated nation."""

    sections: Mapping[str, str]
    sentences: tuple[Sentence, ...]
    plans: Sentence
    prose: tuple[str, ...]
    refused: Mapping[str, str]


@cache
def load_wording() -> Wording:
    """Return what ``wording.toml`` says.

    Raises:
        KeyError, TypeError: an entry has other keys than those of :class:`Slot` and :class:`Sentence`.
    """
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Wording(
        sections=raw["sections"],
        sentences=tuple(_sentence(**entry) for entry in raw["sentence"]),
        plans=_sentence(**raw["plans"]),
        prose=tuple(raw["prose"]["texts"]),
        refused=raw["refused"],
    )


def _sentence(texts: list[str], slots: dict[str, dict[str, Any]], section: str = "") -> Sentence:
    return Sentence(tuple(texts), section, {name: _slot(**entry) for name, entry in slots.items()})


def _slot(**entry: Any) -> Slot:
    low, high, rate = entry.pop("from", 0), entry.pop("to", 0), entry.pop("rate_of", None)
    return Slot(low=low, high=high, rate_of=tuple(rate) if rate else None, **entry)
