from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """In the worker that a script starts: the kinds of mail that the scripts owe."""

    name = "tests.faults"
    label = "faults"

    def ready(self):
        from tests.faults import mail_stepped_clock
        from tests.faults.mail_kinds import register_kinds

        register_kinds()
        mail_stepped_clock.install()
