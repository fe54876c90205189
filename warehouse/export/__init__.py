"""Taking it away: published rows as plain files, as a panel for statistics, as a table for the office.

What belongs here: writing published rows in forms that others read; pandas, openpyxl and python-docx, each
inside the function that needs it. What does not: computing what the warehouse does not hold (``sql/``).
"""
