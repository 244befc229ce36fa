"""The stages in plain words, for requesters."""

from django.utils.translation import gettext_lazy as _

from events.tta.enums import Stage

# Where it stands, and what comes next.
_WORDS = {
    Stage.DRAFT: (
        _("You have begun this request and not sent it yet."),
        _("Fill in what is missing and submit it. Until then nobody but you works on it."),
    ),
    Stage.SUBMITTED: (
        _("We have your request."),
        _("A member of our staff will read it, usually within five business days."),
    ),
    Stage.UNDER_REVIEW: (
        _("A member of our staff is reading your request."),
        _("We decide, or ask you for what is missing."),
    ),
    Stage.RETURNED: (
        _("We need a change before we can decide."),
        _("Change what the comment asks for and submit the request again."),
    ),
    Stage.APPROVED: (
        _("Your request is approved."),
        _("We look for the provider who fits it, and tell you who it is."),
    ),
    Stage.DECLINED: (
        _("We can’t support this request."),
        _("The comment says why. You may write to us, or send another request."),
    ),
    Stage.ASSIGNED: (
        _("A provider has your request."),
        _("The provider gets in touch with you to plan the work."),
    ),
    Stage.SCHEDULED: (
        _("The work has a date."),
        _("Tell us at once if the date changes or the event is cancelled."),
    ),
    Stage.IN_DELIVERY: (
        _("The work is under way."),
        _("Tell us if you can’t reach the provider."),
    ),
    Stage.ON_HOLD: (
        _("The work rests for now."),
        _("The comment says why. We write to you when it goes on."),
    ),
    Stage.DELIVERED: (
        _("The work is done."),
        _("We collect results and close the request."),
    ),
    Stage.CLOSED: (_("This request is closed."), _("Thank you. You can still read it here.")),
    Stage.CANCELLED: (
        _("This request is cancelled."),
        _("You may send another request at any time."),
    ),
    Stage.WITHDRAWN: (
        _("You have withdrawn this request."),
        _("You may send another request at any time."),
    ),
}


def stage_sentence(stage: str) -> str:
    """Where a request of this stage stands, one sentence."""
    return str(_WORDS[Stage(stage)][0])


def next_step(stage: str) -> str:
    """What comes next, and from whom."""
    return str(_WORDS[Stage(stage)][1])
