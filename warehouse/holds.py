"""Taking one document out, and putting it back: by whom and why. The lake keeps it as it came.

What belongs here: the holds of a home, and which document a name means. What does not: what follows from a
hold, which the statements of ``document``, ``report`` and ``missing_value`` say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePosixPath

import pyarrow as pa

from extractors.privacy import mask_persons
from warehouse.entries import read_entries, refused, today_in_china, write_entry
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.lake import Lake

_FORM = {"document": str, "file": str, "by": str, "reason": str, "made_on": date}
_SHA256, _PREFIX = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{6,64}")
_SHOWN = 10
ROWS = pa.schema([("document_id", pa.string()), ("held_by", pa.string()), ("reason", pa.string())])


@dataclass(frozen=True, slots=True)
class Hold:
    """One document that is taken out."""

    document: str
    """sha256 of its bytes."""
    file: str
    """Where it was found first, for people."""
    by: str
    reason: str
    made_on: date


def load_holds(home: Home) -> list[Hold]:
    """Return the holds of a home, by document.

    Raises:
        WrongArguments: a file cannot be understood, or two take the same document out.
    """
    found: dict[str, Hold] = {}
    for path, entry in read_entries(home.holds, _FORM):
        hold = Hold(**entry)
        if not _SHA256.fullmatch(hold.document):
            raise refused(path, f"document is {hold.document!r}", "the sha256 of the file")
        if hold.document in found:
            raise refused(path, "another file holds the same document")
        found[hold.document] = hold
    return [found[document] for document in sorted(found)]


def add_hold(home: Home, named: str, by: str, reason: str) -> Hold:
    """Take a document out, named by its sha256, a prefix of that, or its file; return what was written.

    Raises:
        WrongArguments: no document is called so, or several, or it is held already.
    """
    document, file = find_document(home, named)
    if document in {hold.document for hold in load_holds(home)}:
        raise WrongArguments(
            f"{file} is held already.", where=_path(home, document), todo="fazhi hold --list shows by whom"
        )
    hold = Hold(document, file, by.strip(), mask_persons(reason.strip()), today_in_china())
    write_entry(_path(home, document), asdict(hold), _FORM)
    return hold


def release(home: Home, named: str) -> Hold:
    """Put a document back that is held; return what held it.

    Raises:
        WrongArguments: no held document is called so, or several.
    """
    holds = {hold.document: hold for hold in load_holds(home)}
    document = _one_of({document: [hold.file] for document, hold in holds.items()}, named, "held document")
    for path, entry in read_entries(home.holds, _FORM):
        if entry["document"] == document:
            path.unlink()
    return holds[document]


def find_document(home: Home, named: str) -> tuple[str, str]:
    """Return the sha256 and the first file of the one document that is called so.

    Raises:
        WrongArguments: there is none, or there are several.
    """
    files: dict[str, list[str]] = {}
    for row in Lake(home.lake).read("location", ["document_id", "file"]).to_pylist():
        files.setdefault(row["document_id"], []).append(row["file"])
    document = _one_of(files, named, "document")
    return document, min(files[document])


def same_text(home: Home, document: str) -> list[str]:
    """Return the files of other documents with the same text that are not held: they keep its facts alive."""
    lake, held = Lake(home.lake), {hold.document for hold in load_holds(home)}
    texts = {
        row["document_id"]: row["text_id"]
        for row in lake.read("document", ["document_id", "text_id"]).to_pylist()
        if row["text_id"] is not None
    }
    if document not in texts:
        return []
    others = {key for key, text in texts.items() if text == texts[document]} - held - {document}
    rows = lake.read("location", ["document_id", "file"]).to_pylist()
    return sorted({row["file"] for row in rows if row["document_id"] in others})


def hold_rows(home: Home) -> pa.Table:
    """Return the documents that a home's builds leave out."""
    rows = [{"document_id": h.document, "held_by": h.by, "reason": h.reason} for h in load_holds(home)]
    return pa.Table.from_pylist(rows, schema=ROWS)


def _one_of(files: Mapping[str, list[str]], named: str, kind: str) -> str:
    by_hash = [key for key in files if _PREFIX.fullmatch(named) and key.startswith(named)]
    by_path = [key for key, paths in files.items() if named in paths]
    by_name = [key for key, paths in files.items() if named in {PurePosixPath(path).name for path in paths}]
    found = by_hash or by_path or by_name
    if len(found) == 1:
        return found[0]
    listed = ", ".join(sorted(f"{key[:12]} ({min(files[key])})" for key in found)[:_SHOWN])
    raise WrongArguments(
        f"{len(found) or 'No'} {kind}{'s are' if len(found) > 1 else ' is'} called {named}.",
        expected=f"one of {listed}" if found else "a sha256, its first six letters or more, or a file name",
        todo="fazhi reports lists the files; fazhi hold --list those that are held",
    )


def _path(home: Home, document: str) -> Path:
    return home.holds / f"{document[:16]}.toml"
