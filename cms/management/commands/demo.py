"""A whole site on one's own machine: database, content, web server and worker together."""

import secrets
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.demo.build import build_demo

HOST = "127.0.0.1"
ADMIN = "admin"


class Command(BaseCommand):
    help = "Make a demonstration site in var/ and serve it, with a worker beside it, until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="only write the content")

    def handle(self, *args, port: int, no_serve: bool, **options):
        if not 1 <= port <= 65535:
            raise CommandError(f"{port} is no port. Use a number from 1 to 65535.")
        if not no_serve:
            self._check_port_is_free(port)
        self._say("Database …")
        call_command("migrate", verbosity=0, interactive=False)
        password = self._administrator()
        self._say("Content …")
        build_demo(
            now=timezone.now(), host=HOST, port=port, say=lambda line: self._say(f"  {line}")
        )
        self._print_addresses(port, password)
        if not no_serve:
            self._serve(port)

    def _say(self, line: str):
        self.stdout.write(line)
        self.stdout.flush()

    def _check_port_is_free(self, port: int):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                raise CommandError(
                    f"Port {port} is taken. Stop what uses it, or choose another: make demo PORT=8010"
                ) from None

    def _administrator(self) -> str:
        """The administrator's password, made at random once and kept readable for its owner only."""
        path = settings.VAR_DIR / "admin-password"
        user = get_user_model().objects.filter(username=ADMIN).first()
        if user is None:
            password = secrets.token_urlsafe(12)
            get_user_model().objects.create_superuser(ADMIN, "admin@tta.example", password)  # ty: ignore[missing-attribute]
            path.touch(mode=0o600)
            path.write_text(password)
            return password
        known = path.read_text() if path.exists() else ""
        return known if known and user.check_password(known) else ""

    def _print_addresses(self, port: int, password: str):
        root = f"http://{HOST}:{port}"
        shown = password or "(the one you chose)"
        self._say(
            f"\n  Site    {root}/"
            f"\n  Admin   {root}/admin/   user {ADMIN}, password {shown}"
            f"\n  Feed    {root}/calendar/events.ics"
            f"\n  Mail    {settings.VAR_DIR / 'mail'}/*.eml\n"
        )

    def _serve(self, port: int):
        """Web server and worker as children; when one ends or a signal comes, both end."""
        manage = [sys.executable, sys.argv[0]]
        children = [
            subprocess.Popen([*manage, "runserver", "--noreload", f"{HOST}:{port}"]),
            subprocess.Popen([*manage, "worker"]),
        ]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        self._say("Ctrl-C stops it.")
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
        except KeyboardInterrupt:
            pass
        finally:
            for child in children:
                if child.poll() is None:
                    child.terminate()
            for child in children:
                try:
                    child.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    child.kill()
            self._say("Stopped.")
