from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "tutorial_site.archives"
