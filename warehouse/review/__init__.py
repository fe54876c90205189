"""The review queue: facts that a person should look at, and what a person decided about them.

What belongs here: listing, and writing a decision down as a correction. What does not: why a fact is in
doubt (``sql/review/facts.sql``), and applying corrections (``warehouse.corrections``).
"""

from __future__ import annotations

from warehouse.review.deciding import Decision, decide
from warehouse.review.queue import LOW_CONFIDENCE, Item, Queue, find_item, read_queue

__all__ = ["LOW_CONFIDENCE", "Decision", "Item", "Queue", "decide", "find_item", "read_queue"]
