from django.apps import AppConfig


class LoansConfig(AppConfig):
    name = "loans"

    def ready(self):
        from . import signals  # noqa: F401  # connects its receivers
