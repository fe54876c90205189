"""A draft before it is published: what in it contradicts itself, last year's report, or persons' privacy.

Nothing of it is stored: it is read and built in a private folder that is gone when the check ends. What
belongs here: what only a draft is asked (headings, copied paragraphs, persons), and telling. What does not:
the rules for published reports (``sql/findings``); a draft is put through the same statements.
"""

from __future__ import annotations

from warehouse.drafts.annotating import annotate
from warehouse.drafts.checking import Checked, check_draft
from warehouse.drafts.finding import DraftFinding
from warehouse.drafts.papers import Paper, read_paper

__all__ = ["Checked", "DraftFinding", "Paper", "annotate", "check_draft", "read_paper"]
