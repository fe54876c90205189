"""What a monitor should see of a home, as Prometheus text: for node_exporter's textfile collector.

Numbers of the last night and of what is served; no word of any document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from warehouse.durable import write_durably
from warehouse.heartbeat import Night, read_heartbeat
from warehouse.home import Home
from warehouse.readers import open_published
from warehouse.statements import read_statement
from warehouse.versions import current_version, manifest_of

_PUBLIC = 0o644
_HELP = {
    "fazhi_last_success_timestamp_seconds": "When the last good night ended",
    "fazhi_last_run_timestamp_seconds": "When the last night ended, however it did",
    "fazhi_last_run_seconds": "How long the last night took",
    "fazhi_last_run_exit_code": "How the last night ended: 0 is good",
    "fazhi_version": "Number of the version that is served",
    "fazhi_version_built_timestamp_seconds": "When the served version was built",
    "fazhi_documents": "Documents that came in, by state",
    "fazhi_reports": "Reports, by state",
    "fazhi_facts": "Facts with a value, by basis",
    "fazhi_findings": "Findings about the sources, by severity",
    "fazhi_checks": "Checks of the served version, by outcome",
}
Sample = tuple[str, Mapping[str, str], float]


def metrics_path(home: Home) -> Path:
    """Return where the metrics are written after each run."""
    return home.root / "metrics.prom"


def write_metrics(home: Home, path: Path | None = None) -> Path:
    """Replace the file of metrics at once: a scrape sees the old or the new one.

    Raises:
        OSError: it cannot be written there.
        FazhiError: what is served cannot be read.
    """
    target = path or metrics_path(home)
    write_durably(target, metrics_text(home).encode(), _PUBLIC)
    return target


def metrics_text(home: Home) -> str:
    """Return the metrics of a home in Prometheus' text format."""
    samples = [*_nights(home), *_served(home)]
    lines = []
    for name, meaning in _HELP.items():
        found = [sample for sample in samples if sample[0] == name]
        if found:
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", *map(_line, found)]
    return "".join(f"{line}\n" for line in lines)


def _nights(home: Home) -> Iterator[Sample]:
    kept = read_heartbeat(home)
    if kept.success is not None:
        yield "fazhi_last_success_timestamp_seconds", {}, _ended(kept.success)
    if kept.last is not None:
        yield "fazhi_last_run_timestamp_seconds", {}, _ended(kept.last)
        yield "fazhi_last_run_seconds", {}, kept.last.seconds
        yield "fazhi_last_run_exit_code", {}, kept.last.exit_code


def _served(home: Home) -> Iterator[Sample]:
    number = current_version(home)
    if number is None:
        return
    manifest = manifest_of(home, number)
    yield "fazhi_version", {}, number
    yield "fazhi_version_built_timestamp_seconds", {}, datetime.fromisoformat(manifest.built_at).timestamp()
    outcomes = Counter(str(check["outcome"]) for check in manifest.checks)
    yield from _labelled("fazhi_checks", "outcome", sorted(outcomes.items()))
    labels = {"documents": "state", "reports": "state", "facts": "basis", "findings": "severity"}
    with open_published(home, number) as published:
        counts = published.rows(read_statement("explain/counts_of_version.sql"))
    for name, label in labels.items():
        rows = [(str(row["label"]), float(row["number"])) for row in counts if row["name"] == name]
        yield from _labelled(f"fazhi_{name}", label, rows)


def _labelled(name: str, label: str, counts: Iterable[tuple[str, float]]) -> Iterator[Sample]:
    for value, number in counts:
        yield name, {label: value}, number


def _line(sample: Sample) -> str:
    name, labels, number = sample
    shown = ",".join(f'{label}="{_escaped(value)}"' for label, value in labels.items())
    return f"{name}{{{shown}}} {number:.15g}" if shown else f"{name} {number:.15g}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _ended(night: Night) -> float:
    return datetime.fromisoformat(night.ended_at).timestamp()
