from django.apps import AppConfig


class PlaygroundConfig(AppConfig):
    name = "tutorial_site.playground"
