"""The orchestrator's part and the ``fazhi`` command: thin, every body calls one function of ``warehouse``.

Only ``fazhi run`` and the Dagster processes import Dagster; nothing of it is imported here.
"""
