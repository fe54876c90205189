"""How sure a reading is, from what it rests on.

The scale is calibrated on labelled text (``make score`` prints the share that is right by
band); it ranks readings for review and never changes a value.
"""

from __future__ import annotations

from extractors.drafts import Draft

_FULL_SCORE = 5.0
_CLEAR_MARGIN = 2.0


def confidence_of(draft: Draft) -> float:
    """Return the confidence in a draft's metric and slots, between 0 and 1."""
    if draft.choice is None or draft.metric is None:
        return 0.5
    score = min(draft.choice.score / _FULL_SCORE, 1.0)
    margin = min(draft.choice.margin / _CLEAR_MARGIN, 1.0)
    confidence = 0.6 + 0.22 * score + 0.17 * margin
    if draft.is_inherited:
        confidence -= 0.08
    if draft.scope != "own":
        confidence -= 0.05
    return round(confidence, 2)
