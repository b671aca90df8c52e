from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "tutorial_site.drafts"

    def ready(self) -> None:
        from tutorial_site.drafts import signals  # noqa: F401  # connects them
