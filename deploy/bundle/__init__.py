"""What a machine without a package registry needs, as one archive: ``make bundle``.

What belongs here: choosing, collecting, describing and packing wheels. What does not: which versions
(``constraints.txt``), which parts (``pyproject.toml``), and installing (``install.sh`` in the archive).
The same inputs give the same bytes.
"""

from __future__ import annotations


class BundleError(Exception):
    """The archive cannot be made; the message says what is missing and what to do."""
