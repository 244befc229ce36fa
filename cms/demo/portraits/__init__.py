"""Portraits of the demo's invented people, drawn from plain shapes.

A photograph would show somebody; these show nobody, and still give every
speaker a face of their own. Nothing here knows Django.
"""

import hashlib
import io

from PIL import Image

from .easel import Easel
from .figure import paint_background, paint_clothes, paint_glasses, paint_head
from .hair import paint_hair_behind, paint_hair_in_front
from .likeness import BACKDROPS, HAIRS, OUTFITS, SCENES, SKINS, STYLES, Likeness

OVERSAMPLING = 3

# The demo's own speakers, cast by hand so that they look well together in a row.
CAST = {
    "Rosa Villanueva": Likeness(2, 0, "waves", 0, "arch", 0, earrings=True),
    "Marcus Adeyemi": Likeness(5, 0, "locs", 2, "disc", 1, beard=True),
    "Sgt. Dana Kowalczyk": Likeness(0, 2, "bun", 3, "slope", 2),
    "Grace Nakamura": Likeness(1, 3, "bob", 6, "quarter", 4, glasses=True),
    "Elias Brandt": Likeness(0, 4, "part", 4, "bars", 5, glasses=True, beard=True),
    "Noor Haddad": Likeness(2, 0, "scarf", 5, "arch", 7),
    "Dr. Lucinda Ferreira": Likeness(3, 1, "curls", 1, "disc", 3, earrings=True),
    "Wendell Baptiste": Likeness(4, 3, "crop", 7, "quarter", 8, beard=True),
    "Thea Lindqvist": Likeness(1, 5, "long", 4, "slope", 6, glasses=True),
    "Ibrahim Castellan": Likeness(3, 0, "bare", 3, "bars", 3, beard=True),
    "Otis Merriweather": Likeness(5, 3, "bare", 6, "arch", 8, glasses=True),
    "Priya Raghunathan": Likeness(2, 0, "bun", 0, "quarter", 5, earrings=True),
}


def draw_portrait(*, name: str, size: int = 640) -> bytes:
    """A square WebP of `size` pixels; the same name always gives the same picture."""
    likeness = CAST.get(name) or _likeness_of(name)
    easel = Easel(size * OVERSAMPLING)
    paint_background(easel, likeness)
    paint_hair_behind(easel, likeness)
    paint_clothes(easel, likeness)
    paint_head(easel, likeness)
    paint_hair_in_front(easel, likeness)
    if likeness.glasses:
        paint_glasses(easel)
    picture = easel.image.resize((size, size), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=90, method=6)
    return out.getvalue()


def _likeness_of(name: str) -> Likeness:
    """A likeness chosen by the letters of the name alone, never by what a name seems to tell."""
    digest = hashlib.sha256(name.encode()).digest()
    style = STYLES[digest[2] % len(STYLES)]
    scene = digest[3] % len(SCENES)
    cloths = [index for index, (_, cloth, _) in enumerate(OUTFITS) if cloth not in SCENES[scene]]
    return Likeness(
        skin=digest[0] % len(SKINS),
        hair=digest[1] % len(HAIRS),
        style=style,
        scene=scene,
        backdrop=BACKDROPS[digest[4] % len(BACKDROPS)],
        outfit=cloths[digest[5] % len(cloths)],
        glasses=digest[6] % 3 == 0,
        beard=style in {"crop", "part", "locs", "bare"} and digest[7] % 2 == 0,
        earrings=style in {"bob", "long", "bun", "curls", "waves"} and digest[7] % 2 == 0,
    )
