"""What a report calls its issuer (我镇, 我街, 我局): the kind, where no name tells it."""

from __future__ import annotations

from extractors.head.rules import vocabulary

_TWICE = 2


def self_referenced_kind(text: str) -> str | None:
    """Return the kind that the text's self-reference tells, or None where it is rare or divided."""
    counts = {
        kind: sum(text.count(word) for word in words)
        for kind, words in vocabulary()["self_reference"].items()
    }
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    (kind, most), (_, second) = ranked[0], ranked[1]
    return kind if most and most >= _TWICE * second else None
