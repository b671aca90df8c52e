from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NotesConfig(AppConfig):
    name = "notes"

    def ready(self):
        post_migrate.connect(fill, sender=self)


def fill(**kwargs):
    """Two notes and Bob, once the tables are there."""
    from .models import Note
    from .people import make_people

    if not Note.objects.exists():
        make_people()
        Note.objects.create(text="Buy oat milk")
        Note.objects.create(text="Call Bob")
