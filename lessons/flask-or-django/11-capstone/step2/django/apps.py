from django.apps import AppConfig
from django.db.models.signals import post_migrate

PEOPLE = [("ada", "lovelace"), ("bob", "builder")]


class NotesConfig(AppConfig):
    name = "notes"

    def ready(self):
        post_migrate.connect(make_people, sender=self)


def make_people(**kwargs):
    """Ada and Bob, once there are tables."""
    from django.contrib.auth.models import User

    for name, password in PEOPLE:
        if not User.objects.filter(username=name).exists():
            User.objects.create_user(name, password=password)
