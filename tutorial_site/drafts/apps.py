from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "tutorial_site.drafts"
