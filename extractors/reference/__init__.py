"""Reference tables as committed files, and the scripts that build them. No code of the extractor lives here."""
