"""Office files are packed XML: no character that it cannot hold, no clock, equal bytes for equal tables."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_NO_TIME = rb"\g<1>2000-01-01T00:00:00Z\g<3>"
# Of what XML 1.0 cannot hold, what a text may hold: control characters and halves of pairs.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Return a text without the characters that an office file cannot hold."""
    return _NOT_IN_XML.sub("", text)


def without_clock(content: bytes) -> bytes:
    """Return an .xlsx or .docx with every time in it a constant."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(target, "w", ZIP_DEFLATED) as settled:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(_NO_TIME, part)
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            settled.writestr(info, part)
    return target.getvalue()
