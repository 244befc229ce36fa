"""Captions files: WebVTT that a browser will show."""

import webvtt
import webvtt.errors
from django.utils.translation import gettext as _


class CaptionsUnreadable(ValueError):
    """The file is no WebVTT, or it holds no cue. The message is for the editor."""


def check_captions(document) -> None:
    """Accept a Wagtail document that parses as WebVTT (W3C WebVTT, 4.1) and has a cue; raise CaptionsUnreadable."""
    name = document.filename
    if document.file_extension.lower() != "vtt":
        raise CaptionsUnreadable(
            _("“%(file)s” is not a captions file. Upload a .vtt file (WebVTT).") % {"file": name}
        )
    try:
        with document.open_file() as file:
            cues = webvtt.from_string(file.read().decode("utf-8-sig"))
    except (
        UnicodeDecodeError,
        webvtt.errors.MalformedFileError,
        webvtt.errors.MalformedCaptionError,
    ):
        raise CaptionsUnreadable(
            _("“%(file)s” can't be read as WebVTT. Export the captions again as .vtt in UTF-8.")
            % {"file": name}
        ) from None
    except FileNotFoundError:
        raise CaptionsUnreadable(
            _("The file of “%(file)s” is missing. Upload it again.") % {"file": name}
        ) from None
    if not len(cues):
        raise CaptionsUnreadable(
            _("“%(file)s” has no captions in it. Check the export.") % {"file": name}
        )
