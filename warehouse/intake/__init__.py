"""Files to text: opened without trust, read by what they are, never guessed at; or refused with a reason."""

from warehouse.intake.arrivals import Arrival
from warehouse.intake.decoding import Decoded, Undecodable, decode
from warehouse.intake.landing import read_file, read_landing
from warehouse.intake.limits import Limits, limits_from_environment
from warehouse.intake.manifest import Origin, read_manifest

__all__ = [
    "Arrival",
    "Decoded",
    "Limits",
    "Origin",
    "Undecodable",
    "decode",
    "limits_from_environment",
    "read_file",
    "read_landing",
    "read_manifest",
]
