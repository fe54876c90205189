"""A simulated nation of reports: real codes of places, words and figures invented, the truth known."""
