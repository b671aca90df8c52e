from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "tutorial_site.setup"
