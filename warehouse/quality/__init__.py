"""Expectation suites over built tables, drawn from the registry and evaluated by Great Expectations.

What belongs here: what is expected of a table's values, and asking the engine. What does not: rules that join
or compare rows, which are statements of ``sql/checks``. Engine and pandas are imported only when a suite is
evaluated: that takes seconds.
"""
