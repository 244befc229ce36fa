"""Every sentence of the calendar rules has a test that is there, and every test its sentence."""

import pytest

from tests.events.calendar_rules import (
    sentences,
    test_feeds,
    test_identity,
    test_invitations,
    test_text_and_cost,
    test_times,
)

PAIRS = [
    (sentences.IDENTITY, test_identity),
    (sentences.TIMES, test_times),
    (sentences.FEEDS, test_feeds),
    (sentences.INVITATIONS, test_invitations),
    (sentences.TEXT_AND_COST, test_text_and_cost),
]


@pytest.mark.parametrize(
    ("rules", "module"), PAIRS, ids=lambda value: getattr(value, "__name__", "")
)
def test_every_sentence_has_its_tests_and_every_test_its_sentence(rules, module):
    named = [name for names in rules.values() for name in names]
    there = [name for name in vars(module) if name.startswith("test_")]
    assert sorted(named) == sorted(there)
    assert all(rules.values())
