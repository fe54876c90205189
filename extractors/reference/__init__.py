"""Reference tables as committed files, and the scripts that build them; no part of the extractor."""
