"""One text in many containers, made on the spot: web page, PDF, Word file, gzip, shard."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Table = list[list[str]]
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_政务公开</title>
<style>body {{ font: 15px "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Sans CJK SC", sans-serif }}
p {{ text-indent: 2em; margin: .3em 0 }} table {{ width: 100%; table-layout: fixed }}</style></head>
<body>{before}<div id="zoom">{body}</div>{after}</body></html>"""
MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>'


def is_row(line: str) -> bool:
    return line.startswith("|")


def blocks(text: str) -> Iterable[str | Table]:
    """The paragraphs of a text, and its tables as rows of cells."""
    table: Table = []
    for line in text.splitlines():
        if is_row(line):
            table.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if table:
            yield table
            table = []
        if line.strip():
            yield line
    if table:
        yield table


def as_page(text: str, before: str = "", after: str = "") -> bytes:
    pieces = []
    for block in blocks(text):
        if isinstance(block, str):
            pieces.append(f"<p>{html.escape(block)}</p>")
        else:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
            pieces.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    title = html.escape(text.splitlines()[0])
    return PAGE.format(title=title, before=before, after=after, body="".join(pieces)).encode()


def as_word(text: str) -> bytes:
    import docx

    document: Any = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (
    ("chineseCounting", "%1、", re.compile("[一二三四五六七八九十]+、")),
    ("japaneseCounting", "(%2)", re.compile("[(][一二三四五六七八九十]+[)]")),
    ("decimal", "%3.", re.compile(r"[0-9]{1,2}\.(?![0-9])")),
)


def as_numbered_word(text: str) -> bytes:
    """The same paragraphs, but Word itself numbers them: 一、 (一) 1. stand in no paragraph."""
    import docx
    from docx.oxml import parse_xml

    document: Any = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
        for at, (form, shown, _) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {_W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for line in text.splitlines():
        signs = ((at, sign.match(line)) for at, (*_, sign) in enumerate(LEVELS))
        at, words = next(((at, line[found.end() :]) for at, found in signs if found), (None, line))
        paragraph = document.add_paragraph(words)
        if at is not None:
            place = f'<w:numPr {_W}><w:ilvl w:val="{at}"/><w:numId w:val="77"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(place))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(text: str, chromium: str, folder: Path, before: str = "") -> bytes:
    source, printed = folder / "print.html", folder / "print.pdf"
    source.write_bytes(as_page(text, before))
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [
        chromium,
        *flags,
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={printed}",
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return printed.read_bytes()


def as_gzip(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def as_shard(rows: Iterable[dict[str, Any] | bytes]) -> bytes:
    lines = (row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows)
    return as_gzip(b"\n".join(lines) + b"\n")


def as_zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def hand_made_pdf(*lines: str) -> bytes:
    """A PDF of one page in a font that needs no file; ASCII alone."""
    return drawn_pdf("".join(words_at(50, 700 - 20 * at, line) for at, line in enumerate(lines)))


def words_at(x: float, y: float, words: str) -> str:
    """A line of words for :func:`drawn_pdf`."""
    return f"BT /F1 12 Tf {x} {y} Td ({words}) Tj ET\n"


def drawn_pdf(shown: str) -> bytes:
    """A PDF of one page with what these commands draw."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}endstream",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + f"xref\n0 5\n0000000000 65535 f \n{table}" + trailer).encode()
