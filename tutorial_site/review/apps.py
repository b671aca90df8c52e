from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "tutorial_site.review"
