from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tutorial_site.accounts"

    def ready(self) -> None:
        from tutorial_site.accounts import signals  # noqa: F401  # connects them
