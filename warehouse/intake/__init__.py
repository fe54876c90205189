"""Files to text: opened without trust, decoded without guessing, or refused with a reason."""

from warehouse.intake.decoding import Decoded, Undecodable, decode
from warehouse.intake.landing import Arrival, read_landing
from warehouse.intake.manifest import Origin, read_manifest

__all__ = ["Arrival", "Decoded", "Origin", "Undecodable", "decode", "read_landing", "read_manifest"]
