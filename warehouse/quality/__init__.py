"""What is known of the quality of each build: expectation suites over its tables, and every audit on record.

What belongs here: what is expected of a table's values, asking the engine, keeping and showing what was
found. What does not: rules that join or compare rows, which are statements of ``sql/checks``. Engine and
pandas are imported only when a suite is evaluated: that takes seconds.
"""

from __future__ import annotations

from warehouse.quality.asking import SUITE_CHECK, TABLES_WITH_SUITE, Suites

__all__ = ["SUITE_CHECK", "TABLES_WITH_SUITE", "Suites"]
