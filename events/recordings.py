"""Recordings: an uploaded video with captions, or a video elsewhere that loads only after a click."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from events.cards import minutes_in_words
from events.models import EventPage

PLAY = "play"


@dataclass(frozen=True, kw_only=True)
class Embed:
    """A player that may be framed: its provider's name and the address to load after the click."""

    provider: str
    url: str


@dataclass(frozen=True, kw_only=True)
class TrackLine:
    """One `<track>`: its address, language tag and the language's own name."""

    url: str
    language: str
    label: str


@dataclass(frozen=True, kw_only=True)
class RecordingView:
    """A recording as the page shows it.

    `video_url` is set for an upload. `embed` is set for a known provider; with
    `is_playing` its player stands in the page, otherwise a link to `play_url`, so that
    nothing is asked of the provider before the visitor does. Any other link is just
    a link, `link_url`.
    """

    video_url: str
    video_type: str
    poster: object | None
    tracks: list[TrackLine]
    embed: Embed | None
    is_playing: bool
    play_url: str
    link_url: str
    link_host: str
    length: str
    captions_checked: bool


LANGUAGE_NAMES = {
    "en": "English", "es": "Español", "fr": "Français", "pt": "Português", "zh": "中文",
    "vi": "Tiếng Việt", "tl": "Tagalog", "ar": "العربية", "ko": "한국어", "ru": "Русский",
}  # fmt: skip


def recording_view(*, page: EventPage, request: HttpRequest) -> RecordingView | None:
    """The page's recording, the uploaded video first; None where there is none."""
    if not page.has_recording:
        return None
    video = page.recording_video
    embed = None if video else known_embed(page.recording_url)
    return RecordingView(
        video_url=video.url if video else "",
        video_type=video.content_type if video else "",
        poster=page.recording_poster,
        tracks=track_lines(page) if video else [],
        embed=embed,
        is_playing=embed is not None and request.GET.get("recording") == PLAY,
        play_url=f"?recording={PLAY}#recording",
        link_url="" if video or embed else page.recording_url,
        link_host=urlsplit(page.recording_url).hostname or "",
        length=minutes_in_words(page.recording_minutes),
        captions_checked=page.recording_captions_checked,
    )


def track_lines(page: EventPage) -> list[TrackLine]:
    """The captions in the editor's order, the first one as the default."""
    tracks = list(page.caption_tracks.all())
    prefetch_related_objects(tracks, "document")
    return [
        TrackLine(
            url=track.document.url,
            language=track.language,
            label=LANGUAGE_NAMES.get(track.language.split("-")[0].lower(), track.language),
        )
        for track in tracks
        if track.document
    ]


def known_embed(url: str) -> Embed | None:
    """The player of a YouTube or Vimeo address, in its form that sets no cookies; None for others."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = parts.path.strip("/")
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        is_path = host == "youtu.be" or re.match(r"(?:embed|live|shorts|v)/", path)
        candidates = [
            *parse_qs(parts.query).get("v", []),
            *([path.split("/")[-1]] if is_path else []),
        ]
        for candidate in candidates:
            if re.fullmatch(r"[\w-]{11}", candidate):
                address = f"https://www.youtube-nocookie.com/embed/{candidate}?autoplay=1&cc_load_policy=1"
                return Embed(provider="YouTube", url=address)
    if host in ("vimeo.com", "player.vimeo.com"):
        match = re.search(r"(?:^|/)(\d{6,12})(?:/([0-9a-f]{6,20}))?(?:/|$)", path)
        if match:
            # An unlisted video plays only with its hash.
            key = match.group(2) or next(iter(parse_qs(parts.query).get("h", [])), "")
            unlisted = f"&h={key}" if re.fullmatch(r"[0-9a-f]{6,20}", key) else ""
            address = f"https://player.vimeo.com/video/{match.group(1)}?dnt=1&autoplay=1{unlisted}"
            return Embed(provider="Vimeo", url=address)
    return None
