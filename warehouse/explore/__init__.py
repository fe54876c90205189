"""The explorer: the published file in a browser, on this machine alone. ``make explore``.

What belongs here: what is asked of the published file, how it is shown, and in which words. What does not:
any figure of its own. Statements lie in ``sql/explore``, words in ``wording.toml``; ``app.py`` only arranges.
"""
