"""The catalogue: every metric is complete, and every example is read as it says."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.catalogue import load_catalogue
from extractors.catalogue.load import FAMILIES, CatalogueError, _metric

CATALOGUE = load_catalogue()
EXAMPLES = [(m.key, clause, value) for m in CATALOGUE.metrics.values() for clause, value in m.examples]


def report_with(clause: str, metric: str = "") -> str:
    """Return a small report that holds one clause, from a body that decides reconsiderations where asked."""
    decides = metric.startswith("administrative_reconsideration") and not metric.endswith("respondent_count")
    issuer = "怀柔区司法局" if decides else "怀柔区渤海镇人民政府"
    return f"{issuer}2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n{clause}。\n"


@pytest.mark.parametrize(("metric", "clause", "value"), EXAMPLES)
def test_an_example_is_read_as_the_catalogue_says(metric: str, clause: str, value: float) -> None:
    found = [(o.metric, o.value) for o in extract(report_with(clause, metric)).observations]
    assert (metric, value) in found


def test_every_family_has_metrics_and_every_metric_a_family() -> None:
    assert {m.family for m in CATALOGUE.metrics.values()} == set(FAMILIES)
    assert len(CATALOGUE.metrics) == 188


def test_amounts_are_in_yuan_and_rates_in_percent() -> None:
    for metric in CATALOGUE.metrics.values():
        if metric.kind == "amount":
            assert metric.unit == "元"
        if metric.kind == "rate":
            assert metric.unit == "%" and not metric.additive


def test_an_unknown_key_in_a_rule_is_named_with_its_metric() -> None:
    entry = {
        "zh": "示例", "en": "Example", "unit": "件", "kind": "count", "tier": 3, "units": "件",
        "rules": [{"near": "示例", "nera": "x"}], "examples": [],
    }  # fmt: skip
    with pytest.raises(CatalogueError, match=r"example_count, rule 1: unknown key \['nera'\]"):
        _metric("example_count", "safety", entry, {})
