"""Bytes to text: signature, byte order mark, strict UTF-8, strict GB18030, or a reason. Never a guess."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"\x7fELF", "elf"),
    (b"{\\rtf", "rtf"),
)
# utf-32-le begins with the mark of utf-16-le, so the longer ones stand first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ADVICE = {
    "zip": "archives are not opened: put the files themselves there",
    "7z": "archives are not opened: put the files themselves there",
    "rar": "archives are not opened: put the files themselves there",
    "ole": "an old or a locked Office file: save it as .docx or .pdf, without a password",
    "rtf": "rich text is not read: save it as .docx or .pdf",
}
# Words of any government report in Chinese: they tell the right reading of bytes from a wrong one.
_EXPECTED_WORDS = ("法治", "政府", "工作", "报告", "行政", "建设", "年度")
_PRIVATE_USE_SHARE = 0.001
_COMMON_HAN_SHARE = 0.9
_SNIFFED = 4096
# GB18030 has no place for the bytes A3 A0, which old editors wrote for a wide space.
_OLD_WIDE_SPACE = "\ue5e5"


class Undecodable(Exception):
    """Bytes that are no text that we can vouch for; ``kind`` says what they look like."""

    def __init__(self, kind: str, reason: str) -> None:
        """Keep the kind beside the reason."""
        super().__init__(reason)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text with line ends as ``\n``, as Python's ``open`` would give it, and the encoding it was in."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded:
    """Return the text of ``content``.

    Raises:
        Undecodable: empty, of a binary kind, or in no encoding that can be told for certain.
    """
    if not content:
        raise Undecodable("empty", "empty: the file has no bytes")
    if (kind := binary_kind(content)) is not None:
        raise Undecodable(kind, f"{kind}: {_ADVICE.get(kind, 'no text, whatever its name')}")
    decoded = _decode_text(content)
    if "\0" in decoded.text:
        raise Undecodable("binary", "binary: NUL characters in the text")
    if is_blank(decoded.text):
        raise Undecodable("empty", "empty: nothing but white space")
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.encoding)


def binary_kind(content: bytes) -> str | None:
    """Return the kind of binary file that the first bytes announce, if any."""
    head = content[:_SNIFFED].lstrip(b" \t\r\n\xef\xbb\xbf")
    return next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)


def is_blank(text: str) -> bool:
    """Whether a text holds nothing but white space."""
    return not text.strip(" \t\r\n\f\v\u3000\xa0\ufeff")


def is_garbled(text: str) -> bool:
    """Whether a text holds replacement characters, or more private ones than slip in."""
    private = sum("\ue000" <= c <= "\uf8ff" or c >= "\U000f0000" for c in text)
    return "\ufffd" in text or private > _PRIVATE_USE_SHARE * len(text)


def _decode_text(content: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content[len(mark) :], encoding)
    if b"\0" in content[:_SNIFFED]:
        return _decode_unmarked_utf16(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_gb18030(content, f"not UTF-8 (byte {error.start} is 0x{content[error.start]:02x})")


def _decode_marked(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        reason = f"broken {encoding}: its mark is there, but byte {error.start} after it does not fit"
        raise Undecodable("undecodable", reason) from error


def _decode_unmarked_utf16(content: bytes) -> Decoded:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return Decoded(text, encoding)
    raise Undecodable("binary", "binary: NUL bytes in the first 4096")


def _decode_gb18030(content: bytes, so_far: str) -> Decoded:
    try:
        text = content.decode("gb18030").replace(_OLD_WIDE_SPACE, "\u3000")
    except UnicodeDecodeError as error:
        raise Undecodable("undecodable", f"{so_far} and not GB18030 (byte {error.start})") from error
    if not _is_plausible(text):
        reason = f"{so_far}, and read as GB18030 it is no Chinese report: mixed, cut or another encoding"
        raise Undecodable("undecodable", reason)
    return Decoded(text, "gb18030")


def _is_plausible(text: str) -> bool:
    if "\0" in text or not any(word in text for word in _EXPECTED_WORDS):
        return False
    han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    common = sum(_is_common(c) for c in han)
    return not is_garbled(text) and common >= _COMMON_HAN_SHARE * len(han)


def _is_common(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
