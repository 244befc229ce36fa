"""A canvas measured in units instead of pixels, and the few shapes that a portrait needs."""

import math
from collections.abc import Callable, Iterable

from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Easel:
    """A square canvas of 100 by 100 units; `zoom` enlarges what follows round the foot's middle."""

    def __init__(self, pixels: int) -> None:
        self.pixels, self.zoom = pixels, 1.0
        self.image = Image.new("RGB", (pixels, pixels))

    def mask(self, draw: Callable[["Pen"], None]) -> Image.Image:
        layer = Image.new("L", self.image.size)
        draw(Pen(layer, self.pixels / 100, self.zoom))
        return layer

    def fill(self, color: str, draw: Callable[["Pen"], None], *within: Image.Image) -> None:
        layer = self.mask(draw)
        for other in within:
            layer = ImageChops.multiply(layer, other)
        self.image.paste(color, (0, 0), layer)


class Pen:
    """Draws into one mask; `ink=0` rubs out."""

    def __init__(self, layer: Image.Image, unit: float, zoom: float) -> None:
        self.draw, self.unit, self.zoom = ImageDraw.Draw(layer), unit, zoom

    def _place(self, points: Iterable[Point]) -> list[Point]:
        zoom, unit = self.zoom, self.unit
        return [((50 + (x - 50) * zoom) * unit, (100 + (y - 100) * zoom) * unit) for x, y in points]

    def oval(self, x: float, y: float, rx: float, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        self.draw.ellipse(self._place([(x - rx, y - ry), (x + rx, y + ry)]), fill=255)

    def slab(self, box: Box, radius: float = 0) -> None:
        corners = self._place([box[:2], box[2:]])
        self.draw.rounded_rectangle(corners, radius * self.zoom * self.unit, fill=255)

    def area(self, points: Iterable[Point], ink: int = 255) -> None:
        self.draw.polygon(self._place(points), fill=ink)

    def line(self, points: Iterable[Point], width: float) -> None:
        dots = list(points)
        thick = round(width * self.zoom * self.unit)
        self.draw.line(self._place(dots), 255, thick, joint="curve")
        for x, y in (dots[0], dots[-1]):
            self.oval(x, y, width / 2)


def curve(start: Point, bend: Point, end: Point, steps: int = 24) -> list[Point]:
    """A quadratic Bézier curve as points."""
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * bend[0] + t**2 * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * bend[1] + t**2 * end[1],
        )
        for t in (step / steps for step in range(steps + 1))
    ]


def egg(cx: float, cy: float, rx: float, up: float, down: float) -> list[Point]:
    """A head's outline: round above (cx, cy), a little squarer in the jaw below it."""
    points = []
    for step in range(180):
        angle = math.tau * step / 180
        x, y = math.cos(angle), math.sin(angle)
        power = 1 if y < 0 else 0.86
        x = math.copysign(abs(x) ** power, x) * (1 if y < 0 else 1 - 0.14 * y)
        points.append((cx + rx * x, cy + y * (up if y < 0 else down)))
    return points


def star(cx: float, cy: float, radius: float) -> list[Point]:
    return [
        (
            cx + (radius if step % 2 == 0 else radius * 0.45) * math.sin(math.tau * step / 10),
            cy - (radius if step % 2 == 0 else radius * 0.45) * math.cos(math.tau * step / 10),
        )
        for step in range(10)
    ]


def darker(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part * 0.78):02x}" for part in (red, green, blue))
