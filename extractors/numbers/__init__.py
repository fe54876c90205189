"""The number layer: every numeral of a text, with value, unit, qualifier and kind.

What belongs here: numerals in all their written forms, and what says how exactly they are meant.
What does not: what a number counts in the sense of a metric, its period or its status.
"""

from extractors.numbers.figures import QUANTITIES, Numeral
from extractors.numbers.record import cli_record
from extractors.numbers.scan import scan

__all__ = ["QUANTITIES", "Numeral", "cli_record", "scan"]
