"""Hair and headscarf: the part behind the head, and the part in front of it."""

import math

from .easel import Easel, Pen, curve, egg
from .likeness import GREEN, HAIRS, Likeness


def paint_hair_behind(easel: Easel, likeness: Likeness) -> None:
    def behind(pen: Pen) -> None:
        match likeness.style:
            case "bob":
                pen.slab((30.5, 21, 69.5, 63), 18)
                pen.slab((30.5, 42, 69.5, 63), 4)
            case "long":
                pen.slab((30, 20.5, 70, 86), 19)
            case "waves":
                pen.oval(50, 38, 20, 18)
                for y, r in ((46, 8.5), (56, 9.5), (66, 9)):
                    pen.oval(35, y, r)
                    pen.oval(65, y, r)
                pen.slab((37, 40, 63, 70))
            case "bun":
                pen.oval(50, 20.5, 7.8)
            case "curls":
                pen.oval(50, 39, 20)
                for step in range(13):
                    angle = math.radians(150 + step * 20)
                    pen.oval(50 + 19 * math.cos(angle), 39 + 17.5 * math.sin(angle), 6)
            case "locs":
                for x, foot in ((32, 66), (36, 70), (64, 70), (68, 66)):
                    pen.slab((x - 2.6, 34, x + 2.6, foot), 2.6)
                pen.oval(50, 37, 18.5, 16)
            case "scarf":
                pen.oval(50, 42, 20, 23)
                pen.area([(31, 46), (69, 46), (76, 84), (24, 84)])

    color = GREEN if likeness.style == "scarf" else HAIRS[likeness.hair]
    easel.fill(color, behind)


def paint_hair_in_front(easel: Easel, likeness: Likeness) -> None:
    crown = easel.mask(lambda pen: pen.area(egg(50, 43, 15.6, 20.5, 19.5)))

    def front(pen: Pen) -> None:
        match likeness.style:
            case "crop":
                pen.area(
                    [
                        (30, 18),
                        (70, 18),
                        (70, 42),
                        (64, 42),
                        *curve((63, 33), (50, 28), (37, 33)),
                        (36, 42),
                        (30, 42),
                    ]
                )
            case "part":
                pen.area(
                    [
                        (30, 18),
                        (70, 18),
                        (70, 43),
                        (63.4, 43),
                        *curve((62, 34), (50, 35), (43, 27)),
                        *curve((43, 27), (38, 31), (36.8, 43)),
                        (30, 43),
                    ]
                )
            case "bob":
                pen.area(
                    [
                        (28, 18),
                        (72, 18),
                        (72, 60),
                        (63.2, 60),
                        (62.6, 36),
                        (37.4, 36),
                        (36.8, 60),
                        (28, 60),
                    ]
                )
            case "long" | "waves":
                pen.area(
                    [
                        (28, 18),
                        (72, 18),
                        (72, 50),
                        (64, 50),
                        *curve((63.5, 42), (60, 31), (46, 26)),
                        *curve((46, 26), (38, 32), (36.2, 50)),
                        (28, 50),
                    ]
                )
            case "bun":
                pen.area(
                    [
                        (30, 18),
                        (70, 18),
                        (70, 41),
                        (64, 41),
                        *curve((63.5, 38), (50, 21), (36.5, 38)),
                        (36, 41),
                        (30, 41),
                    ]
                )
            case "curls":
                for x, y, r in (
                    (37, 32, 5),
                    (43, 27.5, 5),
                    (50, 26, 5.2),
                    (57, 27.5, 5),
                    (63, 32, 5),
                ):
                    pen.oval(x, y, r)
                pen.slab((34, 20, 66, 27))
            case "locs":
                pen.area(
                    [
                        (30, 18),
                        (70, 18),
                        (70, 42),
                        (64, 42),
                        *curve((63, 36), (50, 22), (37, 36)),
                        (36, 42),
                        (30, 42),
                    ]
                )

    easel.fill(HAIRS[likeness.hair], front, *(() if likeness.style == "curls" else (crown,)))
    if likeness.style == "scarf":
        _paint_scarf(easel)


def _paint_scarf(easel: Easel) -> None:
    """A headscarf: the cloth round the face, one fold under the chin, one over the shoulder."""

    def cloth(pen: Pen) -> None:
        pen.oval(50, 42, 20, 23)
        pen.area([(30.5, 46), (69.5, 46), (72, 66), (28, 66)])
        pen.slab((26, 60, 74, 82), 14)
        pen.area(egg(50, 44.5, 12.6, 15, 16.6), ink=0)

    easel.fill(GREEN, cloth)
    easel.fill(
        "#00634a",
        lambda pen: pen.area(
            [*curve((36, 64), (52, 74), (72, 62)), *curve((73, 70), (56, 84), (33, 70))]
        ),
    )
