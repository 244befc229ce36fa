"""What is known of a request's letter of support."""

from events.tta.enums import LetterState
from events.tta.models import TTARequest

POINTS = ("letter_says_what", "letter_says_needs", "letter_says_benefits")


def letter_state_of(request: TTARequest, *, has_files: bool) -> LetterState:
    """What the queue says of the letter, from its files, its receipt by e-mail and the checklist."""
    if request.tta_type is not None and not request.tta_type.needs_letter:
        return LetterState.NOT_NEEDED
    if not has_files and request.letter_received_date is None:
        return LetterState.MISSING
    return LetterState.CHECKED if request.letter_is_checked else LetterState.UNCHECKED


def refresh_letter_state(request: TTARequest) -> None:
    """Set `letter_state` as it follows now; one query. The caller saves it."""
    request.letter_state = letter_state_of(request, has_files=request.letters.exists())
