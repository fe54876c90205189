"""How fast the extractor is, beside a bare scan for numbers and beside its peers: ``make bench``."""
