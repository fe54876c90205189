"""The lake: Parquet parts that are only ever added, and a log that says which of them count.

A part counts once an entry of ``log/`` names it; entries are written by one rename each. A run that dies
leaves parts that no entry names, which the next run sweeps away.
"""

from warehouse.lake.schemas import SCHEMAS
from warehouse.lake.store import Lake, read_part

__all__ = ["SCHEMAS", "Lake", "read_part"]
