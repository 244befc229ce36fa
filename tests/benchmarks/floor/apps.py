from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "tests.benchmarks.floor"
    label = "benchmarks_floor"
    default_auto_field = "django.db.models.BigAutoField"
