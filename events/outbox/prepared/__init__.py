"""Statements whose SQL is written once per process.

Django takes longer to write the larger ones than a database takes to answer: for a registration
that was most of the request.
"""

from events.outbox.prepared.insert import NoKey, PreparedInsert
from events.outbox.prepared.rows import stored
from events.outbox.prepared.statement import NotPassedOn, Prepared
from events.outbox.prepared.unit import NextKey, PreparedUnit

__all__ = [
    "NextKey",
    "NoKey",
    "NotPassedOn",
    "Prepared",
    "PreparedInsert",
    "PreparedUnit",
    "stored",
]
