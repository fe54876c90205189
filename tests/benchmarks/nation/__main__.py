"""Run the warehouse on a simulated nation and hold what it published against the truth.

python -m tests.benchmarks.nation --documents 20000           write, run, compare, ask; prints a table
python -m tests.benchmarks.nation --documents 1000000 --folder /mnt/big --json nation.json
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.nation.nights import Nation, simulate
from tests.benchmarks.nation.table import render


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.nation")
    parser.add_argument("--documents", type=int, default=20_000, help="how many land on the first night")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work and leave everything; else it is removed")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Simulate; return 1 where something was lost or invented."""
    args = _arguments(argv)
    if args.folder is None:
        with tempfile.TemporaryDirectory(prefix="nation-") as folder:
            nation = simulate(Path(folder), args.documents, args.seed, _tell)
    else:
        nation = simulate(args.folder, args.documents, args.seed, _tell)
    print(render(nation))
    if args.json:
        args.json.write_text(json.dumps(_figures(nation), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0 if nation.difference.is_none else 1


def _figures(nation: Nation) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(nation)


def _tell(line: str) -> None:
    print(f"nation: {line} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
