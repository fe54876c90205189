"""Where the time of an extraction goes: its functions, timed one within the other.

Each stage is a few functions of ``extractors``, named here by where the extraction looks them
up. While a probe is on, these are wrapped; a stage is charged for what its functions do
themselves, not for the stages that they call. All else in ``extract`` is building records.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from importlib import import_module
from time import perf_counter
from types import GeneratorType
from typing import Any

from tests.benchmarks.corpora import Corpus

STAGES: dict[str, tuple[str, ...]] = {
    "layout": ("extractors.extract:read_layout",),
    "outline": ("extractors.extract:read_outline",),
    "head": ("extractors.extract:read_head",),
    "numbers": ("extractors.extract:scan",),
    "mentions": ("extractors.extract:read_mentions", "extractors.extract:read_cells"),
    "reading": ("extractors.reading:Reader.read", "extractors.reading:Reader.read_zeros"),
    "periods": ("extractors.periods:TimeReader.governing",),
    "status": ("extractors.status:StatusReader.stand",),
    "linking": ("extractors.linking:Linker.choose", "extractors.linking:Linker.choose_zero"),
    "surroundings": (
        "extractors.surroundings:Surroundings.beside",
        "extractors.surroundings:Surroundings.about",
        "extractors.surroundings:Surroundings.leading",
    ),
    "narrowing": ("extractors.reading:narrow",),
    "zeros": ("extractors.extract:read_zeros",),
    "privacy": ("extractors.extract:Redactor", "extractors.narrowing:mask_persons"),
}
"""Stage to the functions that it consists of, as ``module:name`` or ``module:Class.name``."""
REST = "records"
"""What is left of ``extract``: building the records and their order."""


class Probe:
    """Charges the time of nested calls to the innermost stage."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys((*known_stages(), REST), 0.0)
        self._stack: list[str] = []
        self._since = 0.0

    def _charge(self) -> None:
        now = perf_counter()
        if self._stack:
            self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def wrapped(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function``, charged to ``stage``; a generator is run to its end at once."""

        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._charge()
            self._stack.append(stage)
            try:
                result = function(*args, **kwargs)
                return iter(list(result)) if isinstance(result, GeneratorType) else result
            finally:
                self._charge()
                self._stack.pop()

        return timed


def find_target(target: str) -> tuple[Any, str]:
    """Return the module or class that holds a function, and the function's name there.

    Raises:
        LookupError: where there is no such function; says which stage's entry to mend.
    """
    module, _, path = target.partition(":")
    *classes, name = path.split(".")
    try:
        holder: Any = import_module(module)
        for step in classes:
            holder = getattr(holder, step)
        getattr(holder, name)
    except (ImportError, AttributeError) as error:
        raise LookupError(f"{target}: no such function; mend STAGES in tests/benchmarks/stages.py") from error
    return holder, name


def known_stages() -> dict[str, tuple[str, ...]]:
    """Return the stages whose functions are all there; a moved one must not stop the others."""
    known = {}
    for stage, targets in STAGES.items():
        with suppress(LookupError):
            known[stage] = tuple(target for target in targets if find_target(target))
    return known


@contextmanager
def _probed(probe: Probe) -> Iterator[None]:
    originals: list[tuple[Any, str, Any]] = []
    try:
        for stage, targets in known_stages().items():
            for target in targets:
                holder, name = find_target(target)
                originals.append((holder, name, getattr(holder, name)))
                setattr(holder, name, probe.wrapped(stage, getattr(holder, name)))
        yield
    finally:
        for holder, name, original in reversed(originals):
            setattr(holder, name, original)


def stage_shares(corpus: Corpus, rounds: int) -> dict[str, float]:
    """Return each known stage's share of the time of an extraction, as the median of the rounds."""
    extract = import_module("extractors.extract").extract
    found: dict[str, list[float]] = {stage: [] for stage in (*known_stages(), REST)}
    for turn in range(1, rounds + 1):
        probe = Probe()
        gc.collect()
        with _probed(probe):
            whole = probe.wrapped(REST, extract)
            for text in corpus.renewed(turn):
                whole(text)
        total = sum(probe.seconds.values())
        for stage, seconds in probe.seconds.items():
            found[stage].append(seconds / total)
    medians = {stage: statistics.median(shares) for stage, shares in found.items()}
    return {stage: share / sum(medians.values()) for stage, share in medians.items()}
