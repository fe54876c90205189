"""What a second process pays when many texts are read, and whether memory grows with their number.

python -m tests.benchmarks.pool                 the goal: two processes 1.7 times as fast as one, memory flat
python -m tests.benchmarks.pool --documents 5000

Both read the same simulated reports, by the pool of the nightly run; elapsed seconds, so nothing else should
run. The clock starts when each process has read some. Memory is the largest that a process held, each size in
a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import pyarrow as pa

from tests.benchmarks.nation.documents import documents
from warehouse.engines.pool import CHUNK, TEXTS, read_many

GOAL = 1.7
_LEAST = 400
_WARM_CHUNKS = 2
_STEADY = 1.2
"""Memory that grows by no more is called flat."""
_GROWN = 4
"""How many times as many documents show whether memory grows."""


def _texts(count: int) -> Iterator[pa.Table]:
    rows: list[dict[str, str]] = []
    for document in documents(count, seed=1):
        rows.append({"document_id": document.name, "text": document.text})
        if len(rows) == CHUNK:
            yield pa.Table.from_pylist(rows, schema=TEXTS)
            rows = []
    if rows:
        yield pa.Table.from_pylist(rows, schema=TEXTS)


def _enough(word: str) -> int:
    count = int(word)
    if count < _LEAST:
        raise argparse.ArgumentTypeError(f"{count} are read by one process alone; {_LEAST} or more tell")
    return count


def measured(count: int, workers: int, is_streamed: bool) -> dict[str, float]:
    """Read ``count`` texts with so many processes; return seconds, and MiB of the largest process.

    Texts are made before the clock starts, or streamed as the lake streams them.
    """
    read = read_many(_texts(count) if is_streamed else list(_texts(count)), count, workers=workers)
    first = workers * _WARM_CHUNKS
    for _ in range(first):  # By now each process has begun, has loaded its rules and read.
        next(read)
    began = time.perf_counter()
    rows = sum(len(table) for table in read)
    # As many chunks as there are processes may have been under way when the clock started.
    seconds = time.perf_counter() - began
    wanted = count - first * CHUNK
    assert rows == wanted, f"{rows} of {wanted} came back"
    largest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"seconds": seconds / wanted * count, "mib": largest / 1024}


def _apart(count: int, workers: int, is_streamed: bool = False) -> dict[str, float]:
    one = f"{count},{workers},{int(is_streamed)}"
    command = [sys.executable, "-m", "tests.benchmarks.pool", "--one", one]
    told: dict[str, float] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return told


def main(argv: Sequence[str] | None = None) -> int:
    """Print both; return 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pool")
    parser.add_argument("--documents", type=_enough, default=1000)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.one:
        count, workers, is_streamed = map(int, args.one.split(","))
        print(json.dumps(measured(count, workers, bool(is_streamed))))
        return 0
    return _compared(args.documents)


def _compared(count: int) -> int:
    processes = min(os.cpu_count() or 1, 2)
    one, two = _apart(count, 1), _apart(count, processes)
    few, many = _apart(count, processes, True), _apart(_GROWN * count, processes, True)
    times = one["seconds"] / two["seconds"]
    print(f"{'processes':<12}{'documents':>10}{'seconds':>9}{'MiB of the largest':>20}")
    for name, size, told in ((1, count, one), (processes, count, two)):
        print(f"{name:<12}{size:>10}{told['seconds']:>9.1f}{'':>20}")
    for size, told in ((count, few), (_GROWN * count, many)):
        print(f"{f'{processes}, streamed':<12}{size:>10}{'':>9}{told['mib']:>20.0f}")
    print(f"the second process pays {times:.2f} times; the goal is {GOAL:g}")
    return int(times < GOAL or many["mib"] > _STEADY * few["mib"])


if __name__ == "__main__":
    raise SystemExit(main())
