"""Open the review of a submitted request, on Wagtail's workflow where one is set up for reviews."""

from datetime import datetime

from events.tta.models import Review, TTARequest


def open_review(*, request: TTARequest, now: datetime) -> Review:
    """One more round of review, in the transaction of the submission.

    Where Settings, Workflows has a workflow for TTA reviews, it starts, and its reviewers are told; without
    one, whoever may decide does so from the record itself.
    """
    review = Review.objects.create(
        request=request, round=request.reviews.count() + 1, opened_at=now, live=False
    )
    review.save_revision(clean=False, log_action=False)
    if workflow := review.get_workflow():
        workflow.start(review, user=None)
    return review
