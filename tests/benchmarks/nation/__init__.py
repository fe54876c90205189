"""A simulated nation of reports: real division codes, invented words and figures, and the truth about each."""
