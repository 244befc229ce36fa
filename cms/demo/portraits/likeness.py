"""What one person looks like, and the colors that the portraits share."""

from dataclasses import dataclass

NAVY, MINT, GREEN, MIST = "#0b1b36", "#5be3b4", "#007a5a", "#e6ecf5"
BLUE, SKY, SAND, CORAL, GOLD, PLUM = (
    "#1546a6",
    "#a9c8f2",
    "#f2dfc3",
    "#d8694c",
    "#e7b04b",
    "#6b3a5b",
)

# Each skin: light side, shaded side, and the ink of the mouth.
SKINS = (
    ("#f6d5bd", "#eabfa2", "#b4614f"),
    ("#eec39f", "#dfab84", "#a5533f"),
    ("#d9a277", "#c68c60", "#8d4733"),
    ("#b97d52", "#a56b43", "#73372a"),
    ("#8f5a3a", "#7c4b2e", "#54241c"),
    ("#6b4029", "#5a3421", "#3b1912"),
)
HAIRS = ("#1d1a22", "#3a2620", "#6a4028", "#b8bfca", "#8d4a2a", "#e4e6ea")
# Each scene: background, the large shape behind the head.
SCENES = (
    (MINT, "#2fc797"),
    (NAVY, "#183463"),
    (SAND, GOLD),
    (SKY, "#7face6"),
    (GREEN, "#0b9270"),
    (MIST, "#c5d3e8"),
    (CORAL, "#ea8a6b"),
    ("#fbe9d4", MINT),
)
BACKDROPS = ("disc", "arch", "slope", "bars", "quarter")
# Each outfit: cut, cloth, second color.
OUTFITS = (
    ("blazer", NAVY, "#ffffff"),
    ("crew", GREEN, "#00634a"),
    ("uniform", "#1d3157", "#cfd9ea"),
    ("roll", CORAL, "#bd5439"),
    ("shirt", "#ffffff", "#d4ddeb"),
    ("cardigan", PLUM, SAND),
    ("crew", GOLD, "#cb9433"),
    ("blazer", "#3c4a63", SKY),
    ("shirt", "#2f62c4", "#1d4796"),
)
STYLES = ("crop", "part", "bob", "long", "bun", "curls", "locs", "bare", "waves")


@dataclass(frozen=True)
class Likeness:
    """What makes one portrait differ from the next; every field is an index or a name above."""

    skin: int
    hair: int
    style: str
    scene: int
    backdrop: str
    outfit: int
    glasses: bool = False
    beard: bool = False
    earrings: bool = False
