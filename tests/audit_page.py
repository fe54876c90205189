"""Samples to put on a page, for tests that look at the page alone."""

from __future__ import annotations

from typing import Any

from warehouse.evaluation.sampling import Sample

HOSTILE = (
    "<script>window.hit = 1</script><img src=x onerror='window.hit=2'>\"><svg onload=window.hit=3>"
    "</blockquote></script><iframe src=javascript:parent.hit=4></iframe>调解纠纷12件。"
)


def sample_of(*sentences: str) -> Sample:
    """Return a sample with one observation a sentence, its numeral 12, hostile in every text that it has."""
    rows = tuple(_row(number, sentence) for number, sentence in enumerate(sentences, 1))
    return Sample(version=3, metric=None, seed=7, population=500, rows=rows)


def _row(number: int, sentence: str) -> dict[str, Any]:
    start = sentence.index("12")
    hostile = '"><script>window.hit = 5</script>' if "<" in sentence else "镇"
    return {
        "observation_id": f"o{number}{hostile}", "metric": "dispute_mediated_count", "name_zh": "调解",
        "name_en": "Disputes mediated", "value": 12.0, "value_max": None, "unit": f"件{hostile}",
        "qualifier": "exact", "status": "actual", "scope": "own", "period_start": "2024-01-01",
        "period_end": "2024-12-31", "of_which": None, "subset": hostile, "yoy_value": -4.5, "yoy_unit": "%",
        "confidence": 0.93, "sentence": sentence, "numeral_start": start, "numeral_end": start + 2,
        "issuer_name": hostile, "report_year": 2024, "population": 500,
    }  # fmt: skip
