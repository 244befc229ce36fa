"""Who may import whom: a room imports lower rooms only, and the imports are read from the source.

Inside functions and under TYPE_CHECKING an import counts like any other.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A room and the rooms that it may import; itself always. The longest name that fits is the room.
MAY_IMPORT = {
    "events.ical": set(),
    "speakers": set(),
    "resources": set(),
    "events.outbox": set(),
    "events": {"events.ical", "events.outbox", "speakers", "resources"},
    "events.registration": {"events.ical", "events.outbox", "events", "speakers", "resources"},
    "events.tta": {"events.ical", "events.outbox", "events", "speakers", "resources"},
}
MAY_IMPORT["cms"] = set(MAY_IMPORT)

# Rooms that live without the framework: what they import from outside.
OUTSIDE = {"events.ical": {"icalendar"}}

NEVER_IMPORTED = "tests"


def room_of(module: str) -> str | None:
    """The room a module belongs to, or None for a library."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if name in MAY_IMPORT or name == NEVER_IMPORTED:
            return name
    return None


def imported_modules(source: str, *, module: str, is_package: bool = False) -> Iterator[str]:
    """Every module or name that the source imports, as an absolute dotted name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                steps = node.level - 1 if is_package else node.level
                here = module.split(".")
                base = ".".join([*here[: len(here) - steps], *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from _imported_by_name(node)


def _imported_by_name(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name not in ("import_module", "import_string", "__import__"):
        return
    for argument in node.args[:1]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def forbidden_imports(source: str, *, module: str, is_package: bool = False) -> list[str]:
    """What the source of a module imports against the order of the rooms, one sentence each."""
    room = room_of(module)
    assert room, f"{module} is in no room"
    found = []
    for name in imported_modules(source, module=module, is_package=is_package):
        other = room_of(name)
        top = name.partition(".")[0]
        if other is None:
            if room in OUTSIDE and top not in OUTSIDE[room] | sys.stdlib_module_names:
                found.append(f"{module} imports {name}: {room} is plain Python")
        elif other != room and other not in MAY_IMPORT[room]:
            found.append(f"{module} imports {name}: {room} may not import {other}")
    return found


def modules() -> dict[str, Path]:
    """Every module of the rooms, by its dotted name."""
    tops = sorted({room.partition(".")[0] for room in MAY_IMPORT})
    paths = [path for top in tops for path in sorted((ROOT / top).rglob("*.py"))]
    names = [path.relative_to(ROOT).with_suffix("").parts for path in paths]
    return {
        ".".join(name[:-1] if name[-1] == "__init__" else name): path
        for name, path in zip(names, paths, strict=True)
    }


def test_rooms_import_lower_rooms_only():
    found = modules()
    assert {"events.ical.build", "events.models", "speakers.models", "cms.urls"} <= set(found)
    assert [
        sentence
        for module, path in found.items()
        for sentence in forbidden_imports(
            path.read_text(), module=module, is_package=path.name == "__init__.py"
        )
    ] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("events.ical.build", "from django.utils import timezone"),
        ("events.ical.build", "from events.models import EventPage"),
        ("events.ical.build", "from ..models import EventPage"),
        ("events.ical.build", "import wagtail.models"),
        ("speakers.models", "from resources.models import Keyword"),
        ("speakers.models", "import events.models"),
        ("resources.models", "from speakers import models"),
        ("events.outbox.models", "from events.models import EventPage"),
        ("events.outbox.models", "from speakers.models import Speaker"),
        ("events.queries", "from events import registration"),
        ("events.queries", "from .registration.models import Registration"),
        ("events.queries", "def later():\n    from events.tta.models import Request"),
        ("events.queries", "if TYPE_CHECKING:\n    from events.tta.models import Request"),
        ("events.queries", "from django.conf import settings\nimport cms.home"),
        ("events.registration.actions", "from events.tta import queries"),
        ("events.tta.actions", "from events.registration.models import Registration"),
        ("events.tta.actions", "importlib.import_module('events.registration.models')"),
        ("events.tta.actions", "from cms.models import HomePage"),
        ("cms.home", "from tests.make import make_event"),
    ],
)
def test_a_forbidden_import_is_found(module, source):
    assert len(forbidden_imports(source, module=module)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("events.ical.build", "from datetime import UTC\nimport icalendar\nfrom .item import Item"),
        (
            "speakers.models",
            "from django.db import models\nfrom speakers.apps import SpeakersConfig",
        ),
        ("events.queries", "from speakers.models import Speaker\nfrom events.ical import build"),
        ("events.registration.mail", "from events.outbox.models import Mail\nimport events.ical"),
        ("events.tta.actions", "from events.models import EventPage\nfrom events import signals"),
        ("cms.home", "from events.registration import queries\nimport events.tta.models"),
    ],
)
def test_an_allowed_import_is_not(module, source):
    assert forbidden_imports(source, module=module) == []


def test_a_relative_import_in_a_package_starts_at_the_package():
    source = "from .pages import EventPage"
    assert list(imported_modules(source, module="events.models", is_package=True)) == [
        "events.models.pages.EventPage"
    ]
