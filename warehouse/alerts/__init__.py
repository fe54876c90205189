"""Telling people: what happened, since when, what is still served, what to do; by e-mail and by webhook.

What belongs here: the words, the ways in which they go out, and that none of them is in the way of a run.
What does not: deciding that something is wrong (``heartbeat``, ``audit``, whoever runs).
"""

from warehouse.alerts.incident import Incident, checks_failed, died, run_failed, stale, trial
from warehouse.alerts.telling import Told, tell

__all__ = ["Incident", "Told", "checks_failed", "died", "run_failed", "stale", "tell", "trial"]
