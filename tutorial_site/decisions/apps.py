from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "tutorial_site.decisions"
