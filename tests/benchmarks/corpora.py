"""The texts that are timed, and how each round gets texts that nobody has seen before.

What belongs here: which files are read, and the change of figures between rounds. What does
not: clocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "warehouse" / "samples" / "reports"
REPORTS = ROOT.parent / "shared" / "reports"
MOST_ROUNDS = 8
"""After so many, the figures of the first round come back."""

_FIGURE = re.compile("[1-9](?=[余多]?[件次人名场份条起个宗项部户批期万])")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts that are timed together."""

    name: str
    texts: tuple[str, ...]

    @property
    def characters(self) -> int:
        """How many characters the texts have."""
        return sum(map(len, self.texts))

    @property
    def megabytes(self) -> float:
        """Their size in UTF-8, in millions of bytes."""
        return sum(len(text.encode()) for text in self.texts) / 1e6

    def renewed(self, turn: int) -> tuple[str, ...]:
        """Return the texts with other figures in front of their measure words, all else the same.

        What was kept of an earlier round, by text or by sentence, is of no use for these.

        Raises:
            ValueError: for a turn after which figures would repeat.
        """
        if not 0 <= turn <= MOST_ROUNDS:
            raise ValueError(f"turn {turn}: figures repeat after {MOST_ROUNDS}; ask for 0 to {MOST_ROUNDS}")
        digits = {str(d): str((d - 1 + turn) % 9 + 1) for d in range(1, 10)}
        return tuple(_FIGURE.sub(lambda m: digits[m.group()], text) for text in self.texts)


def read_corpora(samples: Path = SAMPLES, reports: Path = REPORTS) -> list[Corpus]:
    """Return the samples and, where they are there, the real reports beside the project."""
    corpora = [_read("samples", samples, ("*.txt", "*.md"))]
    if reports.is_dir():
        corpora.append(_read("reports", reports, ("*.txt",)))
    return [corpus for corpus in corpora if corpus.texts]


def _read(name: str, folder: Path, patterns: tuple[str, ...]) -> Corpus:
    paths = sorted(path for pattern in patterns for path in folder.glob(pattern) if path.name != "README.md")
    return Corpus(name, tuple(text for path in paths if (text := _text(path))))


def _text(path: Path) -> str | None:
    """Return the text of a file, or None where it holds none: no extraction ever gets to see it."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
