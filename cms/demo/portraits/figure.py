"""Everything in a portrait except the hair: the scene, the clothes, the face."""

from PIL import ImageChops

from .easel import Easel, Pen, curve, darker, egg, star
from .likeness import GOLD, HAIRS, NAVY, OUTFITS, SCENES, SKINS, Likeness

FACE = egg(50, 43, 14.5, 18, 19.5)


def paint_background(easel: Easel, likeness: Likeness) -> None:
    ground, shape = SCENES[likeness.scene]
    easel.fill(ground, lambda pen: pen.slab((0, 0, 100, 100)))

    def backdrop(pen: Pen) -> None:
        match likeness.backdrop:
            case "disc":
                pen.oval(50, 46, 38)
            case "arch":
                pen.oval(50, 44, 34)
                pen.slab((16, 44, 84, 101))
            case "slope":
                pen.area([(0, 100), (0, 62), (100, 6), (100, 100)])
            case "bars":
                for x, top, foot in ((6, 34, 76), (24, 16, 92), (60, 8, 100), (78, 26, 82)):
                    pen.slab((x, top, x + 12, foot))
            case _:
                pen.oval(100, 0, 78)

    easel.fill(shape, backdrop)
    easel.zoom = 1.14


def paint_clothes(easel: Easel, likeness: Likeness) -> None:
    cut, cloth, second = OUTFITS[likeness.outfit]
    light, shade, _ = SKINS[likeness.skin]

    def body(pen: Pen) -> None:
        pen.slab((13, 73, 87, 130), 20)
        pen.area([(42, 67), (58, 67), (74, 76), (26, 76)])

    shape = easel.mask(body)
    easel.fill(cloth, body)
    easel.fill(light, lambda pen: pen.slab((42.5, 52, 57.5, 74), 3))
    neck = easel.mask(lambda pen: pen.slab((42.5, 52, 57.5, 74), 3))
    easel.fill(shade, lambda pen: pen.oval(51, 58, 13, 9.5), neck)

    match cut:
        case "crew":
            easel.fill(second, lambda pen: pen.oval(50, 70, 12.5, 8.6), shape)
            easel.fill(light, lambda pen: pen.oval(50, 68.5, 9.6, 7))
        case "roll":
            easel.fill(second, lambda pen: pen.slab((40, 63.5, 60, 76), 4))
            easel.fill(cloth, lambda pen: pen.slab((40, 67.5, 60, 80), 4))
        case "blazer":
            easel.fill(second, lambda pen: pen.area([(42, 67), (58, 67), (63, 100), (37, 100)]))
            easel.fill(light, lambda pen: pen.area([(43, 67), (57, 67), (50, 82)]))
            for side in (-1, 1):
                front = [(50 + side * x, y) for x, y in ((8, 66), (1, 101), (20, 101), (17, 72))]
                easel.fill(cloth, lambda pen, p=front: pen.area(p))
                fold = [
                    (50 + side * x, y) for x, y in ((8, 65.5), (15.5, 75), (11, 79.5), (1, 100))
                ]
                easel.fill(darker(cloth), lambda pen, p=fold: pen.area(p))
        case "uniform" | "shirt":
            easel.fill(second, lambda pen: pen.slab((49.2, 80, 50.8, 100)), shape)
            for side in (-1, 1):
                collar = [
                    (50 + side * x, y) for x, y in ((7, 64.5), (13.5, 70.5), (8, 82), (0, 78))
                ]
                easel.fill(second, lambda pen, p=collar: pen.area(p))
            easel.fill(light, lambda pen: pen.area([(43, 65.5), (57, 65.5), (50, 78.4)]))
            if cut == "uniform":
                easel.fill(GOLD, lambda pen: pen.area(star(69, 88, 3.6)))
        case "cardigan":
            easel.fill(second, lambda pen: pen.area([(42, 67), (58, 67), (56, 100), (44, 100)]))
            easel.fill(light, lambda pen: pen.oval(50, 67.5, 8, 6))
    easel.fill(shade, lambda pen: pen.oval(51, 57, 13, 9), neck)


def paint_head(easel: Easel, likeness: Likeness) -> None:
    light, shade, lips = SKINS[likeness.skin]
    covered = likeness.style in {"scarf", "bob", "long"}
    if not covered:
        for x, tone in ((35.6, light), (64.4, shade)):
            easel.fill(tone, lambda pen, x=x: pen.oval(x, 45.5, 2.9, 4.2))
    if likeness.earrings and not covered:
        for x in (35, 65):
            easel.fill(GOLD, lambda pen, x=x: pen.oval(x, 51.5, 1.5))
    face = easel.mask(lambda pen: pen.area(FACE))
    easel.fill(light, lambda pen: pen.area(FACE))
    side = [*curve((53, 20), (57, 40), (52.5, 66)), (80, 66), (80, 20)]
    easel.fill(shade, lambda pen: pen.area(side), face)
    ink = "#20161a"
    if likeness.beard:
        hair = HAIRS[likeness.hair]

        def beard(pen: Pen) -> None:
            pen.slab((34, 44, 66, 66))
            pen.area([*curve((37.4, 40), (38.5, 53.5), (50, 52)), (50, 40)], ink=0)
            pen.area([*curve((62.6, 40), (61.5, 53.5), (50, 52)), (50, 40)], ink=0)

        easel.fill(hair, beard, face)
    brow = darker(HAIRS[likeness.hair]) if likeness.hair in {3, 5} else HAIRS[likeness.hair]
    for side_of in (-1, 1):
        at = 50 + side_of * 6.2
        easel.fill(ink, lambda pen, at=at: pen.oval(at, 44.6, 1.15, 1.35))
        arch = curve((at - 3, 40.9), (at, 38.9), (at + 3, 40.9))
        easel.fill(brow, lambda pen, arch=arch: pen.line(arch, 1.1))
    easel.fill(
        darker(shade),
        lambda pen: pen.line([*curve((50.6, 44), (52.6, 49), (51.8, 50)), (49.4, 50.2)], 0.75),
    )
    smile = curve((45.6, 54.6), (50, 58.4), (54.4, 54.6))
    mouth = "#fff4ee" if likeness.beard and likeness.hair not in {3, 5} else lips
    easel.fill(mouth, lambda pen: pen.line(smile, 1.15))


def paint_glasses(easel: Easel) -> None:
    for at in (43.4, 56.6):
        ring = easel.mask(lambda pen, at=at: pen.slab((at - 5.2, 40.4, at + 5.2, 49), 3.8))
        hole = easel.mask(lambda pen, at=at: pen.slab((at - 4.3, 41.3, at + 4.3, 48.1), 3))
        easel.image.paste(NAVY, (0, 0), ImageChops.subtract(ring, hole))
    easel.fill(NAVY, lambda pen: pen.line(curve((48.4, 43.6), (50, 42.6), (51.6, 43.6)), 0.9))
    easel.fill(NAVY, lambda pen: pen.line([(38.4, 43.4), (36, 42.8)], 0.9))
    easel.fill(NAVY, lambda pen: pen.line([(61.6, 43.4), (64, 42.8)], 0.9))
