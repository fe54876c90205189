"""Taking it away: what is published as plain files, as a panel for statistics packages, as a table for the office.

What belongs here: writing published rows in forms that others read; pandas, openpyxl and python-docx, each inside
the function that needs it. What does not: computing anything that the warehouse does not hold (``sql/``).
"""
