"""The extractor alone, on the command line.

python -m extractors extract --jsonl -        {"id", "text"} lines in, records out
python -m extractors extract FILE...          the same records for files
python -m extractors numerals --jsonl -       the number layer
python -m extractors places --jsonl -         the place resolver
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

Record = Callable[[str, str], dict[str, Any]]


def _extract_record(identifier: str, text: str) -> dict[str, Any]:
    from extractors.extract import extract

    return extract(text).as_record(identifier)


def _numerals_record(identifier: str, text: str) -> dict[str, Any]:
    from extractors.numbers import cli_record

    return cli_record(identifier, text)


def _places_record(identifier: str, text: str) -> dict[str, Any]:
    from extractors.places import cli_record

    return cli_record(identifier, text)


_COMMANDS: dict[str, Record] = {
    "extract": _extract_record,
    "numerals": _numerals_record,
    "places": _places_record,
}


def _lines(name: str) -> Iterator[tuple[str, str]]:
    with nullcontext(sys.stdin.buffer) if name == "-" else _opened(name) as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _document(line, f"{name}, line {number}")


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise SystemExit(f"{name}: cannot be read: {error.strerror}") from error


def _document(line: bytes, place: str) -> tuple[str, str]:
    try:
        row = json.loads(line)
        identifier, text = row["id"], row["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise SystemExit(f'{place}: expected {{"id": …, "text": …}}, got {error!r}') from error
    if not isinstance(text, str):
        raise SystemExit(f'{place}: expected "text" to be a string, got {type(text).__name__}')
    return str(identifier), text


def _files(names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        try:
            yield name, Path(name).read_bytes().decode("utf-8")  # line ends as they are: offsets count them
        except OSError as error:
            raise SystemExit(f"{name}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise SystemExit(
                f"{name}: not UTF-8 at byte {error.start}; convert it, or use `fazhi run`"
            ) from error


def main(argv: list[str] | None = None) -> int:
    """Run one command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m extractors", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("command", choices=sorted(_COMMANDS))
    parser.add_argument("files", nargs="*", metavar="FILE", help="report files (UTF-8)")
    parser.add_argument("--jsonl", metavar="FILE", help="JSON lines with id and text; - for standard input")
    args = parser.parse_args(argv)
    if not args.jsonl and not args.files:
        parser.error("name report files, or --jsonl - for JSON lines on standard input")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    documents = _lines(args.jsonl) if args.jsonl else _files(args.files)
    for identifier, text in documents:
        print(json.dumps(_COMMANDS[args.command](identifier, text), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
