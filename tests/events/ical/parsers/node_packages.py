"""Where `install.sh` puts what comes from npm."""

import os
import shutil
from pathlib import Path


def folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache, "wagtail-tta", "parsers", "node_modules")


def has(package: str) -> bool:
    return bool(shutil.which("node")) and (folder() / package / "package.json").exists()
