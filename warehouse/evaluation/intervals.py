"""How far a share that was counted on a sample may be from the share in the whole."""

from __future__ import annotations

import math

_Z95 = 1.959963984540054


def wilson(right: int, total: int) -> tuple[float, float] | None:
    """Return the 95 % interval (Wilson's score interval) of the share ``right / total``; None of nothing.

    Unlike the textbook's ±, it stays within 0 and 1 and is not of width zero where all are right.

    Raises:
        ValueError: more are right than there are.
    """
    if not 0 <= right <= total:
        raise ValueError(f"{right} of {total} cannot be right")
    if total == 0:
        return None
    share, weight = right / total, _Z95 * _Z95 / total
    centre = (share + weight / 2) / (1 + weight)
    half = _Z95 / (1 + weight) * math.sqrt(share * (1 - share) / total + weight / (4 * total))
    # Exact at the ends, where rounding errors would leave 0.0000000001 or 0.9999999999.
    return (0.0 if right == 0 else centre - half), (1.0 if right == total else centre + half)
