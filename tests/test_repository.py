"""The listing is the table of contents: what stands at the top, how files are called, their length."""

import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("cms", "events", "speakers", "resources")
FOLDERS = {*ROOMS, "templates", "tests"}
FILES = {
    "manage.py",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "requirements.lock",
}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc", "services"}
LONGEST_FILE = 300
LONGER_FILES: set[str] = set()


def repository_files(root: Path = ROOT) -> list[str]:
    """Every file that belongs to the repository, relative to its top: what git knows or would add.

    Where git can't tell (an unpacked archive), what .gitignore does not name.
    """
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listing = subprocess.run(command, cwd=root, capture_output=True, text=True)
    except FileNotFoundError:
        return files_not_ignored(root)
    if listing.returncode != 0 or not (root / ".git").exists():
        return files_not_ignored(root)
    return sorted(name for name in listing.stdout.split("\0") if name and (root / name).is_file())


def files_not_ignored(root: Path) -> list[str]:
    patterns = [line.strip("/") for line in (root / ".gitignore").read_text().split()] + [".git"]

    def ignored(name: str) -> bool:
        return any(fnmatch(name, pattern) for pattern in patterns)

    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not ignored(name)]
        found += [
            Path(folder, name).relative_to(root).as_posix() for name in names if not ignored(name)
        ]
    return sorted(found)


def python_files() -> list[str]:
    return [name for name in repository_files() if name.endswith(".py")]


def test_the_listing_without_git_is_the_listing_with_git():
    assert {"manage.py", "tests/test_repository.py"} <= set(repository_files())
    assert files_not_ignored(ROOT) == repository_files()


def test_the_top_level_holds_what_the_house_allows():
    tops = {name.partition("/")[0]: "/" in name for name in repository_files()}
    visible = {top: is_folder for top, is_folder in tops.items() if not top.startswith(".")}
    assert {top for top, is_folder in visible.items() if is_folder} <= FOLDERS
    assert {top for top, is_folder in visible.items() if not is_folder} <= FILES


def test_no_file_or_folder_has_a_name_that_says_nothing():
    parts = {name: Path(name).with_suffix("").parts for name in repository_files()}
    assert [name for name in parts if NAMES_THAT_SAY_NOTHING & set(parts[name])] == []


def test_no_python_file_is_longer_than_its_reader_likes():
    lengths = {
        name: len((ROOT / name).read_text().splitlines())
        for name in python_files()
        if "/migrations/" not in name and name not in LONGER_FILES
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_the_lock_holds_versions_and_hashes_and_no_address():
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    requirement = re.compile(r"[a-z0-9-]+==\S+( ; [^@/]+)? \\")
    lock_hash = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert len(lines) > 100
    assert [
        line for line in lines if not requirement.fullmatch(line) and not lock_hash.fullmatch(line)
    ] == []


def test_every_setting_of_ours_is_in_the_readme():
    used = {
        setting
        for name in python_files()
        if name.partition("/")[0] in ROOMS
        for setting in re.findall(r"\bTTA_[A-Z][A-Z0-9_]*\b", (ROOT / name).read_text())
    }
    documented = set(re.findall(r"\bTTA_[A-Z][A-Z0-9_]*\b", (ROOT / "README.md").read_text()))
    assert "TTA_TIME_ZONE" in used
    assert used - documented == set()


@pytest.mark.parametrize(
    ("test", "line"),
    [
        ("import pytest\ndef test_it(): pytest.skip('no parser')", "no parser"),
        ("import pytest\npytest.importorskip('no_such_parser')", "no_such_parser"),
        ("import pytest\n@pytest.mark.xfail(reason='later')\ndef test_it(): assert 0", "later"),
        ("import pytest\n@pytest.mark.xfail\ndef test_it(): pass", "xpassed"),
    ],
)
def test_a_run_with_a_test_that_did_not_run_fails(tmp_path, test, line):
    result, tally = run_pytest(tmp_path, test + "\n\ndef test_other(): pass\n")
    assert result.returncode == pytest.ExitCode.TESTS_FAILED
    assert "no test may be skipped" in result.stdout
    assert line in result.stdout
    assert tally.split()[-1] == "1"


def test_a_run_in_which_all_tests_ran_passes(tmp_path):
    result, tally = run_pytest(tmp_path, "def test_it(): pass\n\ndef test_other(): pass\n")
    assert result.returncode == pytest.ExitCode.OK
    assert tally == "2 0\n"


def run_pytest(folder: Path, source: str) -> tuple[subprocess.CompletedProcess, str]:
    """A run of its own over one file, under the plugin `tests.no_skips`."""
    (folder / "test_one.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\n")
    options = ["-p", "tests.no_skips", "-p", "no:django", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--tally", "tally", "test_one.py"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    return result, (folder / "tally").read_text()
