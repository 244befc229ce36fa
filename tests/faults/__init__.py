"""What must not lose mail or seats: processes that are killed, servers that are away, clocks that jump.

Each script counts what was promised, stored and received: `python -m tests.faults.mail_killed`. The
tests run the same scripts with smaller numbers.
"""
