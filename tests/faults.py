"""The certain faults of a claim's numbers, days and names, for the tests of each of them.

Knows nothing of other faults, nor of how a claim is verified.
"""

from datetime import date

from assistant.facts import lacking
from assistant.grounds import Ground


def faults(claim: str, held: list[Ground], as_of: date | None = None) -> list[str]:
    return [fault.reason for fault in lacking(claim, held, as_of) if fault.is_certain]
