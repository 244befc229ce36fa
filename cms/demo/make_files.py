"""Makes the demo's video, captions, transcript, poster and PDFs again, by hand.

The demo command only reads what stands in `files/`. To change a file, change
its source in `sources/` and run, from the top of the repository:

    pip install typst fonttools brotli pillow
    python -m cms.demo.make_files

It also needs ffmpeg (with libx264 and libflite) on the PATH. `--voices espeak` takes
the voices of espeak-ng instead.
"""

import argparse
import json
import math
import shutil
import subprocess
import tempfile
import textwrap
import wave
from array import array
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cms.demo.frames import draw_frame

HERE = Path(__file__).parent
FILES, SOURCES = HERE / "files", HERE / "sources"
FONT = HERE.parent / "static/cms/fonts/public-sans-latin-wght-normal.woff2"
RATE = 44_100
# Seconds of quiet: before the first word, between cues, when the slide changes, at the end.
LEAD, GAP, TURN, TAIL = 0.9, 0.42, 1.0, 2.2
FADE = 0.4
PDFS = (
    "letter-of-support",
    "night-shift-slides",
    "young-callers-slides",
    "co-response-basics-slides",
    "dispatcher-checklist",
    "visor-card",
)


@dataclass(frozen=True)
class SpokenCue:
    """One caption and the moment it is spoken; start and end in seconds of the video."""

    start: float
    end: float
    slide: int
    speaker: str
    text: str
    es: str
    names_speaker: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--font", type=Path, default=FONT)
    parser.add_argument("--out", type=Path, default=FILES)
    parser.add_argument("--voices", choices=("espeak", "flite"), default="flite")
    options = parser.parse_args()
    story = json.loads((SOURCES / "narration.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        cues, length = speak(story=story, voices=options.voices, work=work)
        draw_video(story=story, cues=cues, length=length, options=options, work=work)
        write_captions(story=story, cues=cues, out=options.out)
        write_transcript(story=story, cues=cues, length=length, out=options.out)
        make_pdfs(font=options.font, out=options.out, work=work)


def speak(*, story: dict, voices: str, work: Path) -> tuple[list[SpokenCue], float]:
    """Speaks all cues into `work/narration.wav`; returns their times, and the length in seconds."""
    samples, cues, before = bytearray(_quiet(LEAD)), [], None
    for number, cue in enumerate(story["cues"]):
        if before:
            samples += _quiet(TURN if before["slide"] != cue["slide"] else GAP)
        start = len(samples) / 2 / RATE
        samples += _speech(cue, story["speakers"][cue["speaker"]], voices, work / f"{number}.wav")
        cues.append(
            SpokenCue(
                start=start,
                end=len(samples) / 2 / RATE,
                slide=cue["slide"],
                speaker=cue["speaker"],
                text=cue["text"],
                es=cue["es"],
                names_speaker=before is None or before["speaker"] != cue["speaker"],
            )
        )
        before = cue
    samples += _quiet(TAIL)
    with wave.open(str(work / "narration.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(samples))
    return cues, len(samples) / 2 / RATE


def _quiet(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def _speech(cue: dict, speaker: dict, voices: str, file: Path) -> bytes:
    """The samples of one cue, without the quiet before and after it."""
    words = cue.get("say", cue["text"])
    if voices == "flite":
        text = file.with_suffix(".txt")
        text.write_text(words, encoding="utf-8")
        source = ["-f", "lavfi", "-i", f"flite=textfile={text}:voice={speaker['flite']}"]
    else:
        voice = speaker["espeak"]
        knobs = ["-v", voice["voice"], "-s", str(voice["rate"]), "-p", str(voice["pitch"])]
        _run("espeak-ng", *knobs, "-g", "1", "-w", str(file), words)
        source = ["-i", str(file)]
    tone = "highpass=f=85,equalizer=f=2800:t=q:w=1:g=2,lowpass=f=9000"
    shape = ["-af", tone, "-ar", str(RATE), "-ac", "1", "-f", "s16le", "-"]
    return _even(_run("ffmpeg", "-v", "error", *source, *shape))


def _even(raw: bytes) -> bytes:
    """The same speech without the quiet at its ends, at the loudness that all cues share."""
    samples = array("h", raw)
    loud = [number for number, sample in enumerate(samples) if abs(sample) > 200]
    samples = samples[max(loud[0] - 400, 0) : loud[-1] + 2000]
    level = math.sqrt(sum(sample * sample for sample in samples) / len(samples))
    gain = min(4600 / level, 30_000 / max(abs(sample) for sample in samples))
    return array("h", (round(sample * gain) for sample in samples)).tobytes()


def draw_video(*, story: dict, cues: list[SpokenCue], length: float, options, work: Path) -> None:
    """Writes the poster and the video: one picture per slide and speaker, cross-faded."""
    shots = [cues[0]] + [
        cue
        for before, cue in pairwise(cues)
        if (before.slide, before.speaker) != (cue.slide, cue.speaker)
    ]
    starts = [0.0, *(cue.start - FADE for cue in shots[1:]), length]
    inputs: list[str] = []
    for number, cue in enumerate(shots):
        picture = draw_frame(
            slide=story["slides"][cue.slide],
            index=cue.slide,
            speaker=story["speakers"][cue.speaker],
            font_file=options.font,
        )
        picture.save(work / f"shot-{number}.png")
        seconds = starts[number + 1] - starts[number] + FADE
        inputs += ["-loop", "1", "-framerate", "25", "-t", f"{seconds:.3f}"]
        inputs += ["-i", str(work / f"shot-{number}.png")]
    poster = draw_frame(slide=story["slides"][0], index=-1, speaker=None, font_file=options.font)
    poster.save(options.out / "night-shift-poster.webp", "WEBP", quality=88, method=6)

    fades, last = [], "0:v"
    for number in range(1, len(shots)):
        step = f"xfade=transition=fade:duration={FADE}:offset={starts[number]:.3f}"
        fades.append(f"[{last}][{number}:v]{step}[v{number}]")
        last = f"v{number}"
    # Browsers read a picture of this size as BT.709; without the tag, the mint comes out dull.
    fades.append(f"[{last}]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[out]")
    _run(
        *("ffmpeg", "-v", "error", "-y", *inputs, "-i", str(work / "narration.wav")),
        *("-filter_complex", ";".join(fades), "-map", "[out]", "-map", f"{len(shots)}:a"),
        *("-c:v", "libx264", "-profile:v", "baseline", "-level", "3.1", "-preset", "veryslow"),
        *("-tune", "stillimage", "-crf", "22", "-g", "125", "-c:a", "aac", "-b:a", "80k"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-metadata", f"title={story['title']}", "-metadata:s:a:0", "language=eng"),
        *("-t", f"{length:.3f}", "-movflags", "+faststart", "-fflags", "+bitexact"),
        str(options.out / "night-shift-recording.mp4"),
    )


def write_captions(*, story: dict, cues: list[SpokenCue], out: Path) -> None:
    """Writes one WebVTT file per language: two lines of at most 42 characters in each cue."""
    for language in ("en", "es"):
        blocks = ["WEBVTT"]
        for number, cue in enumerate(cues):
            name = story["speakers"][cue.speaker]["name"]
            words = cue.es if language == "es" else cue.text
            lines = _two_lines(
                f"{name}: {words}" if cue.names_speaker and name not in words else words
            )
            # A caption may stay a moment longer than the voice, never into the next one.
            limit = cues[number + 1].start if number + 1 < len(cues) else cue.end + 1.5
            end = min(cue.end + 0.6, limit - 0.05)
            timing = f"{_clock(cue.start - 0.05)} --> {_clock(end)}"
            blocks.append(f"{number + 1}\n{timing}\n<v {name}>" + "\n".join(lines))
        file = out / f"night-shift-captions-{language}.vtt"
        file.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _two_lines(words: str) -> list[str]:
    """The narrowest break into at most two lines, so that the lines come out about equal."""
    for width in range(20, 43):
        lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
        if len(words) <= 42:
            return [words]
        if len(lines) == 2:
            return lines
    raise ValueError(f"This caption needs more than two lines of 42 characters: {words}")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def write_transcript(*, story: dict, cues: list[SpokenCue], length: float, out: Path) -> None:
    """Writes what is said and what is shown, turn by turn, as plain text."""
    parts = [
        f"Transcript: {story['title']}",
        f"Length: {round(length)} seconds. The voices are a computer's; the people are invented.",
    ]
    slide = turn = None
    for cue in cues:
        if cue.slide != slide:
            slide, turn = cue.slide, None
            shown = story["slides"][slide]
            heading = shown["heading"].replace("\n", " ")
            parts.append(
                f"[{_clock(cue.start)[3:8]}] On the slide: {heading.rstrip('.')}. {shown['line']}"
            )
        if cue.speaker == turn:
            parts[-1] += f" {cue.text}"
        else:
            turn = cue.speaker
            parts.append(f"{story['speakers'][turn]['name']}: {cue.text}")
    lines = "\n\n".join(textwrap.fill(part, 78) for part in parts)
    (out / "night-shift-transcript.txt").write_text(lines + "\n", encoding="utf-8")


def make_pdfs(*, font: Path, out: Path, work: Path) -> None:
    """Compiles each source to a tagged PDF that meets PDF/UA-1, or fails."""
    import typst
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    for weight in (400, 700, 800):
        cut = instantiateVariableFont(TTFont(font), {"wght": weight})
        cut.flavor = None
        cut["OS/2"].usWeightClass = weight
        for record, value in (
            (1, "Public Sans"),
            (16, "Public Sans"),
            (4, f"Public Sans {weight}"),
        ):
            cut["name"].setName(value, record, 3, 1, 0x409)
        cut["name"].setName(f"PublicSans-{weight}", 6, 3, 1, 0x409)
        cut.save(work / f"PublicSans-{weight}.ttf")
    for name in PDFS:
        typst.compile(
            SOURCES / f"{name}.typ",
            output=out / f"{name}.pdf",
            font_paths=[work],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )


def _run(*command: str) -> bytes:
    if not shutil.which(command[0]):
        raise SystemExit(f"{command[0]} is missing. Install it, then run this again.")
    return subprocess.run(command, check=True, capture_output=True).stdout


if __name__ == "__main__":
    main()
