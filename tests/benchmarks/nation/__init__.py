"""A simulated nation of reports: real codes of places, invented words and figures, and the truth about each."""
