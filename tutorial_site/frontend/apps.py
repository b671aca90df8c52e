from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "tutorial_site.frontend"
