"""The still pictures of the demo's video, 1280 by 720, in the site's colors and type."""

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from cms.demo.portraits import draw_portrait

SIZE = (1280, 720)
SCALE = 2  # drawn twice as large, then reduced, for smooth edges
NAVY, DEEP, MINT, WHITE, PALE = "#0b1b36", "#1b3158", "#5be3b4", "#ffffff", "#b9c7dc"
# The mark of the site: six bars as (left, top, right, foot) on a field of 36 by 36.
MARK = (
    (1, 13, 5, 23),
    (7, 8, 11, 28),
    (13, 2, 17, 34),
    (19, 11, 23, 25),
    (25, 6, 29, 30),
    (31, 14, 35, 22),
)


class Frame:
    """One picture; coordinates are those of the finished size."""

    def __init__(self, font_file: Path) -> None:
        self.font_file = font_file
        self.image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), NAVY)
        self.draw = ImageDraw.Draw(self.image)

    def slab(self, left: float, top: float, right: float, foot: float, color: str, r=0.0) -> None:
        box = [value * SCALE for value in (left, top, right, foot)]
        self.draw.rounded_rectangle(box, r * SCALE, fill=color)

    def disc(self, x: float, y: float, radius: float, color: str) -> None:
        box = [value * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.ellipse(box, fill=color)

    def text(self, x: float, y: float, words: str, *, size: int, weight: int, color: str) -> None:
        font = ImageFont.truetype(self.font_file, size * SCALE)
        font.set_variation_by_axes([weight])
        at = (x * SCALE, y * SCALE)
        self.draw.multiline_text(at, words, color, font, spacing=size * 0.28 * SCALE, anchor="la")

    def mark(self, x: float, y: float, unit: float, *, lit: int, plain: str = WHITE) -> None:
        for number, (left, top, right, foot) in enumerate(MARK):
            color = MINT if number == lit else plain
            self.slab(x + left * unit, y + top * unit, x + right * unit, y + foot * unit, color)

    def face(self, name: str, x: float, y: float, size: int) -> None:
        side = size * SCALE
        portrait = Image.open(io.BytesIO(draw_portrait(name=name, size=side))).convert("RGB")
        round_edge = Image.new("L", (side * 2, side * 2))
        ImageDraw.Draw(round_edge).ellipse((0, 0, side * 2 - 1, side * 2 - 1), fill=255)
        mask = round_edge.resize((side, side), Image.Resampling.LANCZOS)
        self.image.paste(portrait, (round(x * SCALE), round(y * SCALE)), mask)


def draw_frame(
    *, slide: Mapping, index: int, speaker: Mapping | None, font_file: Path
) -> Image.Image:
    """The picture of one slide while one person speaks; the foot stays free for captions."""
    frame = Frame(font_file)
    frame.mark(72, 46, 1.15, lit=2)
    frame.text(126, 49, "Crisis Response\nTTA Center", size=17, weight=700, color=WHITE)
    PICTURES[slide["picture"]](frame)
    size, top = (66, 222) if slide["number"] else (84, 236)
    frame.text(72, 158, slide["number"], size=40, weight=800, color=MINT)
    frame.text(70, top, slide["heading"], size=size, weight=800, color=WHITE)
    lines = slide["heading"].count("\n") + 1
    under = top + 24 + lines * size * 1.28
    frame.text(72, under, slide["line"], size=27, weight=400, color=PALE)
    if speaker:
        frame.disc(110, 552, 40, PALE)
        frame.face(speaker["name"], 72, 514, 76)
        frame.text(168, 524, speaker["name"], size=22, weight=700, color=WHITE)
        frame.text(168, 555, speaker["role"], size=19, weight=400, color=PALE)
    for step in range(len(MARK)):
        frame.slab(1004 + step * 36, 66, 1032 + step * 36, 72, MINT if step <= index else DEEP, r=3)
    return frame.image.resize(SIZE, Image.Resampling.LANCZOS)


def _bars(frame: Frame) -> None:
    frame.mark(792, 140, 12, lit=2, plain=DEEP)


def _pair(frame: Frame) -> None:
    for x, color, height in ((900, MINT, 0), (1080, DEEP, 34)):
        frame.disc(x, 262 + height, 62, color)
        frame.disc(x, 476 + height, 96, color)
        frame.slab(x - 96, 476 + height, x + 96, 590, color)
    frame.slab(780, 590, 1220, 720, NAVY)
    frame.slab(780, 590, 1220, 598, WHITE)


def _doors(frame: Frame) -> None:
    for number, x in enumerate((800, 946, 1092)):
        is_open = number == 1
        frame.slab(x, 250, x + 112, 590, MINT if is_open else DEEP, r=4)
        frame.disc(x + 92, 430, 7, NAVY if is_open else PALE)
    frame.disc(1002, 196, 20, MINT)
    frame.slab(780, 590, 1220, 598, WHITE)


def _roster(frame: Frame) -> None:
    rest = {(0, 2), (1, 4), (2, 1), (3, 3), (1, 0), (3, 5)}
    for row in range(4):
        for column in range(6):
            left, top = 800 + column * 70, 236 + row * 88
            frame.slab(left, top, left + 58, top + 74, MINT if (row, column) in rest else DEEP, r=4)


def _morning(frame: Frame) -> None:
    frame.disc(896, 300, 78, PALE)
    frame.disc(930, 276, 70, NAVY)
    for step in range(7):
        frame.disc(980 + step * 20, 350 + step * 14, 5, PALE)
    frame.disc(1130, 500, 92, MINT)
    frame.slab(1020, 520, 1240, 600, NAVY)
    frame.slab(780, 516, 1220, 524, WHITE)


def _choice(frame: Frame) -> None:
    for number in range(4):
        left, top = 826 + number % 2 * 186, 226 + number // 2 * 186
        lit = number == 1
        frame.slab(left, top, left + 166, top + 166, MINT if lit else DEEP, r=6)
        color = NAVY if lit else PALE
        frame.text(left + 22, top + 14, str(number + 1), size=60, weight=800, color=color)


PICTURES = {
    "bars": _bars,
    "pair": _pair,
    "doors": _doors,
    "roster": _roster,
    "morning": _morning,
    "choice": _choice,
}
