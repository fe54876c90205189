"""The metric catalogue: what the numbers of a report can measure, as data.

One TOML file a family; a metric is one entry with its meaning, its measure words and the
rules by which a report names it. This package loads and validates them and knows nothing
of any text. How a rule is applied stands in ``extractors.linking``.
"""

from extractors.catalogue.load import Catalogue, CatalogueError, Compound, Metric, Rule, load_catalogue

__all__ = ["Catalogue", "CatalogueError", "Compound", "Metric", "Rule", "load_catalogue"]
