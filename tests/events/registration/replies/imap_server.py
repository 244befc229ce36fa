"""A real IMAP server, Debian's dovecot, with one mailbox in a folder of its own."""

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.mail_sink import free_port

PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
USER, PASSWORD = "replies@tta.example", "Grüße & 100 %"
SECONDS_TO_START = 20

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
instance_name = {folder}
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail
first_valid_uid = 1
{users}
auth_mechanisms = plain
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls_port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
"""


def is_installed() -> bool:
    return Path(PROGRAM).exists()


@dataclass(frozen=True)
class ImapServer:
    folder: Path
    tls_port: int
    starttls_port: int

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    def url(self, *, scheme: str = "imaps", folder: str = "INBOX") -> str:
        port = self.tls_port if scheme == "imaps" else self.starttls_port
        return f"{scheme}://{USER.replace('@', '%40')}@localhost:{port}/{folder}"

    @contextlib.contextmanager
    def mailbox(self, *, folder: str = "INBOX") -> Generator[imaplib.IMAP4]:
        """The folder, as a mail program opens it."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        with imaplib.IMAP4_SSL("localhost", self.tls_port, ssl_context=context) as connection:
            connection.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
            if folder != "INBOX":
                connection.create(f'"{folder}"')
            connection.select(f'"{folder}"')
            yield connection

    def put(self, *contents: bytes, folder: str = "INBOX") -> None:
        """Deliver mail, unseen."""
        with self.mailbox(folder=folder) as connection:
            for content in contents:
                assert connection.append(f'"{folder}"', None, None, content)[0] == "OK"

    def empty(self) -> None:
        """Delete what is in the INBOX."""
        with self.mailbox() as connection:
            _ok, [found] = connection.search(None, "ALL")
            for number in found.decode().split():
                connection.store(number, "+FLAGS", r"(\Deleted)")
            connection.expunge()

    def flags(self, *, folder: str = "INBOX") -> list[set[str]]:
        """The flags of each mail, in the order of arrival, without that of being new."""
        with self.mailbox(folder=folder) as connection:
            _ok, found = connection.fetch("1:*", "(FLAGS)")
        flags = [imaplib.ParseFlags(line) for line in found if line]
        return [{flag.decode() for flag in one} - {r"\Recent"} for one in flags]


@contextlib.contextmanager
def serving(folder: Path) -> Generator[ImapServer]:
    """The server with everything it keeps in `folder`; asks once until it answers."""
    server = ImapServer(folder, tls_port=free_port(), starttls_port=free_port())
    _prepare(server)
    process = subprocess.Popen([PROGRAM, "-F", "-c", folder / "dovecot.conf"])
    try:
        _wait_for(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _prepare(server: ImapServer) -> None:
    folder, me = server.folder, pwd.getpwuid(os.getuid())
    # Mail is never read as root. Who is not root has everything done as themselves.
    owner = pwd.getpwnam("mail") if me.pw_uid == 0 else me
    users = "" if me.pw_uid == 0 else _alone(me.pw_name, grp.getgrgid(os.getgid()).gr_name)
    for name in ("run", "state", "mail"):
        (folder / name).mkdir()
    shutil.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    folder.chmod(0o711)
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    (folder / "users").chmod(0o644)
    _make_certificate(folder)
    ports = {"tls_port": server.tls_port, "starttls_port": server.starttls_port}
    config = CONFIG.format(folder=folder, users=users, uid=owner.pw_uid, gid=owner.pw_gid, **ports)
    (folder / "dovecot.conf").write_text(config)


def _alone(user: str, group: str) -> str:
    """Settings for who can't change users."""
    names = {"internal_user": user, "login_user": user, "internal_group": group}
    return "\n".join(f"default_{name} = {value}" for name, value in names.items())


def _make_certificate(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", folder / "key.pem", "-out", folder / "cert.pem"),
        ],
        check=True,
        capture_output=True,
    )


def _wait_for(server: ImapServer, process: subprocess.Popen) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with server.mailbox():
                return
        except (OSError, imaplib.IMAP4.error) as error:
            log = server.folder / "log"
            words = log.read_text() if log.exists() else ""
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"dovecot does not answer: {error}. {words}") from error
            time.sleep(0.1)
