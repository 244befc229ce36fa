"""What became of a mail that was read."""

from enum import Enum


class Outcome(Enum):
    """A name to be stored, the words of the command's table, and whether the mail is done with.

    A mail that is not done with is left as it is, for a person or for another time.
    """

    OFFERED = "offered", "declined: asked by mail whether to give the place back", True
    ASKED = "asked", "declined: asked before, or today", True
    NOTED = "noted", "accepted or tentative: nothing to do", True
    OLD = "old", "answer to an invitation that a newer one replaced, or older than the last", True
    NOTHING_OPEN = (
        "nothing_open",
        "answer without a place, or for a session that is over or off",
        True,
    )
    AUTOMATIC = "automatic", "answer that a machine gave by itself: no mail in return", True
    BOUNCED = "bounced", "came back: the registration is marked", True
    NOT_FINAL = "not_final", "delayed or delivered after all: nothing to do", True
    ADDRESS_LEFT = "address_left", "came back from an address that the person has left", True
    KNOWN = "known", "handled before", True
    NOT_BELIEVED = (
        "not_believed",
        "left: sender, person and invitation do not belong together",
        False,
    )
    OTHER = "other", "left: other mail, or not understood", False
    TOO_LARGE = "too_large", "left: too large", False
    FAILED = "failed", "left: went wrong, see the log", False

    def __init__(self, code: str, words: str, is_done: bool):
        self.code, self.words, self.is_done = code, words, is_done
