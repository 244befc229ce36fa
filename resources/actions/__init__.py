"""What a person can do with the vocabulary. Each action is one write with its rules; none sees a request."""

from resources.actions.add_keywords import KeywordRefused, add_keywords
from resources.actions.delete import TermInUse, delete_term, why_kept
from resources.actions.merge import (
    AlreadyMerged,
    MergeCycle,
    NotMerged,
    SameTerm,
    TargetIsMerged,
    TermGone,
    TermNotMerged,
    merge_terms,
    undo_merge,
)

__all__ = [
    "AlreadyMerged",
    "KeywordRefused",
    "MergeCycle",
    "NotMerged",
    "SameTerm",
    "TargetIsMerged",
    "TermGone",
    "TermInUse",
    "TermNotMerged",
    "add_keywords",
    "delete_term",
    "merge_terms",
    "undo_merge",
    "why_kept",
]
