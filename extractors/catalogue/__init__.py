"""The metric catalogue: what the numbers of a report can measure, as data."""
