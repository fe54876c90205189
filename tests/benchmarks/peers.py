"""Other programs that read Chinese numbers, as far as they are installed (extra ``peers``).

Each does less than an extraction: it finds or converts numbers, and says nothing of what is
counted, of status, period or whole. What belongs here: how each is called. What does not: a
judgement of its results.
"""

from __future__ import annotations

import contextlib
import io
import logging
import tomllib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.corpora import ROOT
from tests.benchmarks.timing import Work


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to be timed beside the extractor."""

    name: str
    package: str
    """Its name on PyPI."""
    load: Callable[[], Work]
    """Imports it and returns what is called for each text."""


def _recognizers_number() -> Work:
    module = import_module("recognizers_number")
    model = module.NumberRecognizer("zh-cn").get_number_model()
    return model.parse  # type: ignore[no-any-return]


def _recognizers_units() -> Work:
    recognizer = import_module("recognizers_number_with_unit").NumberWithUnitRecognizer("zh-cn")
    models = [recognizer.get_currency_model(), recognizer.get_dimension_model()]
    return lambda text: [model.parse(text) for model in models]


def _cn2an() -> Work:
    transform = import_module("cn2an").transform
    return lambda text: transform(text, "cn2an")


def _chinese2digits() -> Work:
    return import_module("chinese2digits").takeNumberFromString  # type: ignore[no-any-return]


def _jionlp_money() -> Work:
    return import_module("jionlp").ner.extract_money  # type: ignore[no-any-return]


def _jionlp_time() -> Work:
    return import_module("jionlp").ner.extract_time  # type: ignore[no-any-return]


PEERS = (
    Peer("chinese2digits", "chinese2digits", _chinese2digits),
    Peer("cn2an transform", "cn2an", _cn2an),
    Peer("jionlp money", "jionlp", _jionlp_money),
    Peer("jionlp time", "jionlp", _jionlp_time),
    Peer("Recognizers-Text number", "recognizers-text-number", _recognizers_number),
    Peer("Recognizers-Text currency, dimension", "recognizers-text-number-with-unit", _recognizers_units),
)


def load_peer(peer: Peer) -> tuple[str, Work] | str:
    """Return a peer's version and work, or in words why it cannot be timed here."""
    try:
        found = version(peer.package)
    except PackageNotFoundError:
        return "not installed"
    try:
        with silence():
            return found, peer.load()
    except Exception as error:  # whatever a foreign package does when it is loaded
        return f"not usable here: {type(error).__name__}"


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep what foreign programs print, warn of and log out of the table."""
    before = logging.root.manager.disable
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(before)


def requirements(pyproject: Path = ROOT / "pyproject.toml") -> list[str]:
    """Return what the extra ``peers`` asks for, so that each can be installed for itself."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    return list(project["optional-dependencies"]["peers"])
