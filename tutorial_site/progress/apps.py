from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "tutorial_site.progress"
